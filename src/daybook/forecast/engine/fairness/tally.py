"""What each tested forecast did to each group, added up while the scorecard is made."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.evaluation import chances, flagged
from daybook.forecast.engine.evaluation.backtest import block_of
from daybook.forecast.engine.fairness.census import Census
from daybook.forecast.engine.history import History

SHARE = 0.05
"""Of the area that is flagged: where the scorecard gives its verdict."""
SUMS = ("living", "boxes", "wrong", "events", "missed")


class Tally:
    """Give it to `run` or `evaluate` as `watch`. It hears of forecasts after they are made, and answers nothing.

    Sums of each forecast, a value for each group. `living`: residents of flagged cells. `boxes`: flagged cells,
    `wrong`: those in which nothing was recorded, `events`: recorded events, `missed`: those outside flagged cells; a
    cell and its events count for each group as much as its share of who lives there. Cells that tie count by chance.
    """

    def __init__(self, census: Census, share: float = SHARE) -> None:
        self.census, self.share = census, share
        self.history: History | None = None
        self.people = self.mix = np.empty((0, 0))
        self.starts: dict[str, list[int]] = defaultdict(list)
        self.sums: dict[str, list[Floats]] = defaultdict(list)
        self.empty: dict[str, list[float]] = defaultdict(list)

    def __call__(self, model: str, history: History, start: int, expected: Floats, counts: Floats) -> None:
        self._settle(history)
        sure = chances(expected, flagged(len(expected), self.share))
        by_mix = np.stack((sure, sure * (counts == 0), counts, counts * (1 - sure))) @ self.mix
        self.starts[model].append(start)
        self.sums[model].append(np.vstack((sure @ self.people, by_mix)))
        self.empty[model].append(float(sure[self.people.sum(axis=1) == 0].sum()))

    def _settle(self, history: History) -> None:
        """On the first forecast: who lives in which cell."""
        if self.history is not None:
            return
        self.history = history
        self.people = self.census.on(history.grid)
        living = self.people.sum(axis=1, keepdims=True)
        self.mix = np.divide(self.people, living, out=np.zeros_like(self.people), where=living > 0)

    @property
    def block(self) -> int:
        """Forecasts of a bootstrap block, as on the scorecard."""
        if self.history is None:
            return 1
        starts = next(iter(self.starts.values()))
        horizon = starts[1] - starts[0] if len(starts) > 1 else 1
        return block_of(self.history.clock, horizon)
