"""How sure a rate of few events or forecasts is: where draws of blocks tell no error, the exact interval does."""

from __future__ import annotations

from typing import Any

from scipy.special import betaincinv

from daybook.forecast.engine.evaluation.hits import flagged
from daybook.forecast.rounding import rounded

FEW = 10
"""Of fewer events no standard error is told: draws of their blocks are too alike."""
LEAST = 5
"""Of fewer forecasts none is told: by draws of two it is half of what it should be, of four three quarters."""
TINY = 1e-6
"""An error below it is none: every block held the same share, as where all or no event was held."""
ASIDE = 0.025
UNTOLD = "too few to tell its error"
EVEN = "as many in every draw"


def tells(events: int, error: float, forecasts: int = LEAST) -> bool:
    """Whether draws of blocks tell how far a figure errs."""
    return events >= FEW and forecasts >= LEAST and error > TINY


def drawn(card: Any, error: float) -> bool:
    """The same of a figure of a scorecard."""
    return tells(card["events"], error, card["forecasts"])


def even(card: Any, difference: float, error: float) -> bool:
    """Whether two methods held as many in every draw of enough: then the difference is known to be none."""
    enough = card["events"] >= FEW and card["forecasts"] >= LEAST
    return bool(enough and abs(difference) < TINY and error <= TINY)


def exact(rate: float, events: int) -> tuple[float, float]:
    """The interval of 95 in 100 for a rate of so many events, if each came by itself; shares of 1.

    Source: Clopper and Pearson, Biometrika 26 (1934). Held events may be parts, where cells tie.
    """
    held = rate * events
    low = betaincinv(held, events - held + 1, ASIDE) if rate > 0 else 0.0
    high = betaincinv(held + 1, events - held, 1 - ASIDE) if rate < 1 else 1.0
    return rounded(low), rounded(high)


def flags(card: Any, share: float) -> bool:
    """Whether that share of the area is one whole cell or more."""
    return flagged(card["cells"], share) > 0
