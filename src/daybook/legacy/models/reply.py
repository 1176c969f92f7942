"""Answers from old systems that fit nothing that was sent: kept for a person to look at."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7


class UnmatchedReply(models.Model):
    """`digest` (SHA-256 of the raw answer) keeps a repeated answer from making a second row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.CharField(max_length=40)
    key = models.CharField(max_length=120, blank=True)
    raw = models.BinaryField()
    digest = models.CharField(max_length=64)
    problem = models.CharField(max_length=500)
    received_at = models.DateTimeField()
    delivery_id = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "digest"], name="one_row_per_reply")]
        indexes = [models.Index(fields=["settled_at", "-received_at"], name="reply_open")]

    def __str__(self) -> str:
        return f"unmatched reply {self.id} from {self.system}"
