"""What the generator of estates yields: plain values about systems, payments and sign-ons that do not exist.

Money is in whole pence, costs are per year, moments are in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from daybook.estate.overlap.dark import Paid


class Kind(StrEnum):
    """What sort of system; the value is how the truth file names it."""

    SPREADSHEET = "spreadsheet"
    SMALL = "small application"
    DEPARTMENTAL = "departmental"
    CORE = "core"
    NATIONAL = "national interface"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What systems are about, with its words, kinds of record and user groups; `code` is of the capability map."""

    about: str
    words: tuple[str, ...]
    records: tuple[str, ...]
    groups: tuple[str, ...]
    domain: str
    code: str


@dataclass(frozen=True, slots=True)
class Aspect:
    """What a system does about its purpose; `code` is a further capability that some of them are booked under.

    `records`: kinds of record it holds, `1` for the first of the purpose, `*` for all of them.
    """

    name: str
    code: str
    words: tuple[str, ...]
    sentences: tuple[str, ...]
    fields: tuple[str, ...]
    records: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Function:
    """A purpose and an aspect: two systems of one function do the same work."""

    purpose: Purpose
    aspect: Aspect

    @property
    def records(self) -> tuple[str, ...]:
        """Kinds of record that it holds."""
        own = self.purpose.records
        kinds = {"1": own[:1], "*": own}
        return tuple(dict.fromkeys(kind for its in self.aspect.records for kind in kinds.get(its, (its,))))

    @property
    def groups(self) -> tuple[str, ...]:
        """Who uses it."""
        return tuple(filter(None, (*self.purpose.groups, self.aspect.group)))


@dataclass(slots=True)
class System:
    """One system as it truly is. `cluster` is 0 where nothing else does its work; `copy_of` is the number of the
    system whose name and words it took over; `yearly` is what it truly costs in pence."""

    number: str
    kind: Kind
    function: Function
    cluster: int
    name: str = ""
    aliases: tuple[str, ...] = ()
    supplier: str = ""
    copy_of: str = ""
    area: str = ""
    since: int = 2000
    yearly: int = 0
    named_users: int = 0
    active_users: int = 0
    users: tuple[str, ...] = ()
    contract: str = ""
    application: str = ""
    joined: str = ""
    obsolete: bool = False
    unused: bool = False
    orphan: bool = False
    wrong_cost: float = 1.0


@dataclass(frozen=True, slots=True)
class Shadow:
    """A system that is on no register: its names in the ledger, the sign-on log and the names of machines."""

    number: str
    name: str
    supplier: str
    yearly: int
    paid_as: str = ""
    application: str = ""
    hosts: tuple[str, ...] = ()
    users: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interface:
    number: str
    source: str
    target: str
    what: tuple[str, ...]
    critical: str
    volume: int


@dataclass(frozen=True, slots=True)
class Contract:
    number: str
    supplier: str
    title: str
    starts: date
    ends: date
    notice_months: int
    exit_fee: int
    yearly: int
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payment(Paid):
    """A payment as the finder of dark systems reads it, and the number of the system that its line may name."""

    system: str = ""


@dataclass(slots=True)
class Estate:
    """All of it. The rows of the register are made from the systems with the slips of people, see `files`."""

    seed: int
    until: date
    systems: list[System]
    shadows: list[Shadow]
    interfaces: list[Interface] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)

    @property
    def same(self) -> set[tuple[str, str]]:
        """Pairs of numbers that truly do the same work, the lesser first."""
        clusters: dict[int, list[str]] = {}
        for system in self.systems:
            if system.cluster:
                clusters.setdefault(system.cluster, []).append(system.number)
        return {(one, two) for its in clusters.values() for one in its for two in its if one < two}
