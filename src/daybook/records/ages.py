"""How old the people of a report were: by what was typed, or else by what is on record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from daybook.records.models import Person
from daybook.records.reports import Report


def ages_of(report: Report) -> dict[str, int]:
    """Age in whole years when it happened, by the path of each person of whom it is known."""
    day, people = timezone.localdate(report.happened_at), list(report.people())
    known = Person.objects.in_bulk([entry.person_id for _, entry, _ in people if entry.person_id])
    found = {}
    for _, entry, path in people:
        years = _on_record(known, entry.person_id, day)
        if entry.date_of_birth:
            years = whole_years(entry.date_of_birth, day)
        if years is None:
            years = entry.apparent_age
        if years is not None:
            found[path] = years
    return found


def _on_record(known: Mapping[UUID, Person], key: UUID | None, day: date) -> int | None:
    person = known.get(key) if key else None
    return person.age_on(day) if person else None


def whole_years(born: date, day: date) -> int:
    """Full years between a birth and a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
