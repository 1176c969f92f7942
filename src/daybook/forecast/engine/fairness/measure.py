"""Fairness in figures: each group's part of what is flagged beside its part of what victims report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.evaluation.bootstrap import weights
from daybook.forecast.engine.fairness.tally import Tally

EVEN = (0.8, 1.25)
"""Where a ratio is called even: the four-fifths convention (US Uniform Guidelines 1978); UK law has no figure."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of residents. Shares are of all that live in the area, or of what lies where anybody lives.

    `flagged`: share of the group that lives in a flagged cell. `flag_share`, `wrong_share`, `crime_share`: its part of
    flagged cells, of those in which nothing was recorded, and of recorded events. `protection`: flag share by crime
    share, above 1 where the group is flagged more than victims report. `missed`: recorded events outside flagged cells
    for each 1,000 of the group, over the whole time tested.
    """

    name: str
    residents: float
    share: float
    flagged: Figure
    flag_share: Figure
    wrong_share: Figure
    crime_share: Figure
    protection: Figure
    missed: Figure

    @property
    def uneven(self) -> bool:
        """The whole interval lies outside what is called even."""
        return self.protection.low > EVEN[1] or self.protection.high < EVEN[0]


@dataclass(frozen=True, slots=True)
class Fairness:
    """The groups of one model, flagged at `at` of the area.

    `empty`: share of flagged cells where nobody lives; `outside`: residents of the table who live in no cell.
    """

    model: str
    at: float
    forecasts: int
    rows: Sequence[Group]
    empty: float
    outside: float


def measure(tally: Tally, model: str) -> Fairness:
    """Figures with their errors, from 2,000 draws of blocks of the tested forecasts.

    The errors are those of time: which weeks were tested. That the census and the spread over cells err is not in them.
    """
    sums = np.array(tally.sums[model])
    every = np.vstack((np.ones(len(sums)), weights(len(sums), tally.block)))
    drawn = np.tensordot(every, sums, axes=1)
    people = tally.people.sum(axis=0)
    living, boxes, wrong, events, missed = np.moveaxis(drawn, 1, 0)
    shares = [_parts(one) for one in (boxes, wrong, events)]
    columns = [
        living / np.maximum(people, 1e-9) / len(sums),
        *shares,
        ratio(shares[0], shares[2]),
        1000 * missed / np.maximum(people, 1e-9),
    ]
    rows = [
        Group(
            name,
            float(people[at]),
            float(people[at] / people.sum()),
            *(_figure(one[:, at]) for one in columns),
        )
        for at, name in enumerate(tally.census.groups)
    ]
    flagged = float(boxes[0].sum() + sum(tally.empty[model]))
    return Fairness(
        model,
        tally.share,
        len(sums),
        rows,
        sum(tally.empty[model]) / max(flagged, 1e-9),
        float(tally.census.people.sum() - people.sum()),
    )


def _parts(sums: Floats) -> Floats:
    """Of each draw, the groups' parts of the whole; (draws, groups)."""
    return np.asarray(sums / np.maximum(sums.sum(axis=1, keepdims=True), 1e-9))


def ratio(one: Floats, other: Floats) -> Floats:
    """One by the other, not a number where the other is nothing."""
    return np.divide(one, other, out=np.full_like(one, np.nan), where=other > 0)


def _figure(values: Floats) -> Figure:
    """The first value, and the spread of the others."""
    drawn = values[1:][np.isfinite(values[1:])]
    if not len(drawn):
        return Figure(float(values[0]), float("nan"), float("nan"), float("nan"))
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Figure(float(values[0]), float(drawn.std()), float(low), float(high))
