"""What is known of the records that an old system holds, and how far it has been read."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7


class Reading(models.Model):
    """How far one old system has been read, and how that went last.

    `trail` holds the last marks of its own order, the newest last. `whole_at`: when all that it held had been read for
    the first time; `read_at`: when it was last read to its end; `swept_at`: when it was last read whole. `sweep_key`
    names the extract that is under way, asked for at `sweep_asked_at`. `known`, `gone`, `differing`: its records.
    `from_now`: of what it held until `whole_at` it is only known that it is there; nobody in it was taken in.
    """

    system = models.CharField(max_length=40, primary_key=True)
    trail = models.JSONField(default=list)
    whole_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    swept_at = models.DateTimeField(null=True)
    sweep_key = models.CharField(max_length=40, blank=True)
    sweep_asked_at = models.DateTimeField(null=True)
    from_now = models.BooleanField("begun from now", default=False)
    failures = models.PositiveIntegerField("failures in a row", default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)
    doubt = models.CharField("what a person must look at", max_length=500, blank=True)
    known = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    differing = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"reading of {self.system}"


class ReadRecord(models.Model):
    """One record of theirs as it was read last. `reference` is its number there.

    `digest` tells whether it has changed; empty while it must be looked at again. `source_key`: the source record that
    stands for it here. `record_id`: the report of ours that it is, told by us. `differs`: it holds other values than
    were told, and ours stand. `taken`: since `taken_at`, what it holds by place, where ours was brought to theirs.
    `barred`: whom it names was disposed of here, so that it is not read in again. `erased_at`: when it was erased
    there, as the system or a person said; what was read before then may still show it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.CharField(max_length=40)
    report = models.CharField(max_length=24)
    reference = models.CharField(max_length=120)
    digest = models.CharField(max_length=32, blank=True)
    source_key = models.CharField(max_length=80, blank=True)
    record_id = models.UUIDField(null=True)
    differs = models.BooleanField(default=False)
    taken = models.JSONField(null=True)
    taken_at = models.DateTimeField(null=True)
    first_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    barred = models.BooleanField("disposed of here", default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "report", "reference"], name="one_row_per_record_there")
        ]
        indexes = [
            models.Index(fields=["system", "seen_at"], name="read_record_seen"),
            models.Index(fields=["record_id"], name="read_record_ours"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.reference}"
