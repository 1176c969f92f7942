"""The book's tables.

`Entry`, `EntryValue`, `Seal` and `Checkpoint` are insert only, held so by triggers (migration 0002).
`Pending` is the clerk's in-tray, filled by a trigger; `Bookmark`, `Lease` and `Heartbeat` are working memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from daybook.book.kinds import Act
from daybook.book.rows import RecordManager, open_page


class Entry(models.Model):
    """One change or one look. It holds no personal value: those are in `EntryValue`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=64)
    act = models.CharField(max_length=12, choices=[(act.value, act.value) for act in Act])
    record_type = models.CharField(max_length=40, blank=True)
    record_id = models.UUIDField(null=True)
    user_id = models.UUIDField(null=True)
    device = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    value_digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "written_at"], name="entry_by_record"),
            models.Index(fields=["user_id", "written_at"], name="entry_by_user"),
            models.Index(fields=["kind", "written_at"], name="entry_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class EntryValue(models.Model):
    """What changed, as canonical JSON text, and the salt of its digest. Only a disposal may delete it."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="value")
    salt = models.BinaryField(max_length=16)
    change = models.TextField()

    def __str__(self) -> str:
        return f"value of {self.entry_id}"


class Seal(models.Model):
    """The place of an entry in the book: dense numbers from 1, and its Merkle leaf."""

    seq = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    leaf = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.seq} {self.entry_id}"


class Checkpoint(models.Model):
    """A signed statement of the tree over the first `size` entries (C2SP tlog-checkpoint).

    `frontier` holds the roots of the tree's full subtrees, left to right, so that the clerk can go on from here.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    frontier = models.BinaryField()
    note = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class Disposal(models.Model):
    """Permission to delete one entry's value: names the erasure entry that ordered it. Insert only."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="disposal")
    ordered_by = models.ForeignKey(Entry, models.PROTECT, related_name="disposes")

    def __str__(self) -> str:
        return f"disposal of {self.entry_id}"


class Pending(models.Model):
    """An entry not yet sealed. The number is drawn at insert, so of two entries where one was committed before
    the other began, the earlier has the smaller number."""

    id = models.BigAutoField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"pending {self.entry_id}"


class Bookmark(models.Model):
    """How far a reader has read, and when it last failed and why."""

    reader = models.CharField(max_length=64, primary_key=True)
    seq = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.reader} at {self.seq}"


class Lease(models.Model):
    """Who does a job that only one process may do, and until when unless it says so again."""

    name = models.CharField(max_length=64, primary_key=True)
    holder = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} by {self.holder}"


class Heartbeat(models.Model):
    """A running process of the house, so that health can tell which are there. Old rows are swept away."""

    process = models.CharField(max_length=64, primary_key=True)
    role = models.CharField(max_length=16)
    host = models.CharField(max_length=64)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["role", "seen_at"], name="heartbeat_by_role")]

    def __str__(self) -> str:
        return f"{self.role} {self.process}"


class BookRecord(models.Model):
    """A record table's row: written only through `writing(...)`, so that no row changes without an entry."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    objects = RecordManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        open_page(type(self)._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        open_page(type(self)._meta.label)
        return super().delete(*args, **kwargs)

    def index_rows(self) -> Sequence[models.Model]:
        """Rows of an index that can be made again from this one, inserted with it; they are in no entry."""
        return ()

    @property
    def record_key(self) -> UUID:
        return self.id
