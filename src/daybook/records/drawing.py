"""Beginning a report from what is known: the people, the place and the time of another one, or a person."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from daybook.records.forms.steps import Step, take
from daybook.records.forms.typed import Typed, empty, moment_boxes
from daybook.records.models import Event, Person
from daybook.records.person_lookup import Candidate, Found
from daybook.records.reading_reports import people_in, typed_of_event
from daybook.records.reports import Report
from daybook.records.reports.entries import OffenceEntry
from daybook.records.reports.form import inner_model


def begin(kind: type[Report], origin: Event | None = None, about: UUID | None = None) -> Typed:
    """A form to start from: it happened now unless said otherwise, and where somebody is needed, one is asked for."""
    typed = empty(kind)
    typed["happened_at"] = moment_boxes(timezone.now())
    if "reported_at" in typed:
        typed["reported_at"] = typed["happened_at"]
    if origin:
        typed |= _drawn(kind, origin)
    elif about and (first := next(kind.people_fields(), None)):
        typed[first[0]] = [{"person_id": str(about)}]
    for name, field in kind.model_fields.items():
        needed = any(getattr(note, "min_length", 0) for note in field.metadata)
        part = inner_model(field.annotation)
        if (needed or name in kind.begins_with) and part and part is not OffenceEntry and not typed[name]:
            take(kind, typed, Step("add", name))
    return typed


def _drawn(kind: type[Report], origin: Event) -> Typed:
    """What the new report takes over; people where it is plain who is meant."""
    known = typed_of_event(origin)
    drawn: Typed = {"arose_from": str(origin.pk), "place": known["place"]}
    if kind.at_same_time:
        drawn["happened_at"] = known["happened_at"]
    if "offences" in kind.model_fields and "offences" in known:
        drawn["offences"] = known["offences"][: _most(kind, "offences")]
    for name, role in kind.people_fields():
        fit = [person for one, person in people_in(origin) if one in kind.drawn_roles(name, role)]
        if len(fit) <= _most(kind, name):
            drawn[name] = [{"person_id": str(person.pk)} for person in fit]
    return drawn


def offered(kind: type[Report], typed: Typed, origin: Event, seen: dict[UUID, Person]) -> dict[str, Found]:
    """For each part that still asks for a person: those of the report it came from, one of whom may be meant.

    `seen` are the people of that report whom the user may see.
    """
    why = f"Is in {origin.number}"
    found: dict[str, Found] = {}
    for name, role in kind.people_fields():
        fit = [
            one for held, one in people_in(origin) if held in kind.drawn_roles(name, role) and one.pk in seen
        ]
        people = tuple(Candidate(one.pk, one.full_name, _born(one), why) for one in fit)
        for index, row in enumerate(typed.get(name) or []):
            if people and not row.get("person_id") and not row.get("family_name"):
                found[f"{name}.{index}"] = Found(people)
    return found


def _born(person: Person) -> str:
    return f"born {person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else "birth date not known"


def _most(kind: type[Report], name: str) -> int:
    """How many a field may hold."""
    limits = (getattr(note, "max_length", None) for note in kind.model_fields[name].metadata)
    return next((limit for limit in limits if limit), 1000)
