"""Hard rules: what no weight may outvote. A pair that breaks one is for a person to judge, never joined by itself.

Twins at one address score higher than a true match without an address, so that no threshold parts them.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import log2

from daybook.nominals.matching.cleaning import Birth, Cleaned, Name
from daybook.nominals.matching.features.births import NUMBERS, birth_level
from daybook.nominals.matching.features.names import (
    ALIKE,
    SINGLE,
    crossing,
    family_grade,
    given_grade,
    middle_grade,
)
from daybook.nominals.matching.features.systems import SYSTEMS
from daybook.nominals.matching.features.words import spelling
from daybook.nominals.matching.model import Model

Pair = frozenset[tuple[str, str]]
GENERATION = 14
"""Years between two birth dates from which they may be those of parent and child."""
OF_ITS_OWN = 0.05
"""A first name borne by so many as bear another like it is no slip of that: Isha is none of Aisha. Measured on 260,000
invented records: of slips of a key three in four stand less than a fiftieth as often as the name that was meant."""
HARDLY_TWICE = -6.0
"""Bits for being of one system, from which on its records stand for different people."""
FEWEST = 4
"""Times as often as the rarest name that is counted: what stands once or twice says nothing of its share."""
SAME_BIRTH = frozenset(NUMBERS[name] for name in ("same", "new-year", "turned"))
APART = frozenset(NUMBERS[name] for name in ("year", "few-years", "other"))
SURELY_ONE = frozenset(("same", "initial"))

NOT_THE_SAME = "somebody has judged them not the same"
SEXES = "one is male, the other female"
PNCIDS = "two valid and different PNCIDs"
TWO_OF_ONE_SYSTEM = (
    "two records of one system, which has hardly anybody twice, and the names are not the same"
)
TWINS = "perhaps twins: family name and birth date agree, the first names are different"
FIRST_NAMES = "the first names are different"
NO_FIRST_NAME = "only one side has a first name: perhaps another of the family"
MIDDLE_NAME = "the first name of one is a middle name of the other: perhaps brothers or sisters"
MIDDLE_NAMES = "the first names agree, the middle names are different: perhaps brothers or sisters"
NO_BIRTH_DATE = "a birth date is missing: the names may be those of parent and child"
GENERATIONS = "perhaps parent and child: the names agree, the birth dates are a generation apart"
BIRTH_DATES = "the birth dates cannot be of one person"
OPEN = frozenset((NO_FIRST_NAME, MIDDLE_NAME, NO_BIRTH_DATE))
"""What speaks for neither: too little is known to join by itself, and a person is asked."""


def identity(record: Cleaned) -> tuple[str, str]:
    """System and key: what names a record for good."""
    return record.system, record.key


def usual_names(model: Model) -> dict[str, float]:
    """The share of each first name that several people bear; in a small file a slip stands once, and so do names."""
    shares = model.frequencies.get("given", {})
    least = FEWEST * min(shares.values(), default=0.0)
    return {name: share for name, share in shares.items() if share >= least}


@dataclass(frozen=True, slots=True)
class Rules:
    """`judged_apart`: pairs of identities with a standing "not the same". `first_names`: the share of each usual one.

    Hassan and Hussain sound alike, yet each is borne by many: born on one day, they are twins, not a slip.
    `hardly_twice`: systems hold hardly anybody twice, so that Thomas and Thomas Liam, born on one day, are two.
    """

    judged_apart: Container[Pair] = frozenset()
    first_names: Mapping[str, float] = field(default_factory=dict)
    hardly_twice: bool = False

    @classmethod
    def of(cls, model: Model) -> Rules:
        """What a model that was learnt says of first names and of systems."""
        met, chance = model.shares[SYSTEMS.name]["same"]
        return cls(first_names=usual_names(model), hardly_twice=log2(met / chance) <= HARDLY_TWICE)

    def refusal(self, first: Cleaned, second: Cleaned) -> str:
        """Why the two may not be joined by themselves, in words, or empty. The same whichever comes first."""
        if self.judged_apart and frozenset((identity(first), identity(second))) in self.judged_apart:
            return NOT_THE_SAME
        if first.sex and second.sex and first.sex != second.sex:
            return SEXES
        numbers = shared_schemes(first, second)
        if numbers.get("pncid") is False:
            return PNCIDS
        if True in numbers.values():
            return ""
        births = [birth_level(one, other) for one in first.births for other in second.births]
        return (
            self._first_names(first, second, one_birth=not SAME_BIRTH.isdisjoint(births))
            or self._of_one_system(first, second)
            or _birth_dates(first, second, births)
        )

    def _of_one_system(self, first: Cleaned, second: Cleaned) -> str:
        if not self.hardly_twice or not first.system or first.system != second.system:
            return ""
        return "" if set(first.names) & set(second.names) else TWO_OF_ONE_SYSTEM

    def _first_names(self, first: Cleaned, second: Cleaned, *, one_birth: bool) -> str:
        """Families share everything else: their members differ in the first name alone."""
        names = list(product(first.names, second.names))
        doubts = [self._doubt(one, other, one_birth) for one, other in names]
        if not doubts or "" in doubts:
            return ""
        if one_birth and doubts[0] == FIRST_NAMES and any(family_grade(*pair) in ALIKE for pair in names):
            return TWINS
        return doubts[0]

    def _doubt(self, one: Name, other: Name, one_birth: bool) -> str:
        """Why the first names may be those of two people, or empty; only twins have names alike and one birth date."""
        grade, pairs = given_grade(one, other), [(one.first, other.first)]
        if grade == "other" and (turned := crossing(one, other)):
            grade, pairs = turned, [(one.first, other.surname), (one.surname, other.first)]
        if grade == "missing":
            return NO_FIRST_NAME
        if grade == SINGLE:
            return ""
        if grade == "other":
            return FIRST_NAMES
        return self._of_twins(grade, one, other, pairs) if one_birth else ""

    def _of_twins(self, grade: str, one: Name, other: Name, pairs: Iterable[tuple[str, str]]) -> str:
        if grade == "middle":
            return MIDDLE_NAME
        if _middle_names_differ(one, other):
            return MIDDLE_NAMES if grade in SURELY_ONE else FIRST_NAMES
        return FIRST_NAMES if any(self._are_two(*pair) for pair in pairs) else ""

    def _are_two(self, one: str, other: str) -> bool:
        """Whether both are names of their own right, neither a slip of the other."""
        rarer, commoner = sorted((self.first_names.get(one, 0.0), self.first_names.get(other, 0.0)))
        return one != other and rarer > 0 and rarer >= OF_ITS_OWN * commoner


def _middle_names_differ(one: Name, other: Name) -> bool:
    """Beyond a slip: Wing Fai and Wing Chun, but not Wing Fay."""
    if middle_grade(one, other) != "other":
        return False
    return all(spelling(*pair) == "other" for pair in product(one.middle, other.middle))


def shared_schemes(first: Cleaned, second: Cleaned) -> dict[str, bool]:
    """For each scheme that both have, whether they share a number."""
    if not first.numbers or not second.numbers:
        return {}
    one, other = set(first.numbers), set(second.numbers)
    schemes = {scheme for scheme, _ in one} & {scheme for scheme, _ in other}
    shared = {scheme for scheme, _ in one & other}
    return {scheme: scheme in shared for scheme in schemes}


def birth_dates(first: Cleaned, second: Cleaned) -> str:
    """Why the birth dates may not be one person's, or empty."""
    return _birth_dates(first, second, [birth_level(*pair) for pair in product(first.births, second.births)])


def _birth_dates(first: Cleaned, second: Cleaned, levels: Collection[int]) -> str:
    if not levels:
        return NO_BIRTH_DATE
    if all(_generation(one, other) for one in first.births for other in second.births):
        return GENERATIONS
    return BIRTH_DATES if APART.issuperset(levels) else ""


def _generation(one: Birth, other: Birth) -> bool:
    return abs(one.year - other.year) >= GENERATION
