"""What a person of ours begins with who was known to old systems alone: their values in use, by the stated rules, and
beside them what each record says, under its own source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date

from django.utils import timezone

from daybook.nominals.evidence import cleaned_of
from daybook.nominals.matching import Birth, Cleaned, Written
from daybook.nominals.queries.canonical import NEVER, canonical
from daybook.nominals.queries.sides import Side
from daybook.records.identifiers import IdentifierError
from daybook.records.people import AddressData, NameData, PersonData

SEXES = {"M": "1", "F": "2"}


def as_indexed(side: Side) -> Cleaned:
    """What a record says now, as it is compared."""
    return cleaned_of(side.record)


def in_use(sides: Sequence[Side], cleaned: Callable[[Side], Cleaned] = as_indexed) -> tuple[PersonData, Side]:
    """Name, birth date and sex in use, and the record that the name was taken from."""
    use = {one.label: next(its for its in sides if its.title == one.source) for one in canonical(sides)}
    main = use.get("Name", sides[0])
    births = cleaned(use.get("Birth date") or use.get("Age", main)).births
    guessed = bool(births) and births[0].estimated
    born, year_only = (None, False) if guessed else _born(births)
    family, given = next(iter(main.written.names), ("", ""))
    data = PersonData(
        family_name=family,
        given_names=given,
        known=bool(family or given),
        sex=SEXES.get(cleaned(use.get("Sex", main)).sex, "0"),
        date_of_birth=born,
        birth_year_only=year_only,
        apparent_age=_age(births) if guessed else None,
    )
    return data, main


def in_order(sides: Iterable[Side]) -> list[Side]:
    """As their details are added, of which the last are in use: withdrawn records first, then what was said first."""
    return sorted(sides, key=lambda side: (side.withdrawn_at is None, side.since or NEVER))


def details_of(written: Written, used: PersonData) -> PersonData:
    """What one record says beside: other names, numbers, where they live and how they are reached."""
    names = (NameData(*one) for one in written.names if any(one))
    return PersonData(
        aliases=tuple(one for one in names if _folded(one) != _folded(used)),
        identifiers=dict(reversed(written.numbers)),
        address=_address(written),
        phone=next(iter(written.phones), ""),
        email=next(iter(written.emails), ""),
    )


def _folded(one: NameData | PersonData) -> tuple[str, str]:
    return one.family_name.casefold(), one.given_names.casefold()


def _born(births: Sequence[Birth]) -> tuple[date | None, bool]:
    """(birth date, year alone): the year where a part is missing or impossible."""
    birth = next(iter(births), None)
    if birth is None:
        return None, False
    if birth.whole:
        with suppress(ValueError):
            return date(birth.year, birth.month, birth.day), False
    return date(birth.year, 1, 1), True


def _age(births: Sequence[Birth]) -> int:
    """Today's age of whoever somebody guessed the age of: a guess stays one. Of a range, such as `30s`, the middle."""
    years = [birth.year for birth in births if birth.estimated]
    return max(timezone.localdate().year - (min(years) + max(years) + 1) // 2, 0)


def _address(written: Written) -> AddressData | None:
    lines = tuple(line for text in written.addresses[:1] for line in text.split(", ")) + written.towns[:1]
    code = next(iter(written.postcodes), "")
    if not (lines or code):
        return None
    try:
        return AddressData(lines, code)
    except IdentifierError:
        return AddressData((*lines, code))
