from __future__ import annotations

from django.conf import settings
from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.event import Event


class EventChange(BookRecord):
    """A change of an event's state and what was answered to its questions. Its id is that of its entry."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="changes")
    slug = models.CharField("which change of the report type", max_length=32)
    status = models.CharField("state that it led to", max_length=32)
    reason = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.slug} of {self.event_id}"
