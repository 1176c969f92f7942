"""All that the rules of a retirement look at, as plain values, and what stands in the way. No tables are asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands in the way, since when, and what to do about it."""

    what: str
    remedy: str
    since: date


@dataclass(frozen=True, slots=True)
class Proof:
    """One of the four things that must hold before a system counts as retired, with its evidence line."""

    code: str
    title: str
    holds: bool
    evidence: str
    remedy: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Parity:
    """One thing of the checklist."""

    title: str
    verdict: str = ""
    at: date | None = None

    @property
    def name(self) -> str:
        """What stands before the colon of its title."""
        return self.title.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Signature:
    """One go/no-go criterion of a gate, and how it was answered."""

    gate: str
    text: str
    answer: str = ""
    reason: str = ""
    at: date | None = None


@dataclass(frozen=True, slots=True)
class SwitchAt:
    """The switch of one function of the joined system. `ours_stands`: at "ours wins" or beyond."""

    words: str
    position: str
    ours_stands: bool
    ours_only: bool
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop rule: whether it is broken now, the figure that says so, and whether it was overruled."""

    words: str
    evidence: str
    broken: bool
    overruled: bool = False
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A retirement as it stands. `since`: in this state; `begun`: when the work on it began."""

    state: str
    begun: date
    since: date
    parity: tuple[Parity, ...] = ()
    signatures: tuple[Signature, ...] = ()
    switches: tuple[SwitchAt, ...] = ()
    proofs: tuple[Proof, ...] = ()
    stops: tuple[Stop, ...] = ()
