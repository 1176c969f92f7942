"""The analysis that was declared, and no other: difference of means, judged by how the units could have been allocated.

Randomisation inference after Fisher (The Design of Experiments, 1935): had the arms made no difference, every
allocation would have given the same outcomes. It asks for no law of the counts, and holds where a day is like the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.trials.allocation import redrawn
from daybook.forecast.engine.trials.plan import LEAST_UNITS, Plan, TrialError, Unit
from daybook.forecast.engine.trials.sealing import Sealed, verified

STEPS = 40
"""Halvings until an end of the interval stands."""


@dataclass(frozen=True, slots=True)
class Arm:
    """Units of one arm, and their mean outcome."""

    name: str
    units: int
    mean: float


@dataclass(frozen=True, slots=True)
class Analysed:
    """`effect`: mean of what was tried less that of the usual way, in events a unit; `p` two-sided.

    `low`, `high`: effects, the same for every unit, that the outcomes do not speak against at the declared level.
    """

    plan: Plan
    arms: Sequence[Arm]
    effect: float
    p: float
    low: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the difference is told from chance, at the level that was declared."""
        return self.p <= self.plan.level


def cut(sealed: Sealed, ended: date | None) -> Sealed:
    """The trial up to the day before an early end, which is what is analysed. Raises `TrialError` if too short."""
    if ended is None or ended > sealed.plan.last:
        return sealed
    plan = sealed.plan
    last = ended - timedelta(1)
    units = plan.units if plan.unit is Unit.AREA else tuple(one for one in plan.units if one < str(ended))
    arms = {sealed.allocation[one] for one in units}
    if last < plan.first or len(units) < LEAST_UNITS or len(arms) < 2:
        raise TrialError(
            f"The trial was ended on {ended}, when too little of it was done to tell anything from chance. It stays"
            " without a finding."
        )
    return replace(sealed, plan=replace(plan, last=last, units=units))


def analyse(
    sealed: Sealed, digest: str, outcomes: Mapping[str, float], today: date, ended: date | None = None
) -> Analysed:
    """Judge a trial by its own plan. Raises `TrialError` where it is not the sealed one, not over, or not whole.

    Of a trial ended early the days up to then are judged, by allocations drawn for the whole of it and cut as it was:
    p stays exact as long as the day of the end does not hang on the outcomes.
    """
    whole = verified(sealed, digest).plan
    plan = cut(sealed, ended).plan
    if today <= plan.last:
        raise TrialError(f"The trial runs until {plan.last}. Nothing is analysed before it is over.")
    if missing := [unit for unit in plan.units if unit not in outcomes]:
        raise TrialError(
            f"{len(missing)} units, such as {missing[0]}, have no outcome. A trial is analysed whole."
        )
    counts = np.array([outcomes[unit] for unit in plan.units], float)
    tried = np.array([sealed.allocation[unit] == plan.arms[1] for unit in plan.units], float)
    others = redrawn(whole, plan.draws, int(digest[:12], 16))[:, : len(plan.units)]
    both = (others.sum(axis=1) > 0) & (others.sum(axis=1) < len(plan.units))
    others = others[both]  # what a cut leaves has both arms, as the trial itself
    effect = float(_difference(tried[None], counts)[0])
    # A shift of all tried units by the same number moves the difference under any allocation in a straight line.
    still, slope = _difference(others, counts), _difference(others, tried)
    arms = [
        Arm(name, int((tried == at).sum()), float(counts[tried == at].mean()))
        for at, name in enumerate(plan.arms)
    ]
    ends = [_end(effect, still, slope, plan.level, side, counts) for side in (-1, 1)]
    return Analysed(plan, arms, effect, _p(0.0, effect, still, slope), *ends)


def _difference(tried: Floats, values: Floats) -> Floats:
    """Mean of the tried less mean of the others; tried (draws, units)."""
    number = tried.sum(axis=1)
    return np.asarray(tried @ values / number - (1 - tried) @ values / (tried.shape[1] - number))


def _p(shift: float, effect: float, still: Floats, slope: Floats) -> float:
    """How often chance gives as large a difference, were `shift` the true effect; the trial itself is counted."""
    as_large = np.abs(still - shift * slope) >= abs(effect - shift) - 1e-9
    return float((as_large.sum() + 1) / (len(still) + 1))


def _end(effect: float, still: Floats, slope: Floats, level: float, side: int, counts: Floats) -> float:
    """The last effect on one side that is not rejected."""
    inside, outside = effect, effect + side * (float(np.ptp(counts)) + 1)
    for _ in range(STEPS):
        middle = (inside + outside) / 2
        if _p(middle, effect, still, slope) > level:
            inside = middle
        else:
            outside = middle
    return inside
