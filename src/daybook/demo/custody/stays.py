"""Whole stays in custody written in bulk: the rows and the entries that booking in and writing by hand would leave."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.utils import timezone

from daybook.book import Author
from daybook.book.sheaf import Sheaf, SheafPage
from daybook.custody.actions.open_record import SERIES
from daybook.custody.entries import kind_of
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.demo.loading.marks import DEVICE
from daybook.records.numbers import take_numbers

LEAVING = {"released", "transfer"}
WRITTEN_AFTER = timedelta(minutes=1)
PURPOSE = "operational"


class Said(NamedTuple):
    """One entry: its kind, when it happened, what it says, and who wrote it where not the officer of the stay."""

    kind: str
    at: datetime
    details: dict[str, Any]
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """One custody record. `said` begins with the arrival and is in the order it was written; `by` is its officer."""

    suite: UUID
    person: UUID
    arrest: UUID
    by: UUID
    said: Sequence[Said]

    @property
    def left_at(self) -> datetime | None:
        return next((one.at for one in self.said if one.kind in LEAVING), None)


def record_stays(sheaf: Sheaf, stays: Sequence[Stay]) -> list[UUID]:
    """A custody record for each, numbered in their order, with a page for each entry; their ids."""
    return [_record(sheaf, stay, number) for stay, number in zip(stays, _numbers(stays), strict=True)]


def _numbers(stays: Sequence[Stay]) -> list[str]:
    """From the series of the year in which each was opened; the stays of one year stand together."""
    years: dict[int, int] = {}
    for stay in stays:
        year = timezone.localtime(stay.said[0].at).year
        years[year] = years.get(year, 0) + 1
    drawn = {year: iter(take_numbers(SERIES, count, year)) for year, count in years.items()}
    return [next(drawn[timezone.localtime(stay.said[0].at).year]) for stay in stays]


def _record(sheaf: Sheaf, stay: Stay, number: str) -> UUID:
    record, now = uuid4(), timezone.now()
    for place, said in enumerate(stay.said):
        author = Author(user=said.by or stay.by, device=DEVICE, purpose=PURPOSE)
        page = sheaf.page(f"custody:{said.kind}", author, "custodyrecord", record, said.at)
        if place == 0:
            _add_record(page, record, stay, number)
        page.add(
            CustodyEntry,
            record_id=record,
            kind=said.kind,
            happened_at=said.at,
            entered_at=min(said.at + WRITTEN_AFTER, now),
            by_id=author.user,
            details=details_of(said.kind, said.at, said.details),
            submission=uuid4(),
        )
    return record


def _add_record(page: SheafPage, record: UUID, stay: Stay, number: str) -> None:
    page.add(
        CustodyRecord,
        id=record,
        number=number,
        suite_id=stay.suite,
        person_id=stay.person,
        arrest_id=stay.arrest,
        opened_at=stay.said[0].at,
        closed_at=stay.left_at,
    )


def details_of(kind: str, at: datetime, details: dict[str, Any]) -> dict[str, Any]:
    """The details as the kind's own class keeps them; ValidationError for what it would refuse."""
    found: dict[str, Any] = json.loads(_kept(kind, json.dumps(details, sort_keys=True, default=str), at))
    return found


def _kept(kind: str, text: str, at: datetime) -> str:
    # What says nothing about moments is checked once for all that say the same.
    return _checked(kind, text, None if "T" not in text else at)


@lru_cache(maxsize=4096)
def _checked(kind: str, text: str, at: datetime | None) -> str:
    entry = kind_of(kind).model_validate({**json.loads(text), "happened_at": at or timezone.now()})
    return json.dumps(entry.details())
