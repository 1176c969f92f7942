"""A suite filled to any size with invented people, for measurements and tests: 200 detainees, 150 entries each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from daybook.access.models import User
from daybook.book import Author
from daybook.book.sheaf import SheafPage, writing_many
from daybook.custody.models import Cell, Suite
from daybook.demo.custody.arrests import Arrested, record_arrest
from daybook.demo.custody.stays import Said, Stay, record_stays
from daybook.demo.loading.marks import DEVICE
from daybook.records import kinds, names
from daybook.records.models import NameToken, Person, PersonName
from daybook.records.numbers import take_numbers

FAMILY = (
    "Ashdown",
    "Brackley",
    "Corvell",
    "Dunmore",
    "Eastlow",
    "Farrand",
    "Greave",
    "Hollis",
    "Ingram",
    "Jarrow",
)
GIVEN = ("Alex", "Bela", "Chris", "Dana", "Eden", "Frankie", "Glen", "Harper", "Indra", "Jo")
OFFENCE = "TH68010"
STAYED_HOURS = 9
"""The last arrived nine hours ago, each of the others up to eight hours later, none later than an hour ago."""


def fill_suite(
    detainees: int = 200,
    entries: int = 150,
    *,
    officer: User,
    now: datetime | None = None,
    code: str = "full",
) -> Suite:
    """A new suite with that many cells and people, each with so many entries (at least 3), all written by `officer`.

    Everything is in the book, as if written by hand; the clerk has it to seal.
    """
    moment = (now or timezone.now()).replace(second=0, microsecond=0)
    suite, author = uuid4(), Author(user=officer.pk, device=DEVICE, purpose="operational")
    with writing_many() as sheaf:
        page = sheaf.page("custody-suite:set-up", author, "suite", suite)
        page.add(Suite, id=suite, name=f"Suite {code.upper()}", code=code)
        for number in range(detainees):
            page.add(Cell, suite_id=suite, name=_cell(number))
        stays = []
        for number, arrest_number in enumerate(take_numbers("AR", detainees)):
            person, event = uuid4(), uuid4()
            arrived = moment - timedelta(minutes=60 + number * 8 % ((STAYED_HOURS - 1) * 60))
            _add_person(sheaf.page(kinds.PERSON_RECORDED, author, "person", person), person, number, arrived)
            at = arrived - timedelta(minutes=30)
            record_arrest(sheaf, author, Arrested(event, person, at, arrest_number, [OFFENCE]))
            said = list(islice(_said(arrived, moment, _cell(number), entries), entries))
            stays.append(Stay(suite, person, event, officer.pk, said))
        record_stays(sheaf, stays)
    return Suite.objects.get(pk=suite)


def _said(arrived: datetime, now: datetime, cell: str, entries: int) -> Iterator[Said]:
    """Arrival, authorisation, the way to the cell, then visits and notes that fill the time until now."""
    yield Said("arrival", arrived, {"basis": "arrest", "condition": "Calm, no injury seen."})
    authorised = arrived + timedelta(minutes=10)
    grounds = {"grounds": ["QUESTIONING"], "grounds_words": "To question about the theft.", "told": True}
    yield Said("authorised", authorised, grounds)
    yield Said("movement", arrived + timedelta(minutes=15), {"to": "cell", "cell": cell})
    first = arrived + timedelta(minutes=20)
    step = (now - first) / max(entries - 2, 1)
    for place, (kind, details) in enumerate(islice(cycle(ROUND), max(entries - 3, 0))):
        yield Said(kind, first + step * place, details)


ROUND: tuple[tuple[str, dict[str, Any]], ...] = (
    ("visit", {"asleep": False, "seen": "Awake, spoke clearly."}),
    ("visit", {"asleep": True}),
    ("note", {"text": "Asked for a blanket; given."}),
    ("visit", {"asleep": False, "seen": "Reading."}),
    ("visit", {"asleep": False}),
)


def _cell(number: int) -> str:
    return f"M{number + 1}"


def _add_person(page: SheafPage, person: UUID, number: int, at: datetime) -> None:
    family, given = FAMILY[number % 10], f"{GIVEN[number // 10 % 10]}"
    born = date(1970, 1, 1) + timedelta(days=number * 97 % 12_000)
    page.add(
        Person, id=person, family_name=family, given_names=given, date_of_birth=born, sex="1", recorded_at=at
    )
    search = names.search_form(family, given)
    name = page.add(
        PersonName,
        person_id=person,
        kind="primary",
        family_name=family,
        given_names=given,
        search=search,
        asserted_at=at,
    )
    for token in search.split():
        page.sheaf.beside(NameToken, token=token, words=f" {search}", person_id=person, name_id=name)
