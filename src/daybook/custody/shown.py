"""What stands at the head of every page of a custody record: the warnings first, then who, where and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from daybook.custody.detention import STATUSES, Detention
from daybook.custody.models import CustodyRecord
from daybook.records.event_page import warnings_of
from daybook.records.labels import label

Warnings = Mapping[UUID, tuple[str, ...]]
ADULT_WORDS = {
    "needed": "Appropriate adult not asked yet",
    "asked": "Appropriate adult awaited",
    "left": "Appropriate adult has left",
}
LEVELS = {
    1: "Level 1, general observation",
    2: "Level 2, intermittent observation",
    3: "Level 3, constant observation",
    4: "Level 4, close proximity",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """The head of a record. `warnings` are the markers in force about the person; `marks` follow from the entries."""

    name: str
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    marks: tuple[str, ...]
    status: str


def shown_record(record: CustodyRecord, detention: Detention, warnings: Warnings | None = None) -> Shown:
    """`warnings` are those of everybody on a page of many, read at once."""
    person = record.person
    known = warnings_of({person.pk: person}) if warnings is None else warnings
    return Shown(
        name=person.full_name,
        facts=tuple(_facts(record, detention)),
        warnings=known.get(person.pk, ()),
        marks=tuple(marks(detention)),
        status=STATUSES[detention.status],
    )


def _facts(record: CustodyRecord, detention: Detention) -> Iterator[tuple[str, str]]:
    age, facts = detention.facts.age, detention.facts
    yield "Age", "not known" if age is None else str(age)
    yield "Sex", label("sex", facts.sex)
    yield "Record", record.number
    yield "Suite", record.suite.name
    if detention.ended_at is None:
        yield "Cell", detention.cell or "none yet"
        yield "Now at", label("custody-places", detention.place)
        yield "Observation", level_words(detention) or "not set yet"
    yield "For", "; ".join(offence.title for offence in detention.offences)


def level_words(detention: Detention) -> str:
    words = LEVELS.get(detention.level or 0, "")
    return f"{words}, to be roused" if words and detention.intoxicated else words


def marks(detention: Detention) -> Iterator[str]:
    """What everybody who deals with the person must know, in words."""
    if detention.child:
        yield f"Child, {detention.facts.age}"
    if detention.vulnerable:
        yield "Vulnerable"
    if detention.adult in ADULT_WORDS:
        yield ADULT_WORDS[detention.adult]
    if detention.intoxicated:
        yield "Intoxicated: rouse at each visit"
    if detention.interpreter:
        yield f"Interpreter: {detention.interpreter}"
