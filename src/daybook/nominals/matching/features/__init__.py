"""What is compared, in what order, at what levels: the one definition that live search and batches share."""

from __future__ import annotations

from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.features.births import BIRTHS
from daybook.nominals.matching.features.field import NOT_KNOWN, Field, Level
from daybook.nominals.matching.features.names import MIDDLE, NAMES
from daybook.nominals.matching.features.numbers import EMAILS, NUMBERS, PHONES, SEXES
from daybook.nominals.matching.features.places import ADDRESSES, POSTCODES, TOWNS
from daybook.nominals.matching.features.systems import SYSTEMS

FIELDS: tuple[Field, ...] = (
    NAMES,
    MIDDLE,
    BIRTHS,
    SEXES,
    POSTCODES,
    ADDRESSES,
    TOWNS,
    PHONES,
    EMAILS,
    *NUMBERS,
    SYSTEMS,
)
PLACES = {it.name: place for place, it in enumerate(FIELDS)}
"""Where the level of a field stands among those of a pair."""
COMPARISONS = tuple(field.compare for field in FIELDS)


def compare(first: Cleaned, second: Cleaned) -> tuple[int, ...]:
    """The level of every field of `FIELDS`, in order; the same whichever record comes first."""
    return tuple([comparison(first, second) for comparison in COMPARISONS])


__all__ = ["FIELDS", "NOT_KNOWN", "PLACES", "Field", "Level", "compare"]
