"""The matching models that were put in force: the latest weighs every look-up, in every process."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class ModelInForce(BookRecord):
    """A model file as it was put in force, by whom, when and why; `digest` is the SHA-256 of the file's text."""

    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    by = models.UUIDField()
    reason = models.CharField(max_length=1000)
    since = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:12]}"
