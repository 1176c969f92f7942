"""What came of comparing an old system with the book: each run, the days that do not agree, the records that differ."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class RunState(models.TextChoices):
    ASKED = "asked", "Waiting for the extract"
    DONE = "done", "Done"
    FAILED = "failed", "Not done"


class Disagreement(models.TextChoices):
    ONLY_HERE = "only-here", "Only here"
    ONLY_THERE = "only-there", "Only there"
    DIFFERS = "differs", "Differs"


class Reconciliation(models.Model):
    """One comparison. `ours` are the records that the system confirmed, `theirs` those that its extract holds in force;
    `on_the_way` were left out because a delivery was under way, `earlier` are theirs from before it was joined."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    requested_at = models.DateTimeField("when the system was asked for its extract", null=True)
    finished_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)
    ours = models.PositiveIntegerField(default=0)
    theirs = models.PositiveIntegerField(default=0)
    alike = models.PositiveIntegerField(default=0)
    only_here = models.PositiveIntegerField(default=0)
    only_there = models.PositiveIntegerField(default=0)
    differs = models.PositiveIntegerField(default=0)
    on_the_way = models.PositiveIntegerField(default=0)
    earlier = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["system", "-asked_at"], name="reconciliation_history")]
        constraints = [
            models.UniqueConstraint(
                fields=["system"], condition=Q(state=RunState.ASKED), name="one_open_reconciliation"
            )
        ]

    def __str__(self) -> str:
        return f"reconciliation of {self.system}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_clean(self) -> bool:
        return self.state == RunState.DONE and not self.differences_open

    @property
    def differences_open(self) -> int:
        """How many records it found that are not alike and that nobody had settled."""
        return self.only_here + self.only_there + self.differs


class DayCount(models.Model):
    """A day and kind of report of which the two sides hold different numbers."""

    run = models.ForeignKey(Reconciliation, models.CASCADE, related_name="days")
    day = models.DateField(null=True)
    report = models.CharField(max_length=24)
    ours = models.PositiveIntegerField()
    theirs = models.PositiveIntegerField()

    class Meta:
        ordering = ["day", "report"]

    def __str__(self) -> str:
        return f"{self.report} of {self.day}: {self.ours} and {self.theirs}"


class FunctionCount(models.Model):
    """What one comparison said of one kind of record: `compared` of ours, `found` not alike, `unsettled` of these."""

    run = models.ForeignKey(Reconciliation, models.CASCADE, related_name="functions")
    function = models.CharField(max_length=40)
    compared = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    unsettled = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "function"], name="one_count_per_function")]

    def __str__(self) -> str:
        return f"{self.function}: {self.unsettled} of {self.compared}"


class Difference(models.Model):
    """One record that is not the same on both sides, as the latest run found it; a new run replaces it.

    `values` lists the fields that differ: `field` is the path in our report, `ours` and `theirs` what stands there.
    `fingerprint` is the same as long as nothing changes on either side, so that what a person settled stays settled.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    run = models.ForeignKey(Reconciliation, models.CASCADE, related_name="differences")
    kind = models.CharField(max_length=10, choices=Disagreement)
    report = models.CharField(max_length=24)
    key = models.CharField("our number in their record", max_length=60)
    reference = models.CharField("their own number", max_length=120, blank=True)
    day = models.DateField(null=True)
    delivery_id = models.UUIDField("the delivery that they confirmed", null=True)
    record_type = models.CharField(max_length=40, blank=True)
    record_id = models.UUIDField(null=True)
    part_id = models.UUIDField("the part of the record", null=True)
    values = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=32)
    repaired_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    settled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["run", "kind", "id"], name="difference_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
