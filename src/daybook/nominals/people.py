"""The people on record as matching takes them: every name, birth date, number, address and telephone ever given."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from daybook.nominals.matching import Cleaned, Written, clean
from daybook.nominals.models.index import OWN
from daybook.records.models import Assertion, Identifier, Link, Location, Person, PersonName, Phone
from daybook.records.people import LIVES_AT, SCHEMES, USES

PORTION = 500
HOUSE_AND_STREET = re.compile(r"(?!flat|room|unit|apartment|apt)\D*\d+[a-z]?\W+\w+", re.IGNORECASE)
Columns = tuple[UUID, str, str, date | None, bool, int | None, str, datetime]
COLUMNS = (
    "pk",
    "family_name",
    "given_names",
    "date_of_birth",
    "birth_year_only",
    "apparent_age",
    "sex",
    "recorded_at",
)


def cleaned_people(ids: Iterable[UUID]) -> Iterator[tuple[UUID, Cleaned]]:
    """Those of the people who are on record, fit to compare; read by portions."""
    rest = iter(ids)
    while portion := list(islice(rest, PORTION)):
        for written in written_people(portion):
            yield UUID(written.key), clean(written)


def written_people(ids: Sequence[UUID]) -> list[Written]:
    """The same as they stand on record: the values in use first, then the latest."""
    people: list[Columns] = list(Person.objects.filter(pk__in=ids).values_list(*COLUMNS))
    names, births, numbers = _names(ids), _births(ids), _numbers(ids)
    homes, contacts = _homes(ids), _contacts(ids)
    return [
        _written(row, names[row[0]], births[row[0]], numbers[row[0]], homes[row[0]], contacts[row[0]])
        for row in people
    ]


def _written(
    row: Columns,
    names: list[tuple[str, str]],
    births: list[str],
    numbers: list[tuple[str, str]],
    homes: list[tuple[str, str]],
    contacts: list[tuple[str, str]],
) -> Written:
    key, family, given, born, year_only, age, sex, at = row
    own = [f"{born.year}" if year_only else born.isoformat()] if born else []
    dates = [*own, *births]
    estimated = not dates and age is not None
    if estimated:
        dates = [str(at.year - (age or 0))]
    halves = [(its or family, other or given) for its, other in names]
    return Written(
        key=str(key),
        system=OWN,
        names=tuple(dict.fromkeys([(family, given), *halves])),
        births=tuple(dict.fromkeys(dates)),
        age_estimated=estimated,
        sex=sex,
        addresses=tuple(dict.fromkeys(lines for lines, _ in homes if lines)),
        postcodes=tuple(dict.fromkeys(code for _, code in homes if code)),
        phones=tuple(number for number, _ in contacts if number),
        emails=tuple(mail for _, mail in contacts if mail),
        numbers=tuple(numbers),
    )


def _names(ids: Sequence[UUID]) -> defaultdict[UUID, list[tuple[str, str]]]:
    rows = PersonName.objects.filter(person__in=ids).order_by("-asserted_at")
    found = defaultdict[UUID, list[tuple[str, str]]](list)
    for person, family, given in rows.values_list("person_id", "family_name", "given_names"):
        found[person].append((family, given))
    return found


def _births(ids: Sequence[UUID]) -> defaultdict[UUID, list[str]]:
    """What any source said, beside the date in use."""
    rows = Assertion.objects.filter(person__in=ids, field="date_of_birth").order_by("-asserted_at")
    found = defaultdict[UUID, list[str]](list)
    for person, value in rows.values_list("person_id", "value"):
        if value:
            found[person].append(value)
    return found


def _numbers(ids: Sequence[UUID]) -> defaultdict[UUID, list[tuple[str, str]]]:
    """Told apart by scheme here: SQLite would look for the scheme first, and read everybody's."""
    rows = Identifier.objects.filter(person__in=ids, valid=True)
    found = defaultdict[UUID, list[tuple[str, str]]](list)
    for person, scheme, canonical in rows.order_by("id").values_list("person_id", "scheme", "canonical"):
        if scheme in SCHEMES:
            found[person].append((scheme, canonical))
    return found


def ties(ids: Sequence[UUID], role: str) -> list[tuple[UUID, UUID, date | None]]:
    """(person, the other end, since when), the latest first; ended ones too, but none that never was true."""
    rows = Link.objects.filter(from_id__in=ids, role=role, withdrawn=False).order_by("-valid_from", "-id")
    return list(rows.values_list("from_id", "to_id", "valid_from"))


def _homes(ids: Sequence[UUID]) -> defaultdict[UUID, list[tuple[str, str]]]:
    """(house and street, postcode)."""
    lived = ties(ids, LIVES_AT)
    rows = Location.objects.filter(pk__in={place for _, place, _ in lived})
    places = {
        key: (street(lines or text.replace(", ", "\n")), code)
        for key, lines, text, code in rows.values_list("pk", "address_lines", "description", "postcode")
    }
    found = defaultdict[UUID, list[tuple[str, str]]](list)
    for person, place, _ in lived:
        if place in places:
            found[person].append(places[place])
    return found


def street(address: str) -> str:
    """House and street of an address in lines: what follows, a thousand neighbours share.

    The lines up to the first that holds a number and a name: `Flat 2`, `10 Clay Court`.
    """
    lines = address.split("\n")
    for place, line in enumerate(lines):
        if HOUSE_AND_STREET.match(line):
            return ", ".join(lines[: place + 1])
    return lines[0]


def _contacts(ids: Sequence[UUID]) -> defaultdict[UUID, list[tuple[str, str]]]:
    """(number, e-mail)."""
    used = ties(ids, USES)
    rows = Phone.objects.filter(pk__in={phone for _, phone, _ in used})
    phones = {key: (number, mail) for key, number, mail in rows.values_list("pk", "number", "email")}
    found = defaultdict[UUID, list[tuple[str, str]]](list)
    for person, phone, _ in used:
        if phone in phones:
            found[person].append(phones[phone])
    return found
