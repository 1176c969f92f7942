"""What the engine needs of an old system, a clock and chance; nothing here touches the database or the network."""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol
from uuid import UUID

from django.utils import timezone

from daybook.legacy.mapping import Held, Said, Sought

Document = dict[str, Any]


class Limits(Protocol):
    """How hard a system may be driven; `resting_until` gives the end of a maintenance window, if it is in one."""

    @property
    def rate_per_second(self) -> float: ...
    @property
    def max_in_flight(self) -> int: ...
    @property
    def timeout_seconds(self) -> float: ...
    @property
    def breaker_threshold(self) -> int: ...
    @property
    def breaker_seconds(self) -> float: ...
    def resting_until(self, now: datetime) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is handed to a transport. `again`: an earlier try may have arrived, so look before repeating; `attempt`
    counts the tries."""

    key: str
    verb: str
    report: str
    body: bytes
    record_id: UUID
    reference: str = ""
    again: bool = False
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try.

    `accepted`: taken, the answer comes later. `failed`: not answered; `reached`: it may have arrived all the same;
    `retry_after`: seconds, as the system asked. `temporary`: a refusal that time may heal. `skipped`: not tried.
    `found`: the system was asked and holds it, so that it was not sent again.
    """

    state: Literal["confirmed", "accepted", "refused", "failed", "skipped"]
    reference: str = ""
    code: str = ""
    field: str = ""
    reason: str = ""
    remedy: str = ""
    temporary: bool = False
    reached: bool = True
    retry_after: float | None = None
    returned: Mapping[str, str] = dataclasses.field(default_factory=dict)
    found: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that came later. No outcome: it could not be read, and `problem` says why."""

    key: str
    outcome: Outcome | None
    raw: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A payload, and what the old system's form could not hold (`field`, `ours`, `theirs`, `rule`)."""

    body: bytes
    losses: Sequence[Mapping[str, Any]] = ()


class CannotEncode(Exception):
    """The report does not fit the old system's form: which field, why, and what a person can do."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field, self.problem, self.remedy = field, problem, remedy


class Holding(Protocol):
    """All that a system holds, which may be gone through more than once."""

    def __iter__(self) -> Iterator[Held]: ...

    def only(self, places: Container[int]) -> Iterator[Held]:
        """The records at these places, counted from 0."""
        ...


class Extracts(Protocol):
    """A system whose records can be read: all of them at once, in the form of what we send."""

    @property
    def reports(self) -> frozenset[str]:
        """The kinds of report that its extract holds."""
        ...

    def ask(self, key: str) -> None:
        """Ask for an extract. CannotRead where the system cannot be reached."""
        ...

    def opened(self, key: str) -> AbstractContextManager[Holding | None]:
        """What it holds, or None while it is not there; CannotRead, also half-way, where it is not whole."""
        ...

    def ours(self, report: str, body: bytes) -> Held:
        """What should be there, from what was sent."""
        ...

    def read_as(self, report: str) -> str:
        """The name under which records of this kind are read."""
        ...

    def path_of(self, report: str, place: str) -> str:
        """The path in our report of a place in theirs."""
        ...

    def said(self, held: Held) -> Said:
        """What a record says of its person."""
        ...

    def read_back(self, held: Held, place: str) -> Any:
        """What stands at a place of theirs, as our report has it; Unreadable where it cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """Records that followed a mark, the marks up to which they led, and whether more may follow."""

    helds: Sequence[Held]
    marks: Sequence[str]
    more: bool


class Follows(Protocol):
    """A system that can be read on from where one stopped."""

    def back(self, trail: Sequence[str]) -> str:
        """Where to begin after these last marks, the newest last, so that what was written late is met."""
        ...

    def step(self, after: str) -> Passage:
        """What follows a mark; CannotRead where it does not answer."""
        ...


@dataclass(frozen=True, slots=True)
class FoundThere:
    """A record that an old system gave when it was asked, and what it says of one person in it.

    `role` is our code where it names several; `place` which of these it is, from 1, and 0 where it is about one alone.
    """

    held: Held
    said: Said
    role: str = ""
    place: int = 0


class CannotRead(Exception):
    """The extract cannot be had or trusted; a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class HostHeard:
    """A host that delivers for the office: when it was last heard of, whether it holds its parcels because it was told
    to, and what troubles it."""

    name: str
    seen_at: datetime
    paused: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """How things stand there: parcels that wait, those handed out and not answered yet, and the hosts."""

    waiting: int
    handed_out: int
    hosts: Sequence[HostHeard]


class Elsewhere(Protocol):
    """The side of a system that another host delivers to."""

    def steer(self, paused: bool) -> Stand:
        """Let its hosts know whether they may send; what is known of them. CannotRead where that cannot be told."""
        ...


@dataclass(frozen=True, slots=True)
class Erasure:
    """What a system can be told to erase by its own number of a record: these kinds of `reports`.

    `gone`: codes of a refusal that say that nothing of that number is there any more. `by_hand`: why it takes none.
    """

    reports: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    by_hand: str = ""


@dataclass(frozen=True)
class OldSystem:
    """One old system as the engine knows it.

    `wants` holds report types (`arrest`) or a type with a verb (`arrest:create`); `uses` the paths of the report
    that its mapping carries; `unwanted` gives the reason why this very report is not for it, or None.
    `extracts` reads what it holds; None where it cannot be read. `follow` reads it on, every `read_every`; None where
    it can only be read whole, every `sweep_every`. `reads_in` is false where it is read for comparisons alone. `find`
    asks it for people, at most so many; None where it cannot be asked. CannotRead where it does not answer. `elsewhere`
    is set where another host delivers to it. `erasure` says what it can be told to erase.
    """

    name: str
    title: str
    wants: frozenset[str]
    limits: Limits
    encode: Callable[[Document], Encoded]
    send: Callable[[Parcel], Outcome]
    collect: Callable[[], AbstractContextManager[Sequence[Reply]]] | None = None
    extracts: Extracts | None = None
    follow: Follows | None = None
    reads_in: bool = True
    find: Callable[[Sought, int], Sequence[FoundThere]] | None = None
    elsewhere: Elsewhere | None = None
    unwanted: Callable[[Document], str | None] = lambda document: None
    erasure: Erasure = Erasure()
    version: str = ""
    uses: frozenset[str] = frozenset()
    screen: str = ""
    note: str = ""
    repeat_after: timedelta = timedelta(minutes=15)
    read_every: timedelta = timedelta(seconds=30)
    sweep_every: timedelta = timedelta(hours=1)

    def takes(self, report: str, verb: str) -> bool:
        return report in self.wants or f"{report}:{verb}" in self.wants


class Clock:
    """The time and the waiting; tests put their own in its place."""

    def now(self) -> datetime:
        return timezone.now()

    def ticks(self) -> float:
        """Seconds that only go forward, for measuring."""
        return time.monotonic()


def chance() -> random.Random:
    """Randomness for spreading retries; it protects nothing."""
    return random.Random()  # noqa: S311
