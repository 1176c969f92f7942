"""Ages as systems write them, with the date they were taken: the years of birth that they leave open."""

from __future__ import annotations

import re

from daybook.nominals.matching.cleaning.dates import DAY_FIRST, Birth, read_birth

AGE = re.compile(
    r"(?:about|approx\.?|approximately|circa|ca?\.?|est\.?|estimated|apparent|aged?|~)*\s*"
    r"(?P<low>\d{1,3})(?:\.0+)?(?:(?P<tens>s)|\s*(?:-|–|to)\s*(?P<high>\d{1,3}))?"
    r"\s*(?:y|yrs?|years?)?(?:\s*old)?"
)
YOUNGEST, OLDEST, WIDEST = 1, 110, 30
"""An age of 0 is what an empty box becomes; a range of more years says nothing."""
EITHER_SIDE = 3
"""Years that the comparison allows a guessed year (`features.births`)."""
UNREAD = "an age that cannot be read, or that says too little: not used"
UNDATED = "an age without the date on which it was taken: not used; name that date's column with --columns"


def read_age(text: str, taken: str) -> tuple[tuple[Birth, ...], str]:
    """(guessed years of birth, fault in words). A wide range, such as `30s`, gives a year for each seven it spans.

    A year is that of the date less the age, as the live look-up reckons it from what an officer guesses today. Only the
    date's year counts, so its order does not matter.
    """
    within, fault = born_within(text, taken)
    return tuple(Birth(year, estimated=True) for year in _years(*within)) if within else (), fault


def born_within(text: str, taken: str) -> tuple[tuple[int, int] | None, str]:
    """(first and last year of birth of whoever was of that age on that date, fault in words)."""
    if not (found := AGE.fullmatch(text.strip().casefold())):
        return None, UNREAD if text.strip() else ""
    low = int(found["low"])
    high = low + 9 if found["tens"] else int(found["high"] or low)
    if not YOUNGEST <= low <= high <= OLDEST or high - low > WIDEST:
        return None, UNREAD
    date, _ = read_birth(taken, order=DAY_FIRST)
    return ((date.year - high - 1, date.year - low), "") if date else (None, UNDATED)


def _years(first: int, last: int) -> list[int]:
    """Years that leave none from `first` to `last` farther than `EITHER_SIDE` from one of them."""
    if last - first <= 2 * EITHER_SIDE:
        return [(first + last + 1) // 2]
    within = range(first + EITHER_SIDE, last - EITHER_SIDE, 2 * EITHER_SIDE + 1)
    return [*within, last - EITHER_SIDE]
