"""What every row of a sheet has."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class Row(BookRecord):
    """`number` is the force's own and never changes; `kept_at` is when somebody last entered or amended the row."""

    number = models.CharField(max_length=60, unique=True)
    kept_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


def pence(title: str) -> models.BigIntegerField[int | None, int | None]:
    return models.BigIntegerField(f"{title}, in pence", null=True, blank=True)


def score() -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(null=True, blank=True)
