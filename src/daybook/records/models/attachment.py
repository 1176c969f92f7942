from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.event import Event


class Attachment(BookRecord):
    """A file that belongs to an event. The bytes lie outside the web root under their SHA-256."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"attachment {self.sha256[:12]}"
