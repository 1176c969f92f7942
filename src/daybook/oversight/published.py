"""Systems one by one as everyone may see them: what the policy of the register shows, and no more.

Of the fields that `estate.register.fields` shows to everyone these few are published, with three that are computed.
A system classified secret or above is withheld as a whole: it is counted, and nothing of it is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.estate.models import Retirement, System
from daybook.estate.queries.estate import the_estate
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.words import Classification, State

FIELDS = ("number", "name", "description", "unit", "state", "migration_ends")
"""Columns of the register that are read at all for these pages."""
WITHHELD = frozenset({Classification.SECRET, Classification.TOP_SECRET})


@dataclass(frozen=True, slots=True)
class Published:
    """One system. `found` are classes of findings without their evidence; `ends` is when its move is to end."""

    number: str
    name: str
    purpose: str
    unit: str
    state: str
    found: tuple[str, ...]
    ends: date | None
    retired_on: date | None

    @property
    def state_label(self) -> str:
        return State(self.state).label if self.state else ""


LABELS = {
    "number": SHEETS["systems"].by_name["number"].label,
    "name": SHEETS["systems"].by_name["name"].label,
    "purpose": SHEETS["systems"].by_name["description"].label,
    "unit": SHEETS["systems"].by_name["unit"].label,
    "state": SHEETS["systems"].by_name["state"].label,
    "found": "Found",
    "ends": "Planned end",
    "retired_on": "Retired on",
}
"""What each part of `Published` is called on pages and in files, in order."""


@dataclass(frozen=True, slots=True)
class Register:
    """Every system that is published, by number, and how many are withheld."""

    systems: Sequence[Published]
    withheld: int

    @property
    def finding(self) -> str:
        """The register in a sentence."""
        if not self.systems:
            return "No system is on the register yet."
        retired = sum(one.retired_on is not None for one in self.systems)
        planned = sum(one.ends is not None and one.retired_on is None for one in self.systems)
        return f"{len(self.systems):,} systems: {planned:,} with a planned end, {retired:,} retired."


def published() -> Register:
    """The register as it is today."""
    estate = the_estate(system_caller("oversight"))
    found = {held.facts.id: tuple(one.finding.label for one in held.findings) for held in estate.systems}
    rows = System.objects.exclude(classification__in=WITHHELD).order_by("number")
    retired = _retired()
    systems = [_published(row, found, retired) for row in rows.values("id", *FIELDS)]
    return Register(systems, System.objects.filter(classification__in=WITHHELD).count())


def _retired() -> dict[UUID, date]:
    rows = Retirement.objects.exclude(retired_at=None).order_by("retired_at")
    return {key: timezone.localdate(at) for key, at in rows.values_list("system_id", "retired_at") if at}


def _published(
    row: Mapping[str, Any], found: Mapping[UUID, tuple[str, ...]], retired: Mapping[UUID, date]
) -> Published:
    return Published(
        row["number"],
        row["name"],
        row["description"],
        row["unit"],
        row["state"],
        found.get(row["id"], ()),
        row["migration_ends"],
        retired.get(row["id"]),
    )
