"""Birth dates: the slips that clerks make, and the dates that mean little.

Beginning weights: 13.9 bits for the same date and -8.6 for a wholly different one (hmpps-person-match, MIT); a date of
1 January 9 bits, since it stands for many people whose day is not known.
"""

from __future__ import annotations

from itertools import product

from daybook.nominals.matching.cleaning import Birth, Cleaned
from daybook.nominals.matching.cleaning.ages import EITHER_SIDE
from daybook.nominals.matching.features.field import NOT_KNOWN, Field, Level
from daybook.nominals.matching.features.sql_births import births_level
from daybook.nominals.matching.features.words import slips

LEVELS = (
    Level("same", "birth date the same", 0.89, 5.5e-5),
    Level("new-year", "birth date the same, but 1 January", 0.006, 1.2e-5),
    Level("turned", "birth day and month the other way round", 0.006, 2.4e-5),
    Level("slip", "birth date differs in one digit", 0.03, 6e-4),
    Level("year-only", "birth year the same, the rest not known", 0.008, 2e-3),
    Level("day-and-month", "birth day and month the same, another year", 0.006, 2e-3),
    Level("two-parts", "two parts of the birth date the same", 0.006, 3e-3),
    Level("about", "birth year near the estimated age", 0.018, 0.01),
    Level("two-slips", "birth date differs in two digits", 0.004, 0.008),
    Level("year", "only the birth year the same", 0.004, 0.012),
    Level("few-years", "birth dates up to 5 years apart", 0.004, 0.12),
    Level("other", "birth date different", 0.003, 0.84),
)
NUMBERS = {level.name: number for number, level in enumerate(LEVELS, 1)}
NEAR_AGE, FEW_YEARS = EITHER_SIDE, 5
NEW_YEAR = "0101"


def compare_births(first: Cleaned, second: Cleaned) -> int:
    """The best agreement among all dates that either side gave."""
    if not first.births or not second.births:
        return NOT_KNOWN
    if len(first.births) == len(second.births) == 1:
        return birth_level(first.births[0], second.births[0])
    return min(birth_level(one, other) for one, other in product(first.births, second.births))


def birth_level(first: Birth, second: Birth) -> int:
    """How far two dates agree, a number of `NUMBERS`."""
    if not (first.whole and second.whole) or first.estimated or second.estimated:
        return NUMBERS[_without_a_day(first, second)]
    if first.digits == second.digits:
        return NUMBERS["new-year" if first.digits.endswith(NEW_YEAR) else "same"]
    return NUMBERS[_whole(first, second)]


def _without_a_day(first: Birth, second: Birth) -> str:
    years = abs(first.year - second.year)
    if first.estimated or second.estimated:
        return "about" if years <= NEAR_AGE else "other" if years > 2 * FEW_YEARS else "few-years"
    if years == 0:
        return "year-only" if first.month == second.month or not first.month or not second.month else "year"
    return "few-years" if years <= FEW_YEARS else "other"


def _whole(first: Birth, second: Birth) -> str:
    new_years = first.digits.endswith(NEW_YEAR), second.digits.endswith(NEW_YEAR)
    if any(new_years):
        return _with_new_year(first, second, both=all(new_years))
    same_year = first.year == second.year
    if same_year and first.month == second.day and first.day == second.month:
        return "turned"
    wrong = slips(first.digits, second.digits, score_cutoff=2)
    if wrong == 1:
        return "slip"
    if first.month == second.month and first.day == second.day:
        return "day-and-month"
    if same_year and (first.month == second.month or first.day == second.day):
        return "two-parts"
    if wrong == 2:
        return "two-slips"
    if same_year:
        return "year"
    return "few-years" if abs(first.year - second.year) <= FEW_YEARS else "other"


def _with_new_year(first: Birth, second: Birth, *, both: bool) -> str:
    """1 January is written where a year alone is known: its day and month agree or disagree by custom, not by birth."""
    if first.year == second.year:
        return "year-only"
    if slips(first.digits, second.digits, score_cutoff=1) == 1:
        return "day-and-month" if both else "slip"
    return "few-years" if abs(first.year - second.year) <= FEW_YEARS else "other"


BIRTHS = Field(
    "birth_date",
    "Birth date",
    LEVELS,
    compare_births,
    births_level(NUMBERS, NEAR_AGE, FEW_YEARS),
    ("birth", "all_birth"),
    least=-10.0,
    most=14.5,
)
