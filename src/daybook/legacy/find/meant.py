"""Whether somebody, as an old system writes them, is the one who is sought."""

from __future__ import annotations

from datetime import date

from daybook.legacy.mapping import Sought
from daybook.nominals.matching import Written
from daybook.nominals.matching.cleaning.dates import read_birth
from daybook.records.names import tokens
from daybook.records.people import canonical_number


def is_meant(written: Written, sought: Sought) -> bool:
    """Whether each word begins a word of a name, and birth date and numbers are those sought."""
    words = [word for family, given in written.names for word in tokens(family, given)]
    if sought.names and not any(_begin(reading, words) for reading in sought.names):
        return False
    if sought.born and not any(_born(text, *sought.born) for text in written.births):
        return False
    held = {(scheme, canonical_number(scheme, text)[0]) for scheme, text in written.numbers}
    return not sought.numbers or bool(held & set(sought.numbers))


def _begin(reading: tuple[str, ...], words: list[str]) -> bool:
    return all(any(word.startswith(begins) for word in words) for begins in reading)


def _born(text: str, first: date, last: date) -> bool:
    """A birth of which the day is not known may be any day of its year."""
    birth, _ = read_birth(text)
    if birth is None:
        return False
    if not birth.whole:
        return first.year <= birth.year <= last.year
    return first.strftime("%Y%m%d") <= birth.digits <= last.strftime("%Y%m%d")
