"""One old system asked for people by one search; what it answered is kept for that user for an hour, sealed."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7


class AskState(models.TextChoices):
    """`copy`: it cannot be asked while somebody waits; what it has is shown from our copy. `closed`: it was not asked,
    because it is paused or known not to answer."""

    ASKING = "asking", "Asked"
    ANSWERED = "answered", "Answered"
    COPY = "copy", "From our copy"
    SILENT = "silent", "Not answering"
    CLOSED = "closed", "Not asked"


class Ask(models.Model):
    """`found` holds the records, sealed for the user; `problem` says why it gave none. `read_at`: where they stand in
    our copy of it, when that was read last."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    search = models.UUIDField()
    system = models.CharField(max_length=40)
    user = models.UUIDField()
    state = models.CharField(max_length=10, choices=AskState, default=AskState.ASKING)
    problem = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(db_index=True)
    answered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    found = models.BinaryField(null=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "system"], name="asked_once_by_a_search")]

    def __str__(self) -> str:
        return f"search {self.search} in {self.system}"
