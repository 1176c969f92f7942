"""Whether an operation moved crime away: target, a ring around it, and comparison areas, before and after.

Weighted displacement quotient: Bowers and Johnson, Journal of Quantitative Criminology 19 (2003). Weighted displacement
difference and its error: Wheeler and Ratcliffe, Crime Science 7:11 (2018).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.evaluation import Figure

DRAWS = 20_000
SEED = 2003
SURE = 1.959964
"""Standard errors on either side that hold 95 in 100."""
Pair = tuple[float, float]
"""Events before and after."""


@dataclass(frozen=True, slots=True)
class Displacement:
    """Events more (above 0) or fewer than the comparison area leads to expect.

    `target`, `buffer`, `both`; `change`: the target's change relative to the comparison, 0.8 is a fifth less.
    `quotient`: buffer by target; above 0 the ring gained too (diffusion of benefits), below 0 it lost (displacement),
    below -1 more than the target gained. None where the target did not surely fall: then it says nothing.
    """

    target: Figure
    buffer: Figure
    both: Figure
    change: Figure
    quotient: Figure | None


def displacement(target: Pair, buffer: Pair, control: Pair) -> Displacement | None:
    """From events before and after; None where the comparison area, or the target before, had none.

    What is expected is what was there before, times the change of the comparison area. Intervals hold the chance of
    counts that follow Poisson's law; crimes that come in clusters vary more.
    """
    if not (control[0] and control[1] and target[0]):
        return None
    random = np.random.default_rng(SEED)
    counts = np.array([target, buffer, control], float)
    drawn = random.gamma(counts + 0.5, size=(DRAWS, 3, 2))
    figures = [_figure(now, many) for now, many in zip(_effects(counts[None]), _effects(drawn), strict=True)]
    gained, ring, both, change, quotient = figures
    return Displacement(gained, ring, both, change, quotient if gained.high < 0 else None)


def _effects(counts: Floats) -> tuple[Floats, ...]:
    """Of counts (draws, areas, before and after): target, buffer, both, relative change and quotient."""
    before, after = counts[:, :, 0], counts[:, :, 1]
    growth = after[:, 2] / before[:, 2]
    target, buffer = (after[:, at] - before[:, at] * growth for at in (0, 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return target, buffer, target + buffer, after[:, 0] / before[:, 0] / growth, buffer / target


def _figure(now: Floats, drawn: Floats) -> Figure:
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    return Figure(float(now[0]), float(np.nanstd(drawn)), float(low), float(high))


def weighted_difference(
    target: Pair, control: Pair, buffer: Pair = (0, 0), control_buffer: Pair = (0, 0)
) -> Figure:
    """Change of target and buffer less that of a comparison area of like size and its own ring, in events.

    Its variance is the sum of all counts.
    """
    value = sum(after - before for before, after in (target, buffer)) - sum(
        after - before for before, after in (control, control_buffer)
    )
    error = math.sqrt(sum(sum(pair) for pair in (target, control, buffer, control_buffer)))
    return Figure(value, error, value - SURE * error, value + SURE * error)
