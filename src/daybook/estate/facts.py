"""What is known of one system, as findings, risk and counting need it. Plain: no Django, no tables.

Money is in whole pence. None and empty mean "not known", never "none".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from daybook.estate.register.words import State

GONE = frozenset({State.OFF, State.REMOVED})


@dataclass(frozen=True, slots=True)
class Support:
    """Until when a part of a system is supported, and by whom: "Database Orion 9", the maker."""

    part: str
    ends: date
    by: str = "its maker"


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract that covers the system."""

    number: str
    ends: date | None
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's score of a criterion, with the reason."""

    score: int
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One system of the register. `yearly` is its cost in the year that the register is shown for."""

    id: UUID
    number: str
    name: str
    counting_class: str = ""
    counting: str = ""
    state: str = State.LIVE
    supplier: str = ""
    unit: str = ""
    business_owner: str = ""
    technical_owner: str = ""
    responsible_officer: str = ""
    capabilities: Mapping[str, int] = field(default_factory=dict)
    named_users: int | None = None
    active_users_30: int | None = None
    active_users_90: int | None = None
    last_sign_on: date | None = None
    open_vulnerabilities: int | None = None
    worst_vulnerability: Decimal | None = None
    failures_year: int | None = None
    outage_hours_year: int | None = None
    supports: tuple[Support, ...] = ()
    contracts: tuple[Terms, ...] = ()
    feeds: int = 0
    fed_by: int = 0
    yearly: int | None = None
    judged: Mapping[str, Judged] = field(default_factory=dict)

    @property
    def is_here(self) -> bool:
        """Not yet switched off."""
        return self.state not in GONE

    @property
    def owners(self) -> tuple[str, ...]:
        named = (self.business_owner, self.technical_owner, self.responsible_officer)
        return tuple(name for name in named if name)
