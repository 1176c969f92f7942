"""Whom an old system is asked for, and where its form holds what is asked: names, birth date, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from daybook.legacy.mapping.errors import MappingRefused
from daybook.legacy.mapping.field import Field
from daybook.legacy.mapping.mapping import Mapping

Reading = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """`names`: the ways to read the words typed, each word the beginning of a name, in small letters without accents,
    apostrophes and hyphens. `born`: first and last possible day. `numbers`: scheme and canonical form."""

    names: tuple[Reading, ...] = ()
    born: tuple[date, date] | None = None
    numbers: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.born or self.numbers)


def field_of(mapping: Mapping, path: str) -> Field | None:
    """The field that carries this path of our report, one value or a list; None where the form has no place for it."""
    wanted = (path, f"{path}[]")
    return next((one for one in mapping.fields if one.spec.source in wanted), None)


def birth_pattern(layout: str, born: tuple[date, date]) -> str:
    """The birth date as the form writes it, `_` for each sign that is not known: a year alone gives `1990____`."""
    first, last = born
    day, month = (f"{first:%d}", f"{first:%m}") if first == last else ("__", "__")
    year = layout.replace("YYYY", f"{first:%Y}").replace("YY", f"{first:%y}")
    return year.replace("MM", month).replace("DD", day)


@dataclass(frozen=True, slots=True)
class InForm:
    """What is sought, as an old system's form writes it. Each of `names` is one way to read the words, parted by
    blanks; `born` is the first and the last possible day; `numbers` are pairs of scheme and number."""

    names: tuple[str, ...] = ()
    born: tuple[str, str] | None = None
    numbers: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.born or self.numbers)


def in_form(sought: Sought, mapping: Mapping) -> InForm:
    """Nothing where the form cannot hold what is sought: then nobody is held there so. What it has no field for is
    left out of the question."""
    family, born = field_of(mapping, "person.family_name"), field_of(mapping, "person.date_of_birth")
    names = tuple(filter(None, (_words(family, reading) for reading in sought.names))) if family else ()
    ends = tuple(_written(born, day.isoformat()) for day in sought.born) if born and sought.born else ()
    if (sought.names and family and not names) or not all(ends):
        return InForm()
    held = (
        (scheme, field_of(mapping, f"person.identifiers.{scheme}"), text) for scheme, text in sought.numbers
    )
    numbers = tuple((scheme, _written(field, text)) for scheme, field, text in held if field)
    return InForm(names, (ends[0], ends[1]) if ends else None, numbers)


def _words(field: Field, reading: Reading) -> str:
    """The words of a reading; empty where the form cannot hold one of them."""
    words = [_written(field, word) for word in reading]
    return " ".join(words) if all(words) else ""


def _written(field: Field, value: str) -> str:
    try:
        theirs, _ = field.encode(value, field.source.text)
    except MappingRefused:
        return ""
    return "" if theirs is None else str(theirs)
