"""Hard rules: what no weight may outvote. A pair that breaks one is for a person to judge, never joined by itself.

Twins at one address score higher than a true match without an address, so that no threshold parts them.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from itertools import product

from daybook.nominals.matching.cleaning import Birth, Cleaned, Name
from daybook.nominals.matching.features.births import NUMBERS, birth_level
from daybook.nominals.matching.features.names import ALIKE, family_grade, given_grade
from daybook.nominals.matching.model import Model

Pair = frozenset[tuple[str, str]]
GENERATION = 14
"""Years between two birth dates from which they may be those of parent and child."""
USUAL = 5e-4
"""Share of people with a first name from which it is a name of its own, not a slip of another."""
SAME_BIRTH = frozenset(NUMBERS[name] for name in ("same", "new-year", "turned"))
APART = frozenset(NUMBERS[name] for name in ("year", "few-years", "other"))
SURELY_ONE = frozenset(("same", "initial"))

NOT_THE_SAME = "somebody has judged them not the same"
SEXES = "one is male, the other female"
PNCIDS = "two valid and different PNCIDs"
TWINS = "perhaps twins: family name and birth date agree, the first names are different"
FIRST_NAMES = "the first names are different"
NO_FIRST_NAME = "only one side has a first name: perhaps another of the family"
MIDDLE_NAME = "the first name of one is a middle name of the other: perhaps brothers or sisters"
NO_BIRTH_DATE = "a birth date is missing: the names may be those of parent and child"
GENERATIONS = "perhaps parent and child: the names agree, the birth dates are a generation apart"
BIRTH_DATES = "the birth dates cannot be of one person"
OPEN = frozenset((NO_FIRST_NAME, MIDDLE_NAME, NO_BIRTH_DATE))
"""What speaks for neither: too little is known to join by itself, and a person is asked."""


def identity(record: Cleaned) -> tuple[str, str]:
    """System and key: what names a record for good."""
    return record.system, record.key


def usual_names(model: Model) -> frozenset[str]:
    """The first names that many people bear."""
    return frozenset(name for name, share in model.frequencies.get("given", {}).items() if share >= USUAL)


@dataclass(frozen=True, slots=True)
class Rules:
    """`judged_apart`: pairs of identities with a standing "not the same". `first_names`: names of their own right.

    Hassan and Hussain sound alike, yet both are usual names: born on one day, they are twins, not a slip.
    """

    judged_apart: Container[Pair] = frozenset()
    first_names: Container[str] = frozenset()

    def refusal(self, first: Cleaned, second: Cleaned) -> str:
        """Why the two may not be joined by themselves, in words, or empty. The same whichever comes first."""
        if frozenset((identity(first), identity(second))) in self.judged_apart:
            return NOT_THE_SAME
        if first.sex and second.sex and first.sex != second.sex:
            return SEXES
        numbers = _shared_schemes(first, second)
        if numbers.get("pncid") is False:
            return PNCIDS
        if True in numbers.values():
            return ""
        return self._first_names(first, second) or _birth_dates(first, second)

    def _first_names(self, first: Cleaned, second: Cleaned) -> str:
        """Families share everything else: their members differ in the first name alone."""
        found = [(*pair, self._doubt(*pair)) for pair in product(first.names, second.names)]
        if not found or not all(doubt for *_, doubt in found):
            return ""
        _, _, doubt = found[0]
        one_family = any(family_grade(one, other) in ALIKE for one, other, _ in found)
        born = product(first.births, second.births)
        one_birth = any(birth_level(*pair) in SAME_BIRTH for pair in born)
        return TWINS if doubt == FIRST_NAMES and one_family and one_birth else doubt

    def _doubt(self, one: Name, other: Name) -> str:
        """Why the first names may be those of two people, or empty."""
        grade = given_grade(one, other)
        if grade in SURELY_ONE or one.surname == other.first or one.first == other.surname:
            return ""
        if grade == "missing":
            return NO_FIRST_NAME if one.first != other.first else ""
        if grade == "middle":
            return MIDDLE_NAME
        if grade == "short":
            other_middle = one.middle and other.middle and set(one.middle).isdisjoint(other.middle)
            return FIRST_NAMES if other_middle else ""
        usual = one.first in self.first_names and other.first in self.first_names
        return FIRST_NAMES if grade == "other" or usual else ""


def _shared_schemes(first: Cleaned, second: Cleaned) -> dict[str, bool]:
    """For each scheme that both have, whether they share a number."""
    one, other = set(first.numbers), set(second.numbers)
    schemes = {scheme for scheme, _ in one} & {scheme for scheme, _ in other}
    shared = {scheme for scheme, _ in one & other}
    return {scheme: scheme in shared for scheme in schemes}


def _birth_dates(first: Cleaned, second: Cleaned) -> str:
    pairs = list(product(first.births, second.births))
    if not pairs:
        return NO_BIRTH_DATE
    if all(_generation(*pair) for pair in pairs):
        return GENERATIONS
    return BIRTH_DATES if all(birth_level(*pair) in APART for pair in pairs) else ""


def _generation(one: Birth, other: Birth) -> bool:
    return abs(one.year - other.year) >= GENERATION
