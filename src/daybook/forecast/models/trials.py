"""Trials: sealed before they start, and never changed after."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class Trial(BookRecord):
    """A sealed trial. `text` is the whole file, as `engine.trials.opened` reads it; `digest` its seal.

    The entry that made the row is what nobody can change: a trial is analysed under the digest it holds.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField("SHA-256 of plan, seed and allocation", max_length=64, unique=True)
    text = models.TextField("plan, seed and allocation")
    first = models.DateField("first day")
    last = models.DateField("last day")
    sealed_by = models.UUIDField(null=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["-sealed_at"]

    def __str__(self) -> str:
        return f"trial {self.name}"
