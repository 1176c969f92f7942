"""An event: something that happened, told by one report."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.common import Handling
from daybook.records.models.location import Location


class Event(BookRecord):
    """One arrest, crime or incident. What the report asks beyond POLE stands in `details`, checked by its class.

    `version` goes up by one with each change; `number` is the force's own (AR/0000123/26).
    """

    report_type = models.CharField(max_length=24)
    number = models.CharField(max_length=24, unique=True)
    status = models.CharField(max_length=32)
    happened_from = models.DateTimeField()
    happened_to = models.DateTimeField(null=True, blank=True)
    location = models.ForeignKey(Location, models.PROTECT, null=True, related_name="events")
    details = models.JSONField(default=dict)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    handling = models.CharField(max_length=10, choices=Handling, default=Handling.OPEN)
    asn = models.CharField("arrest/summons number", max_length=21, blank=True)
    occasion = models.UUIDField("shared by events entered together", null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["report_type", "-happened_from"], name="event_by_type"),
            models.Index(fields=["occasion"], name="event_by_occasion"),
        ]

    def __str__(self) -> str:
        return f"{self.report_type} {self.number}"


class EventOffence(BookRecord):
    """An offence in an event: what a person was arrested for, or what a crime report records."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="offences")
    code = models.CharField("CJS offence code", max_length=8)
    title = models.CharField(max_length=300)
    category = models.CharField(max_length=2, blank=True)
    recordable = models.BooleanField(default=False)
    committed_from = models.DateTimeField(null=True, blank=True)
    committed_to = models.DateTimeField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.code} in {self.event_id}"
