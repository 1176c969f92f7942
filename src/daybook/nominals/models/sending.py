"""Systems that put their own person records here, each under the name that its token bears."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class SendingSystem(BookRecord):
    """A system that may send its records: in force until it is retired; registered again, it is in force anew.

    `name` is the system of its source records and of its tokens; `title` is how people call it.
    """

    name = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    registered_by = models.UUIDField(null=True)
    registered_at = models.DateTimeField()
    retired_by = models.UUIDField(null=True)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title
