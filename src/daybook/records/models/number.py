from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """An act of submitting, so that the same one sent twice, even at the same moment, records once."""

    id = models.UUIDField(primary_key=True)

    def __str__(self) -> str:
        return f"submission {self.id}"


class NumberSeries(models.Model):
    """The last number given in a series such as `AR/26`."""

    name = models.CharField(max_length=16, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.last}"
