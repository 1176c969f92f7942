"""What a public figure keeps back, so that nobody can be told from a small number. Plain code.

The rule: a count of 1 to 4 is withheld. Where the total of a group is published and just one of its counts would be
withheld, so that subtraction gave it away, the next smallest is withheld as well. An average of fewer than five
records is withheld. Figures by category cover whole quarters, so that two monthly editions cannot be subtracted.
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5
RULE = (
    "A count from 1 to 4 is withheld, and so is the next smallest where subtraction would give it away. "
    "An average of fewer than 5 records is withheld. 0 is shown as 0."
)
WITHHELD = "withheld"


def safe_counts(counts: Sequence[int]) -> list[int | None]:
    """The counts of one group whose total is known, without those that must not be told."""
    shown: list[int | None] = [None if 0 < count < LEAST else count for count in counts]
    if shown.count(None) == 1:
        left = [(count, at) for at, count in enumerate(shown) if count]
        if left:
            shown[min(left)[1]] = None
    return shown


def safe_average(average: float | None, records: int) -> float | None:
    """The average, if it is of enough records."""
    return average if records >= LEAST else None


def safe_share(part: int, whole: int) -> float | None:
    """Per cent of the whole, if neither the part nor what it leaves is a number to withhold."""
    small = any(0 < count < LEAST for count in (part, whole - part))
    return None if small or not whole else 100 * part / whole
