"""A system of the force: the record that the register is made of, with its parts and its capabilities."""

from __future__ import annotations

from datetime import date

from django.db import models

from daybook.book.models import BookRecord
from daybook.estate.register.words import (
    Classification,
    Counting,
    CountingClass,
    Disposition,
    Holding,
    Hosting,
    Part,
    State,
    TimeClass,
)


def words(longest: int = 120) -> models.CharField[str, str]:
    return models.CharField(max_length=longest, blank=True)


def one_of(choices: list[tuple[str, str]], default: str = "") -> models.CharField[str, str]:
    return models.CharField(max_length=20, choices=choices, blank=True, default=default)


def count() -> models.PositiveBigIntegerField[int | None, int | None]:
    """A whole number that may be unknown."""
    return models.PositiveBigIntegerField(null=True, blank=True)


def day() -> models.DateField[date | None, date | None]:
    return models.DateField(null=True, blank=True)


def texts() -> models.JSONField[list[str], list[str]]:
    return models.JSONField(default=list, blank=True)


class System(BookRecord):
    """One system on the register. `number` is the force's own and never changes; money is in whole pence.

    Fields stand in the groups of `register.fields`. What is counted follows the counting rule in force unless
    `counting` says otherwise; cost lines, interfaces, contracts and scores are tables of their own.
    """

    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    aliases = texts()
    description = models.TextField(blank=True)
    supplier = words()
    version = words(40)
    counting_class = one_of(CountingClass.choices())
    counting = one_of(Counting.choices(), Counting.BY_RULE.value)
    in_use_since = models.PositiveSmallIntegerField(null=True, blank=True)

    business_owner = words()
    technical_owner = words()
    risk_owner = words()
    responsible_officer = words()
    unit = words()

    user_groups = texts()
    processes = texts()
    statutory_function = words(200)
    time_class = one_of(TimeClass.choices())

    entities = texts()
    holding = one_of(Holding.choices())
    fields_held = texts()
    retention_class = words(60)
    classification = one_of(Classification.choices())
    record_count = count()
    rekeyed_in = count()
    rekeyed_out = count()

    hosting_place = one_of(Hosting.choices())
    internal_end = day()
    recovery_tier = models.PositiveSmallIntegerField(null=True, blank=True)
    recovery_tested_on = day()
    open_vulnerabilities = count()
    worst_vulnerability = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    failures_year = count()
    outage_hours_year = count()

    named_users = count()
    active_users_30 = count()
    active_users_90 = count()
    sessions_month = count()
    transactions_month = count()
    peak_users = count()
    mobile_users = count()
    logon_seconds = count()

    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    disposition = one_of(Disposition.choices())
    migration_cost = models.BigIntegerField("cost of moving off it, in pence", null=True, blank=True)
    migration_starts = day()
    migration_ends = day()
    migration_days = count()
    parity = texts()
    state = one_of(State.choices(), State.LIVE.value)
    last_sign_on = day()
    payment_stopped_on = day()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["name"], name="estate_system_by_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class Component(BookRecord):
    """What a system is built on, or the product itself where `part` is empty, and until when its maker supports it."""

    system = models.ForeignKey(System, models.PROTECT, related_name="components")
    part = models.CharField(max_length=20, choices=Part.choices(), blank=True)
    name = words()
    support_ends = day()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "part"], name="estate_part_once_in_a_system")
        ]

    def __str__(self) -> str:
        return f"{self.part or 'product'} {self.name}"


class SystemCapability(BookRecord):
    """What a system does, as a code of the capability map, and how much of it: weights of a system come to 100."""

    system = models.ForeignKey(System, models.PROTECT, related_name="capabilities")
    code = models.CharField(max_length=12)
    weight = models.PositiveSmallIntegerField(default=100)

    class Meta:
        ordering = ["-weight", "code"]
        indexes = [models.Index(fields=["code"], name="estate_by_capability")]
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="estate_capability_once_in_a_system")
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.system_id}"
