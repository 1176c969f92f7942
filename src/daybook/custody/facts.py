"""What is known of a detainee beside the entries: from the arrest and the person, never typed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from daybook.custody.clocks.calendar import LONDON
from daybook.custody.models import CustodyRecord
from daybook.records.models import EventOffence
from daybook.records.models.person import shown_name
from daybook.records.offences import OffenceError, find

CHILD_UNDER = 18
FEMALE = "2"
Records = Collection[UUID] | QuerySet[Any, Any]
"""Records by their ids or, for many, by the query that finds them: the database then takes no list of ids."""


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence of the arrest. `indictable` is None where the list does not know: a person must say (DET-2)."""

    code: str
    title: str
    indictable: bool | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The record, the arrest and what the law asks of the person. Times in UTC.

    `returned_at` is when the person came back on the same matter, where a later record continues this one; `continues`
    is the record that this one continues.
    """

    record: UUID
    number: str
    person: UUID
    name: str
    suite: UUID
    opened_at: datetime
    arrested_at: datetime
    arrested_by: UUID
    born: date | None
    apparent_age: int | None
    sex: str
    returned_at: datetime | None = None
    continues: UUID | None = None
    offences: tuple[Offence, ...] = ()

    @property
    def age(self) -> int | None:
        """Whole years when the record was opened, from the birth date, else as they appear."""
        if self.born is None:
            return self.apparent_age
        day = self.opened_at.astimezone(LONDON)
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    @property
    def child(self) -> bool:
        """Under 18, or appears to be and nothing shows otherwise (Code C 1.5)."""
        return self.age is not None and self.age < CHILD_UNDER


NAME = ("person__known", "person__given_names", "person__family_name")
COLUMNS = (
    "arrest_id",
    "id",
    "number",
    "person_id",
    *NAME,
    "suite_id",
    "opened_at",
    "arrest__happened_from",
    "arrest__officer_id",
    "person__date_of_birth",
    "person__apparent_age",
    "person__sex",
    "continued_by__opened_at",
    "continues_id",
)


def facts_of(records: Records) -> dict[UUID, Facts]:
    """The facts of these records: two queries for all."""
    asked = records if isinstance(records, QuerySet) else CustodyRecord.objects.filter(pk__in=list(records))
    rows = list(asked.order_by().values_list(*COLUMNS))
    offences = offences_of(asked.order_by().values("arrest_id"))
    return {row[1]: Facts(*_values(row, offences)) for row in rows}


def _values(row: tuple[Any, ...], offences: Mapping[UUID, tuple[Offence, ...]]) -> Iterator[Any]:
    """The fields of `Facts` from the columns: three of them make the name, the first finds the offences."""
    arrest, record, number, person, known, given_names, family_name, *more = row
    name = shown_name(known, given_names, family_name)
    yield from (record, number, person, name, *more, offences.get(arrest, ()))


def offences_of(arrests: Records) -> dict[UUID, tuple[Offence, ...]]:
    """The offences of these arrests that stand, in the order they were named."""
    rows = EventOffence.objects.filter(event__in=arrests, withdrawn=False).order_by("id")
    found: dict[UUID, list[Offence]] = defaultdict(list)
    for event, code, title in rows.values_list("event_id", "code", "title"):
        found[event].append(Offence(code, title, indictable(code)))
    return {event: tuple(held) for event, held in found.items()}


def offence_of(code: str) -> Offence:
    """An offence by its code; the code stands for the title where the list has none."""
    try:
        title = find(code).title
    except (OffenceError, ValueError):
        title = code
    return Offence(code, title, indictable(code))


@cache
def indictable(code: str) -> bool | None:
    """Whether an offence may be tried at the Crown Court; None where the list only assumes it."""
    try:
        offence = find(code)
    except (OffenceError, ValueError):
        return None
    return offence.is_indictable if offence.category_known else None
