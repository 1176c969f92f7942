"""What the board of a suite shows: everybody held there, with both clocks, what is due next, and what to beware of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from daybook.access.caller import Caller
from daybook.custody.detention import STATUSES, Detention
from daybook.custody.models import Cell, CustodyRecord, Suite
from daybook.custody.queries.filter import visible
from daybook.custody.state import detentions
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
    """A suite at a moment: those held there by cell, and the cells that stand empty."""

    suite: Suite
    now: datetime
    rows: tuple[Row, ...]
    empty: tuple[str, ...]


def suite_board(caller: Caller, suite: Suite, now: datetime) -> Board:
    """Everyone in the suite whom the caller may see; the number of queries does not grow with theirs."""
    records = list(visible(caller).filter(suite=suite, closed_at__isnull=True).select_related("person"))
    states = detentions([record.pk for record in records])
    markers = _markers([record.person_id for record in records], now)
    rows = [_row(record, states[record.pk], markers[record.person_id], now) for record in records]
    rows.sort(key=lambda row: (_door(row.cell), row.number))
    return Board(suite, now, tuple(rows), _empty(suite, rows))


def _row(record: CustodyRecord, state: Detention, markers: Sequence[str], now: datetime) -> Row:
    return Row(
        record=record.pk,
        number=record.number,
        person=record.person_id,
        name=record.person.full_name,
        age=state.facts.age,
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


def _markers(people: Iterable[UUID], now: datetime) -> dict[UUID, list[str]]:
    """The warning markers of these people that run today."""
    found: dict[UUID, list[str]] = defaultdict(list)
    running = Q(expires_on__isnull=True) | Q(expires_on__gte=now.date())
    rows = WarningMarker.objects.filter(running, person__in=list(people), withdrawn=False)
    for person, code in rows.order_by("code").values_list("person_id", "code").distinct():
        found[person].append(code)
    return found


def _empty(suite: Suite, rows: Sequence[Row]) -> tuple[str, ...]:
    held = {row.cell for row in rows}
    names = Cell.objects.filter(suite=suite, in_use=True, capacity__gt=0).values_list("name", flat=True)
    return tuple(sorted(set(names) - held, key=_door))


def _door(name: str) -> tuple[bool, str, int]:
    """Doors as people count them: M2 before M10; those without a cell last."""
    word = name.rstrip("0123456789")
    return not name, word, int(name.removeprefix(word) or 0)
