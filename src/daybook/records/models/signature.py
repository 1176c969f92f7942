from __future__ import annotations

from django.conf import settings
from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.attachment import Attachment
from daybook.records.models.event import Event


class Signature(BookRecord):
    """A signature under a report's words. It holds for the very text whose SHA-256 it names, and no other."""

    class Method(models.TextChoices):
        DRAWN = "drawn", "Drawn on the screen"
        TYPED = "typed", "Name typed, witnessed by an officer"
        PAPER = "paper", "On paper, attached"

    event = models.ForeignKey(Event, models.PROTECT, related_name="signatures")
    text = models.TextField("the text that was signed")
    sha256 = models.CharField("SHA-256 of the text in UTF-8", max_length=64)
    method = models.CharField(max_length=8, choices=Method)
    name = models.CharField("who signed", max_length=200)
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    witness = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"signature under {self.event_id}"
