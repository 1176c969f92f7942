from __future__ import annotations

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7


class Draft(models.Model):
    """A form as far as it was typed: working memory, not yet a record, encrypted, its author's alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=40)
    sealed = models.BinaryField()
    page = models.UUIDField("page that was opened last and may save here", null=True)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["user", "form"], name="draft_by_form")]

    def __str__(self) -> str:
        return f"draft {self.id}"
