"""Whom an old system is asked for, and where its form holds what is asked: names, birth date, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
