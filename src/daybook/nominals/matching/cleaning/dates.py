"""Birth dates as systems write them: three orders, a year alone, an age that somebody guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from daybook.nominals.matching.cleaning.dummies import DEFAULT, Dummies

DAY_FIRST, MONTH_FIRST = "day first", "month first"
PARTED = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})(?:[t ].*)?")
RUN_TOGETHER = re.compile(r"\d{8}")
YEAR_ALONE = re.compile(r"(?:c\.?|circa|about|abt|est\.?)?\s*((?:18|19|20)\d{2})")
MONTH_AND_YEAR = re.compile(r"(\d{1,2})/(\d{4})|(\d{4})-(\d{1,2})")
OLDEST = 1875


@dataclass(frozen=True, slots=True)
class Birth:
    """Year, month and day, 0 where not known. `digits` is YYYYMMDD; `estimated`: reckoned from a guessed age."""

    year: int
    month: int = 0
    day: int = 0
    estimated: bool = False
    digits: str = field(init=False, compare=False)
    whole: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digits", f"{self.year:04d}{self.month:02d}{self.day:02d}")
        object.__setattr__(self, "whole", bool(self.month and self.day))


def read_birth(
    text: str,
    *,
    order: str = DAY_FIRST,
    estimated: bool = False,
    dummies: Dummies = DEFAULT,
    today: date | None = None,
) -> tuple[Birth | None, str]:
    """(the date, fault in words). `order` is how the system writes 03/04/1980; a year in front is always year first.

    A date that no calendar has keeps its digits, since a slip of one digit is still evidence; only its fault is told.
    """
    text = text.strip().casefold()
    if not text:
        return None, ""
    birth = _read(text, order, estimated, (today or date.today()).year)
    if birth is None:
        return None, "a birth date that cannot be read"
    if birth.digits in dummies.births:
        return None, f"{birth.digits[6:]}/{birth.digits[4:6]}/{birth.digits[:4]} in place of a birth date"
    return birth, "" if _exists(birth) else "a birth date that no calendar has"


@lru_cache(maxsize=1 << 16)
def _read(text: str, order: str, estimated: bool, this_year: int) -> Birth | None:
    if found := YEAR_ALONE.fullmatch(text):
        return Birth(int(found[1]), estimated=estimated or not text[0].isdigit())
    if found := MONTH_AND_YEAR.fullmatch(text):
        return Birth(int(found[2] or found[3]), int(found[1] or found[4]), estimated=estimated)
    parts = _parts(text, order, this_year)
    if parts is None or not OLDEST <= parts[0] <= this_year + 1:
        return None
    return Birth(*parts, estimated=estimated)


def _parts(text: str, order: str, this_year: int) -> tuple[int, int, int] | None:
    if RUN_TOGETHER.fullmatch(text):
        year_first = OLDEST <= int(text[:4]) <= this_year and int(text[4:6]) <= 12
        cut = (text[:4], text[4:6], text[6:]) if year_first else (text[:2], text[2:4], text[4:])
    elif found := PARTED.fullmatch(text):
        cut = (found[1], found[2], found[3])
    else:
        return None
    if len(cut[0]) == 4:
        return _turned(int(cut[0]), int(cut[1]), int(cut[2]))
    year = _full_year(cut[2], this_year)
    first, second = int(cut[0]), int(cut[1])
    return _turned(year, second, first) if order == DAY_FIRST else _turned(year, first, second)


def _turned(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Day and month changed over where only that makes a date."""
    return (year, day, month) if 12 < month <= 31 and 0 < day <= 12 else (year, month, day)


def _full_year(text: str, this_year: int) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year <= this_year % 100 else 1900)


def _exists(birth: Birth) -> bool:
    if not birth.whole:
        return birth.month <= 12
    try:
        date(birth.year, birth.month, birth.day)
    except ValueError:
        return False
    return True
