"""The evidence on record, gathered anew each time it is asked for: what is corrected or gone is so at once.

Restricted and sealed records are no evidence: who sees a list may not know of them. Records that are one person are one
here, under the oldest; where their link is undone, each stands alone again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.forecast.engine.reading.kinds import is_enforcement
from daybook.forecast.harm.models import HarmList, Kind
from daybook.forecast.harm.queries.weights import weights_in_use
from daybook.forecast.harm.reckoning import Line
from daybook.forecast.harm.rules import ADULT, CONVICTION, COUNTED, Counts
from daybook.forecast.harm.weights import Weights
from daybook.nominals.queries.persons import oldest_of, people_of
from daybook.records import labels
from daybook.records.models import Event, EventOffence, Handling, Link, Person
from daybook.records.models.common import RecordKind
from daybook.records.queries.filter import visible

SYSTEM = system_caller("harm lists")
AT_ONCE = 400
Evidence = dict[UUID, list[Line]]
BASES = {"victim": "Victim", CONVICTION: "Conviction"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What counts: the kind of list, from which day, by which weights."""

    kind: str
    since: date
    weights: Weights


def wanted_of(row: HarmList, today: date | None = None) -> Wanted:
    """What counts for this list on that day (today, London)."""
    return Wanted(row.kind, row.since(today or timezone.localdate()), weights_in_use())


def basis_words(basis: str) -> str:
    """As what an event counts, in words."""
    return BASES.get(basis) or labels.label("out-of-court-disposals", basis)


def evidence_of(people: Collection[UUID], wanted: Wanted) -> Evidence:
    """The lines of each of these people, those of all records that are this person, oldest first."""
    groups = {one: people_of(one) or [one] for one in people}
    found = _gathered(wanted, {member for members in groups.values() for member in members})
    return {one: _sorted(line for key in members for line in found[key]) for one, members in groups.items()}


def all_evidence(wanted: Wanted) -> Evidence:
    """The lines of everybody on record, by the oldest record of each person."""
    found = _gathered(wanted, None)
    leads = oldest_of(found)
    together: Evidence = defaultdict(list)
    for person, lines in found.items():
        together[leads.get(person, person)] += lines
    return {person: _sorted(lines) for person, lines in together.items()}


def eligible(people: Collection[UUID], wanted: Wanted) -> set[UUID]:
    """Those who may be on a list of this kind: known, alive, on an open record; of offenders, adults alone."""
    found = set()
    for part in _parts(sorted(people)):
        rows = visible(SYSTEM, Person).filter(
            pk__in=part, known=True, deceased_on=None, handling=Handling.OPEN
        )
        found |= {one.pk for one in rows if wanted.kind == Kind.VICTIMS or _is_adult(one)}
    return found


def _is_adult(person: Person) -> bool:
    years = person.age_on(timezone.localdate())
    return years is not None and years >= ADULT


def _sorted(lines: Iterator[Line] | list[Line]) -> list[Line]:
    """Each offence of an event once, though two records that are one person may both be linked to it."""
    once = {(line.event, line.code): line for line in lines}
    return sorted(once.values(), key=lambda line: (line.on, line.number, line.code))


def _gathered(wanted: Wanted, people: Collection[UUID] | None) -> defaultdict[UUID, list[Line]]:
    found: defaultdict[UUID, list[Line]] = defaultdict(list)
    for counts in COUNTED[wanted.kind]:
        pairs = list(_linked(counts, wanted, people))
        events = _events(counts, wanted, {event for _, event in pairs}, whole=people is None)
        offences = _offences(list(events))
        for person, key in pairs:
            if event := events.get(key):
                found[person] += [_line(person, event, one, wanted.weights) for one in offences[key]]
    return found


def _linked(counts: Counts, wanted: Wanted, people: Collection[UUID] | None) -> Iterator[tuple[UUID, UUID]]:
    """(person, event)."""
    rows = visible(SYSTEM, Link).filter(
        role=counts.role,
        from_kind=RecordKind.PERSON,
        to_kind=RecordKind.EVENT,
        withdrawn=False,
        valid_to=None,
    )
    if people is None:
        since = _reports(counts, wanted).values("pk")
        yield from rows.filter(to_id__in=since).order_by().values_list("from_id", "to_id")
        return
    for part in _parts(sorted(people)):
        yield from rows.filter(from_id__in=part).order_by().values_list("from_id", "to_id")


def _reports(counts: Counts, wanted: Wanted) -> Any:
    start = timezone.make_aware(datetime.combine(wanted.since, datetime.min.time()))
    rows = visible(SYSTEM, Event).filter(report_type=counts.report, happened_from__gte=start)
    return rows.filter(handling=Handling.OPEN).exclude(status__in=counts.dropped)


@dataclass(frozen=True, slots=True)
class _Report:
    pk: UUID
    number: str
    on: date
    recorded_at: datetime
    basis: str


def _events(counts: Counts, wanted: Wanted, ids: set[UUID], whole: bool) -> dict[UUID, _Report]:
    columns = ("pk", "number", "happened_from", "recorded_at", "details")
    every = _reports(counts, wanted)
    parts = [every] if whole else [every.filter(pk__in=part) for part in _parts(sorted(ids))]
    found = {}
    for rows in parts:
        for key, number, happened, recorded, details in rows.order_by().values_list(*columns):
            if key in ids and (basis := counts.basis(details)):
                found[key] = _Report(key, number, timezone.localdate(happened), recorded, basis)
    return found


def _offences(events: list[UUID]) -> defaultdict[UUID, list[tuple[str, str]]]:
    found: defaultdict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for part in _parts(events):
        rows = visible(SYSTEM, EventOffence).filter(event__in=part, withdrawn=False).order_by("pk")
        for event, code, title in rows.values_list("event_id", "code", "title"):
            if not is_enforcement(title):
                found[event].append((code, title))
    return found


def _line(person: UUID, event: _Report, offence: tuple[str, str], weights: Weights) -> Line:
    code, title = offence
    weight = weights.of(code)
    return Line(
        event=event.pk,
        number=event.number,
        on=event.on,
        recorded_at=event.recorded_at,
        code=code,
        offence=title,
        basis=event.basis,
        days=weight.days if weight else None,
        person=person,
    )


def _parts(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
