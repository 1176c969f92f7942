"""The end of a system: the work on it, its checklist, its signatures, its stop rules and the steps it took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from daybook.access.roles import Role
from daybook.book.models import BookRecord
from daybook.estate.models.system import System, count, day, one_of, words
from daybook.estate.register.words import State
from daybook.estate.retirement.words import Answer, DataWay, ParityVerdict, StopKind


class Retirement(BookRecord):
    """The work that ends a system. How far it is stands in the system's own `state`.

    `joined` is its name among the old systems that Daybook delivers to, if it is one. `led_by` does the work, so does
    not sign. `saved_yearly` (pence) is what was paid in the last year of payments, set once payment had stopped.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="retirements")
    joined = words(40)
    reason = models.TextField()
    led_by = models.UUIDField(null=True)
    begun_at = models.DateTimeField()
    state_since = models.DateTimeField()
    data_way = one_of(DataWay.choices())
    data_where = words(300)
    data_digest = models.CharField("SHA-256 of export or archive", max_length=64, blank=True)
    data_records = count()
    data_on = day()
    data_by = models.UUIDField(null=True)
    retired_at = models.DateTimeField(null=True)
    saved_yearly = models.BigIntegerField(null=True)
    saved_since = day()
    ended_at = models.DateTimeField("retired, or given up", null=True)

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["system"], condition=Q(ended_at=None), name="estate_one_open_retirement"
            )
        ]

    def __str__(self) -> str:
        return f"retirement of {self.system_id}"


class ParityItem(BookRecord):
    """One thing that the successor must do as well, what was seen of it, by whom and when."""

    retirement = models.ForeignKey(Retirement, models.PROTECT, related_name="parity_items")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField()
    verdict = one_of(ParityVerdict.choices())
    evidence = models.TextField(blank=True)
    seen_on = day()
    by = models.UUIDField(null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["retirement", "place"]
        constraints = [models.UniqueConstraint(fields=["retirement", "code"], name="estate_parity_item_once")]

    def __str__(self) -> str:
        return f"{self.code} of {self.retirement_id}"


class Criterion(BookRecord):
    """What must be so before a step; signed by a named person who holds `role`, where one is asked."""

    retirement = models.ForeignKey(Retirement, models.PROTECT, related_name="criteria")
    gate = one_of(State.choices())
    text = models.CharField(max_length=300)
    role = words(40)
    added_by = models.UUIDField(null=True)
    answer = one_of(Answer.choices())
    reason = models.TextField(blank=True)
    signed_by = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.gate} of {self.retirement_id}: {self.text}"

    @property
    def role_label(self) -> str:
        return Role(self.role).label if self.role else ""


class StopRule(BookRecord):
    """What was agreed to stop the work; broken, it holds the work up until somebody else overrules it."""

    retirement = models.ForeignKey(Retirement, models.PROTECT, related_name="stop_rules")
    kind = one_of(StopKind.choices())
    limit = models.BigIntegerField("pence, or people", default=0)
    day = day()
    set_by = models.UUIDField(null=True)
    set_at = models.DateTimeField()
    overruled_by = models.UUIDField(null=True)
    overruled_at = models.DateTimeField(null=True)
    overruled_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["set_at", "id"]
        constraints = [models.UniqueConstraint(fields=["retirement", "kind"], name="estate_stop_rule_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.retirement_id}"


class Step(BookRecord):
    """One step of a system's way out, or back."""

    retirement = models.ForeignKey(Retirement, models.PROTECT, related_name="steps")
    before = one_of(State.choices())
    after = one_of(State.choices())
    reason = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after} of {self.retirement_id}"
