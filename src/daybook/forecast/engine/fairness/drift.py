"""Drift: whether a group is flagged ever more, or ever less, beside what victims report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.evaluation.bootstrap import resampled
from daybook.forecast.engine.fairness.measure import ratio
from daybook.forecast.engine.fairness.tally import SUMS, Tally


@dataclass(frozen=True, slots=True)
class Drift:
    """`protection` of each group in each of `months`, None where too little was recorded.

    `change`: how many times as much in the second half of the time as in the first, with the interval of 95 in 100
    draws.
    """

    months: Sequence[str]
    protection: Mapping[str, Sequence[float | None]]
    change: Mapping[str, tuple[float, float, float]]

    @property
    def drifted(self) -> list[str]:
        """Groups whose change is surely not 1."""
        return [name for name, (_, low, high) in self.change.items() if low > 1 or high < 1]


def drift(tally: Tally, model: str) -> Drift:
    """Month by month, each forecast in the month it begins in."""
    if tally.history is None:
        return Drift((), {}, {})
    sums = np.array(tally.sums[model])
    clock = tally.history.clock
    begun = np.array([str(clock.start(start).astype("M8[M]")) for start in tally.starts[model]])
    months = sorted(set(begun.tolist()))
    monthly = np.array([_protection(sums[begun == month].sum(axis=0)) for month in months])
    known = {
        name: [float(value) if np.isfinite(value) else None for value in monthly[:, at]]
        for at, name in enumerate(tally.census.groups)
    }
    return Drift(months, known, _changes(tally, sums))


def _protection(sums: Floats) -> Floats:
    """Part of flagged cells by part of recorded events; sums (..., kinds, groups), shape (..., groups)."""
    boxes, events = (sums[..., SUMS.index(kind), :] for kind in ("boxes", "events"))
    parts = [one / np.maximum(one.sum(axis=-1, keepdims=True), 1e-9) for one in (boxes, events)]
    return ratio(*parts)


def _changes(tally: Tally, sums: Floats) -> dict[str, tuple[float, float, float]]:
    """Each half is drawn by itself. Fewer than four forecasts in one tell nothing, nor does a half without an event."""
    half = len(sums) // 2
    if half < 4:
        return {}
    first, second = sums[:half], sums[half:]
    now = ratio(_protection(second.sum(axis=0)), _protection(first.sum(axis=0)))
    told = np.flatnonzero(np.isfinite(now))
    if not len(told):
        return {}
    # A draw whose first half flags none of a group has no upper end, and one that flags none in both tells nothing.
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = (_drawn(second, tally.block) / _drawn(first, tally.block)[::-1])[:, told]
        low, high = np.nanquantile(drawn, (0.025, 0.975), axis=0)
    names = [tally.census.groups[at] for at in told.tolist()]
    return dict(zip(names, zip(now[told].tolist(), low.tolist(), high.tolist(), strict=True), strict=True))


def _drawn(sums: Floats, block: int) -> Floats:
    return _protection(sums[resampled(len(sums), block)].sum(axis=1))
