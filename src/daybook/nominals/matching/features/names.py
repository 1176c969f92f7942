"""Names, compared jointly: how the family names agree and how the first names agree make one level.

Beginning weights: the justice ministry's trained model (hmpps-person-match, MIT) gives 17.1 bits for the full name,
14.0 for names swapped, 9.2 to 11.5 for an alias, 2.8 for the family name alone and 0 for the first name alone.
"""

from __future__ import annotations

from itertools import product

from daybook.nominals.matching.cleaning import Cleaned, Name
from daybook.nominals.matching.features.field import NOT_KNOWN, Field, Level
from daybook.nominals.matching.features.sql_names import NameSql, middle_level
from daybook.nominals.matching.features.words import near, spelling
from daybook.nominals.matching.short_forms import stand_for_one_another

Shares = dict[str, tuple[str, float, float]]
SINGLE = "single"
"""Both go by one name alone."""

FAMILY: Shares = {
    "same": ("family name the same", 0.86, 0.0008),
    "part": ("part of the family name the same", 0.03, 0.0006),
    "near": ("family name nearly the same", 0.05, 0.0015),
    "sound": ("family name sounds alike", 0.01, 0.0012),
    "rough": ("family name a little alike", 0.01, 0.02),
    "missing": ("only one side has a family name", 0.02, 0.02),
    "other": ("family name different", 0.02, 0.9559),
}
GIVEN: Shares = {
    "same": ("first name the same", 0.825, 0.0043),
    "short": ("first name a short form", 0.02, 0.002),
    "middle": ("first name is a middle name of the other", 0.02, 0.002),
    "near": ("first name nearly the same", 0.05, 0.003),
    "sound": ("first name sounds alike", 0.01, 0.003),
    "initial": ("first name agrees with the initial", 0.02, 0.01),
    "rough": ("first name a little alike", 0.01, 0.04),
    "missing": ("only one side has a first name", 0.02, 0.02),
    SINGLE: ("no first name on either side", 0.005, 0.0001),
    "other": ("first name different", 0.02, 0.9156),
}
ALIKE = frozenset(("same", "part", "near", "sound", "short", "middle", "initial"))


def _joint(family: str, given: str) -> Level:
    family_words, family_m, family_u = FAMILY[family]
    given_words, given_m, given_u = GIVEN[given]
    rare = [table for table, grade in (("family", family), ("given", given)) if grade == "same"]
    words = f"{family_words}, {given_words}"
    return Level(f"{family}-{given}", words, family_m * given_m, family_u * given_u, tuple(rare))


LEVELS = tuple(
    sorted(
        (
            *(_joint(family, given) for family, given in product(FAMILY, GIVEN)),
            Level("swapped", "family name and first name the other way round", 0.002, 1.2e-7),
            Level("swapped-near", "names the other way round and nearly the same", 0.001, 1.2e-6),
            Level("also", "the same as another name used", 0.016, 5.7e-6, ("family", "given")),
            Level("also-near", "nearly the same as another name used", 0.004, 7e-6),
        ),
        key=lambda level: -level.bits,
    )
)
NUMBERS = {level.name: number for number, level in enumerate(LEVELS, 1)}
JOINT = {(family, given): NUMBERS[f"{family}-{given}"] for family, given in product(FAMILY, GIVEN)}
BOTH_SAME = JOINT["same", "same"]


def family_grade(first: Name, second: Name) -> str:
    """How far the family names agree, a word of `FAMILY`."""
    if first.surname == second.surname:
        return "same" if first.surname else "missing"
    if not first.surname or not second.surname:
        return "missing"
    if (len(first.family) > 1 or len(second.family) > 1) and set(first.family) & set(second.family):
        return "part"
    return _spelling(first.surname, second.surname, first.surname_sound, second.surname_sound)


def given_grade(first: Name, second: Name) -> str:
    """How far the first names agree, a word of `GIVEN`."""
    one, other = first.first, second.first
    if not one or not other:
        return "missing" if one or other else SINGLE
    if one == other:
        return "same" if len(one) > 1 else "initial"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else "other"
    if stand_for_one_another(one, other):
        return "short"
    if one in second.middle or other in first.middle:
        return "middle"
    return _spelling(one, other, first.first_sound, second.first_sound)


