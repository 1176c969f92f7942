"""What the board of a suite shows: everybody held there, with both clocks, what is due next, and what to beware of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from daybook.access.caller import Caller
from daybook.custody.board.marks import suite_mark
from daybook.custody.detention import STATUSES, Detention
from daybook.custody.models import Cell, CustodyRecord, Suite
from daybook.custody.queries.filter import visible
from daybook.custody.state import detentions, marks_of
from daybook.custody.watch import Watched, next_due, two_clocks
from daybook.records.labels import label
from daybook.records.models import WarningMarker

NEXT = 3


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to beware of: `child`, `vulnerable`, `adult-awaited`, `interpreter`, `risk` or `marker`, in words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One detainee. `clocks` are detention and review, `next` what is due soonest beside them."""

    record: UUID
    number: str
    person: UUID
    name: str
    age: int | None
    cell: str
    place: str
    status: str
    offences: tuple[str, ...]
    level: int | None
    intoxicated: bool
    flags: tuple[Flag, ...]
    clocks: tuple[Watched, ...]
    next: tuple[Watched, ...]
    detention: Detention

    @property
    def status_words(self) -> str:
        return STATUSES[self.status]

    @property
    def place_words(self) -> str:
        return f"Cell {self.cell}" if self.place == "cell" else label("custody-places", self.place)

    @property
    def worst(self) -> str:
        """How pressing the most pressing of its times is: `ok`, `soon`, `due` or `overdue`."""
        order = ("ok", "soon", "due", "overdue")
        return max((one.state for one in (*self.clocks, *self.next)), key=order.index, default="ok")


@dataclass(frozen=True, slots=True)
class Board:
    """A suite at a moment: those held there by cell, and the cells that stand empty.

    `mark` changes with every entry of anybody in the suite. It is read first: what is written meanwhile changes it
    once more, so that a page that listens asks again.
    """

    suite: Suite
    now: datetime
    mark: str
    rows: tuple[Row, ...]
    empty: tuple[str, ...]


def suite_board(caller: Caller, suite: Suite, now: datetime) -> Board:
    """Everyone in the suite whom the caller may see; the number of queries does not grow with theirs."""
    read = marks_of(suite.records.filter(closed_at__isnull=True))
    here = visible(caller).filter(suite=suite, closed_at__isnull=True)
    states = detentions(here, read).values()
    markers = _markers(here, now)
    rows = [_row(state, markers[state.facts.person], now) for state in states]
    rows.sort(key=lambda row: (_door(row.cell), row.number))
    return Board(suite, now, suite_mark(read.values()), tuple(rows), _empty(suite, rows))


def _row(state: Detention, markers: Sequence[str], now: datetime) -> Row:
    facts = state.facts
    return Row(
        record=facts.record,
        number=facts.number,
        person=facts.person,
        name=facts.name,
        age=facts.age,
        cell=state.cell,
        place=state.place,
        status=state.status,
        offences=tuple(offence.title for offence in state.offences),
        level=state.level,
        intoxicated=state.intoxicated,
        flags=(*flags(state), *(Flag("marker", label("warning-markers", code)) for code in markers)),
        clocks=tuple(two_clocks(state.clocks, now)),
        next=tuple(next_due(state.clocks, now, NEXT)),
        detention=state,
    )


def flags(state: Detention) -> list[Flag]:
    """What to beware of, by the entries of the record."""
    found = [Flag("child", "Child")] if state.child else []
    found += [Flag("vulnerable", "Vulnerable")] if state.vulnerable else []
    found += [Flag("adult-awaited", "Appropriate adult awaited")] if state.adult_awaited else []
    found += [Flag("interpreter", f"Interpreter: {state.interpreter}")] if state.interpreter else []
    return found + [Flag("risk", label("risk-concerns", code)) for code in state.concerns]


def _markers(records: QuerySet[CustodyRecord], now: datetime) -> dict[UUID, list[str]]:
    """The warning markers that run today, of the people of these records."""
    found: dict[UUID, list[str]] = defaultdict(list)
    running = Q(expires_on__isnull=True) | Q(expires_on__gte=now.date())
    rows = WarningMarker.objects.filter(running, person__in=records.values("person_id"), withdrawn=False)
    for person, code in rows.order_by("code").values_list("person_id", "code").distinct():
        found[person].append(code)
    return found


def _empty(suite: Suite, rows: Sequence[Row]) -> tuple[str, ...]:
    held = {row.cell for row in rows}
    cells = Cell.objects.filter(suite=suite, in_use=True, capacity__gt=0)
    names = cells.order_by().values_list("name", flat=True)
    return tuple(sorted(set(names) - held, key=_door))


def _door(name: str) -> tuple[bool, str, int]:
    """Doors as people count them: M2 before M10; those without a cell last."""
    word = name.rstrip("0123456789")
    return not name, word, int(name.removeprefix(word) or 0)
