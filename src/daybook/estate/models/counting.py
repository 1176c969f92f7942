"""How systems are counted: written down, numbered, and never changed once it was in force."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class CountingRule(BookRecord):
    """Version `number` of the rule: its text for people, and the same as conditions that all must hold.

    `classes` and `states` are those that count; a system with fewer `least_users` named users or a lower `least_cost`
    in pence a year does not, nor one whose users or cost are not known where that is asked. The highest number is in
    force.
    """

    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    classes = models.JSONField(default=list)
    states = models.JSONField(default=list)
    least_users = models.PositiveIntegerField(default=0)
    least_cost = models.PositiveBigIntegerField(default=0)
    reason = models.TextField(blank=True)
    since = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"counting rule {self.number}"