def _spelling(one: str, other: str, one_sound: str, other_sound: str) -> str:
    grade = spelling(one, other)
    if grade != "near" and one_sound == other_sound and len(one_sound) > 1:
        return "sound"
    return grade


def _pair(first: Name, second: Name) -> int:
    family, given = family_grade(first, second), given_grade(first, second)
    straight = JOINT[family, given]
    if family in ALIKE and given in ALIKE:
        return straight
    return min(straight, _swapped(first, second) or straight)


def _swapped(first: Name, second: Name) -> int:
    """The level of names the other way round, 0 where they are not."""
    crosses = crossing(first, second)
    return NUMBERS["swapped" if crosses == "same" else "swapped-near"] if crosses else NOT_KNOWN


def crossing(first: Name, second: Name) -> str:
    """How the names agree the other way round: `same`, `middle` (a middle name came first), `near`; empty where not."""
    if not (first.surname and second.surname and first.first and second.first):
        return ""
    if not _crosses(first, second) or not _crosses(second, first):
        return ""
    if first.surname == second.first and first.first == second.surname:
        return "same"
    return "middle" if second.surname in first.middle or first.surname in second.middle else "near"


def _crosses(one: Name, other: Name) -> bool:
    """Whether the first name of one, a middle name, or all given names as one word, may be the other's family name."""
    return (
        _alike(one.first, other.surname, one.first_sound, other.surname_sound)
        or other.surname in one.middle
        or stand_for_one_another(one.first, other.surname)
        or (bool(one.middle) and near("".join(one.given), other.surname))
    )


def _alike(one: str, other: str, one_sound: str, other_sound: str) -> bool:
    return one == other or _spelling(one, other, one_sound, other_sound) in ("near", "sound")


def compare_names(first: Cleaned, second: Cleaned) -> int:
    """The level of the names in use; of any other names they go by, where those agree better."""
    if not first.names or not second.names:
        return NOT_KNOWN
    level = _pair(first.names[0], second.names[0])
    if level > BOTH_SAME and (len(first.names) > 1 or len(second.names) > 1):
        return min(level, _also(first, second) or level)
    return level


def _also(first: Cleaned, second: Cleaned) -> int:
    pairs = list(product(first.names, second.names))[1:]
    if any(one == other for one, other in pairs):
        return NUMBERS["also"]
    alike = any(family_grade(*pair) in ALIKE and given_grade(*pair) in ALIKE for pair in pairs)
    return NUMBERS["also-near"] if alike else NOT_KNOWN


def compare_middle(first: Cleaned, second: Cleaned) -> int:
    """Middle names of the names in use."""
    if not first.names or not second.names:
        return NOT_KNOWN
    return MIDDLES[middle_grade(first.names[0], second.names[0])]


def middle_grade(first: Name, second: Name) -> str:
    """Same, an initial or nearly, different; whether only one side has any; a word of `MIDDLES`."""
    one, other = first.middle, second.middle
    if not one and not other:
        return "neither"
    if not one or not other:
        return "missing"
    if one == other or set(one) & set(other):
        return "same"
    initial = one[0][0] == other[0][0] and min(len(one[0]), len(other[0])) == 1
    return "near" if initial or (one[0][0] == other[0][0] and near(one[0], other[0])) else "other"


_SQL = NameSql(tuple(FAMILY), tuple(GIVEN), JOINT, ALIKE, NUMBERS)
NAMES = Field(
    "name",
    "Name",
    LEVELS,
    compare_names,
    _SQL.level(),
    ("name", "all_name"),
    least=-12.0,
    most=24.0,
    steps=_SQL.steps(),
)
MIDDLE_LEVELS = (
    Level("same", "middle name the same", 0.28, 0.0037),
    Level("near", "middle name alike, or its initial", 0.01, 0.0008),
    Level("neither", "no middle name on either side", 0.42, 0.33),
    Level("missing", "only one side has a middle name", 0.298, 0.37),
    Level("other", "middle name different", 0.012, 0.2955),
)
MIDDLES = {level.name: number for number, level in enumerate(MIDDLE_LEVELS, 1)}
MIDDLE = Field("middle_name", "Middle name", MIDDLE_LEVELS, compare_middle, middle_level(), ("name",))
