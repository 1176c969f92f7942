"""Which values, as they are shown, stand for "we do not know"."""

from __future__ import annotations

from daybook.nominals.matching import Written, clean
from daybook.nominals.matching.cleaning.cleaned import NO_PLACE, SHORTEST_PHONE
from daybook.nominals.matching.cleaning.dates import read_birth
from daybook.nominals.matching.cleaning.dummies import DEFAULT, Dummies
from daybook.records.telephone import canonical

NO_DUMMIES = Dummies(births=frozenset())


def says_nothing(label: str, value: str) -> bool:
    """By the label under which a record shows it. What is too little to compare people by says something even so."""
    match label:
        case "Name":
            return not clean(Written("", "", names=(("", value),))).names
        case "Birth date":
            return not any(map(str.isdigit, value)) or _is_filler_day(value)
        case "Address":
            nowhere = NO_PLACE in clean(Written("", "", names=(), addresses=(value,))).faults
            return nowhere or not any(map(str.isalnum, value))
        case "Telephone":
            return _is_filler_phone(canonical(value))
    return False


def _is_filler_phone(number: str) -> bool:
    """Two digits over and over are a filler, or an extension of the house."""
    return number in DEFAULT.phones or len(set(number)) < (3 if len(number) >= SHORTEST_PHONE else 2)


def _is_filler_day(text: str) -> bool:
    """Such as 01/01/1900; a date in words is none."""
    return read_birth(text, dummies=NO_DUMMIES)[0] is not None and read_birth(text)[0] is None
