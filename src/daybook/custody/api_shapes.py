"""From the state of a detention to what the API gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from daybook.custody import watch
from daybook.custody.detention import STATUSES, Detention
from daybook.custody.entries import kind_of
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.custody.queries.board import Board, Row, flags

Shape = dict[str, Any]
OF_RECORD = ("id", "number", "opened_at", "closed_at")
OF_DUE = ("what", "at", "earliest", "rule", "law", "who", "note", "paused_since")
OF_ROW = (
    "record",
    "number",
    "person",
    "name",
    "age",
    "cell",
    "place",
    "place_words",
    "status",
    "status_words",
    "offences",
    "level",
    "intoxicated",
    "flags",
    "worst",
)


def state(record: CustodyRecord, found: Detention) -> Shape:
    """A record with how it stands."""
    return {
        **{name: getattr(record, name) for name in OF_RECORD},
        "suite": record.suite.code,
        "person": record.person_id,
        "name": record.person.full_name,
        "age": found.facts.age,
        "arrest": record.arrest_id,
        "continues": record.continues_id,
        "status": found.status,
        "status_words": STATUSES[found.status],
        "cell": found.cell,
        "place": found.place,
        "offences": [offence.title for offence in found.offences],
        "level": found.level,
        "flags": flags(found),
    }


def status(record: CustodyRecord, found: Detention) -> Shape:
    """What the arresting officer is told."""
    times = {"opened_at": record.opened_at, "closed_at": record.closed_at}
    words = {"status": found.status, "status_words": STATUSES[found.status]}
    return {"number": record.number, "suite": record.suite.name, **words, **times}


def clocks(found: Detention, now: datetime) -> Shape:
    """Every due time of a detention at a moment."""
    every = [watch.watched(due, now) for due in found.clocks.dues] + watch.reminders(found.clocks, now)
    return {
        "now": now,
        "relevant_time": found.clocks.relevant_time,
        "authorised_at": found.clocks.authorised_at,
        "dues": [due(one) for one in every],
        "openings": [due(one) for one in watch.openings(found.clocks, now)],
    }


def due(one: watch.Watched) -> Shape:
    told = {"title": one.title, "state": one.state, "left": one.left}
    return {**{name: getattr(one.due, name) for name in OF_DUE}, **told}


def board(found: Board) -> Shape:
    return {
        "suite": found.suite,
        "now": found.now,
        "rows": [_row(row) for row in found.rows],
        "empty": list(found.empty),
    }


def _row(row: Row) -> Shape:
    shape = {name: getattr(row, name) for name in OF_ROW}
    return {**shape, "clocks": [due(one) for one in row.clocks], "next": [due(one) for one in row.next]}


def entries(rows: Sequence[CustodyEntry]) -> list[Shape]:
    """The entries of a record, each in words, and whether it counts."""
    corrected = {row.corrects_id for row in rows}
    return [_entry(row, row.pk not in corrected and row.details is not None) for row in rows]


def _entry(row: CustodyEntry, in_force: bool) -> Shape:
    kind = kind_of(row.kind)
    line = "Withdrawn." if row.details is None else kind.read(row.details, row.happened_at).line()
    same = ("id", "kind", "happened_at", "entered_at", "noted_at", "details", "reason")
    return {
        **{name: getattr(row, name) for name in same},
        "title": kind.title,
        "section": kind.section,
        "by": str(row.by) if row.by else "Daybook",
        "line": line,
        "corrects": row.corrects_id,
        "in_force": in_force,
    }
