"""What the library is given: systems as a register describes them, and the trail of their use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Described:
    """One system. An empty part is unknown, never "none".

    `capabilities`: code of level 3 and its weight; `records`: kinds of record held; `interfaces`: (number of the
    partner, what passes);
    `yearly_pence` is None where no cost is known; `supported_until` is the first end of support of any of its parts.
    """

    number: str
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    supplier: str = ""
    capabilities: Mapping[str, float] = field(default_factory=dict)
    records: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    user_groups: frozenset[str] = frozenset()
    unit: str = ""
    interfaces: frozenset[tuple[str, str]] = frozenset()
    yearly_pence: int | None = None
    active_users: int | None = None
    in_use_since: int | None = None
    supported_until: date | None = None
    is_master: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Use:
    """One line of the sign-on or usage log: who opened which record (`subject`) in which system, and when."""

    user: str
    system: str
    subject: str
    at: datetime
