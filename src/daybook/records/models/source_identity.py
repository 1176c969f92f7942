from __future__ import annotations

from django.conf import settings
from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.event import Event


class SourceIdentity(BookRecord):
    """Who an intelligence report came from, held apart from it and encrypted. The newest row counts."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    held_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"source of {self.event_id}"
