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
    if not (found := AGE.fullmatch(text.strip().casefold())):
        return (), UNREAD if text.strip() else ""
    low = int(found["low"])
    high = low + 9 if found["tens"] else int(found["high"] or low)
    if not YOUNGEST <= low <= high <= OLDEST or high - low > WIDEST:
        return (), UNREAD
    date, _ = read_birth(taken, order=DAY_FIRST)
    if date is None:
        return (), UNDATED
    return tuple(Birth(year, estimated=True) for year in _years(date.year - high - 1, date.year - low)), ""


def _years(first: int, last: int) -> list[int]:
    """Years that leave none from `first` to `last` farther than `EITHER_SIDE` from one of them."""
    if last - first <= 2 * EITHER_SIDE:
        return [(first + last + 1) // 2]
    within = range(first + EITHER_SIDE, last - EITHER_SIDE, 2 * EITHER_SIDE + 1)
    return [*within, last - EITHER_SIDE]
