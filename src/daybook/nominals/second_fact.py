"""Whether more than one fact says that two records are one person: what the weights alone may not say.

Families and namesakes share a name and nearly a birth date. Of 4,000 invented people who were not among 300,000, ten
had somebody of the weight that is called very likely; two of them had a second fact in common with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from daybook.nominals.matching import Cleaned, Match, Name
from daybook.nominals.matching.features import PLACES
from daybook.nominals.matching.features.births import NUMBERS as BIRTH_LEVELS
from daybook.nominals.matching.features.names import (
    ALIKE,
    FAMILY,
    GIVEN,
    JOINT,
    MIDDLES,
    SINGLE,
    family_grade,
    given_grade,
)
from daybook.nominals.matching.features.names import NUMBERS as NAME_LEVELS
from daybook.nominals.matching.features.places import ADDRESS_NUMBERS
from daybook.nominals.matching.rules import SAME_BIRTH

IDENTIFIERS = tuple(PLACES[name] for name in ("pncid", "cro", "driver_number", "nino"))
BEST = 1
BOTH_ALIKE = frozenset(NAME_LEVELS[name] for name in ("swapped", "swapped-near", "also", "also-near")) | {
    JOINT[family, given] for family in ALIKE & set(FAMILY) for given in {*ALIKE, SINGLE} & set(GIVEN)
}
ONE_ALIKE = BOTH_ALIKE | {
    level for (family, given), level in JOINT.items() if family in ALIKE or given in ALIKE
}
WRITTEN_ALIKE = ALIKE - {"sound"}
NEAR_BIRTH = SAME_BIRTH | {BIRTH_LEVELS[name] for name in ("slip", "day-and-month", "year-only")}
OTHER_MIDDLE = frozenset((MIDDLES["missing"], MIDDLES["other"]))
HOMES = frozenset(ADDRESS_NUMBERS[lines, "same"] for lines in ("two", "one"))


def agrees(match: Match) -> bool:
    """A number, and the names or the birth date; the names and the birth date; or one of these with home, telephone or
    mail, the other nearly."""
    name, birth = match.levels[PLACES["name"]], match.levels[PLACES["birth_date"]]
    if shares_a_number(match):
        return name in BOTH_ALIKE or birth in NEAR_BIRTH
    if birth in SAME_BIRTH:
        return name in BOTH_ALIKE or (name in ONE_ALIKE and _is_reached_alike(match))
    return birth in NEAR_BIRTH and name in BOTH_ALIKE and _is_reached_alike(match)


def has_a_third(match: Match) -> bool:
    """A number, home, telephone or mail, besides names and birth date."""
    return shares_a_number(match) or _is_reached_alike(match)


def lacks_a_middle_name(match: Match) -> bool:
    """Only one side has a middle name, or they differ."""
    return match.levels[PLACES["middle_name"]] in OTHER_MIDDLE


def reads_alike(asked: Cleaned, match: Match) -> bool:
    """Names that are written alike, not only sound so, and a birth date with day and month in their places.

    The names themselves are compared: the levels of other names used and of names the other way round hold both kinds.
    """
    if match.levels[PLACES["birth_date"]] == BIRTH_LEVELS["turned"]:
        return False
    said = [each for one in asked.names for each in (one, *_turned(one))]
    return any(_are_written_alike(*pair) for pair in product(said, match.candidate.names))


def _turned(one: Name) -> Iterator[Name]:
    """The other way round: a double family name in the box of the first name, or a family name and middle names."""
    yield Name(one.given, one.family)
    if len(one.given) > 1:
        yield Name(one.given[:1], (*one.family, *one.given[1:]))


def _are_written_alike(one: Name, other: Name) -> bool:
    return family_grade(one, other) in WRITTEN_ALIKE and given_grade(one, other) in {*WRITTEN_ALIKE, SINGLE}


def shares_a_number(match: Match) -> bool:
    """Whether a valid number is the same."""
    return any(match.levels[place] == BEST for place in IDENTIFIERS)


def _is_reached_alike(match: Match) -> bool:
    at = match.levels[PLACES["address"]] in HOMES
    return at or any(match.levels[PLACES[name]] == BEST for name in ("postcode", "phone", "email"))
