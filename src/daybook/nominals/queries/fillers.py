"""Which values, as they are shown, stand for "we do not know"."""

from __future__ import annotations

from daybook.nominals.matching import Written, clean
from daybook.nominals.matching.cleaning.dates import read_birth
from daybook.nominals.matching.cleaning.dummies import Dummies

NO_DUMMIES = Dummies(births=frozenset())


def says_nothing(label: str, value: str) -> bool:
    """By the label under which a record shows it."""
    match label:
        case "Name":
            return not clean(Written("", "", names=(("", value),))).names
        case "Birth date":
            return not any(map(str.isdigit, value)) or _is_filler_day(value)
        case "Address":
            return not clean(Written("", "", names=(), addresses=(value,))).addresses
        case "Telephone":
            return not clean(Written("", "", names=(), phones=(value,))).phones
    return False


def _is_filler_day(text: str) -> bool:
    """Such as 01/01/1900; a date in words is none."""
    return read_birth(text, dummies=NO_DUMMIES)[0] is not None and read_birth(text)[0] is None
