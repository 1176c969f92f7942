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


class Sending(models.Model):
    """What one sending that its system named has done of one record, be it nothing, so that it does so once.

    Both are UUIDs of version 5 in the name of the sending: `id` of system and key, `said` of what was sent. Nothing can
    be read out of them.
    """

    id = models.UUIDField(primary_key=True)
    said = models.UUIDField()

    def __str__(self) -> str:
        return f"sending {self.id}"


class DisposedKey(models.Model):
    """A key of another system whose person was disposed of here, so that nobody makes them again by sending it.

    `digest` is the SHA-256 of system and key; nothing of the person is kept.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    disposed_on = models.DateField()

    def __str__(self) -> str:
        return f"disposed key {self.digest}"
