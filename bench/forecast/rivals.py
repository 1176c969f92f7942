"""LightGBM behind the interface of the models: a count model on the same fading, blurred counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bench import NotHereError
from daybook.forecast.engine.models.components import FIRST
from daybook.forecast.engine.models.maps import Maps
from daybook.forecast.engine.models.model import Reason

ROWS = 400_000
"""Rows of cells and steps that it is trained on."""
SETTINGS = {
    "objective": "poisson", "learning_rate": 0.05, "num_leaves": 31, "min_data_in_leaf": 200, "num_threads": 1,
    "seed": 1, "deterministic": True, "verbosity": -1,
}  # fmt: skip
TREES = 200


@dataclass
class Boosted:
    """Not tuned, as it is in the reference; trained on steps spread evenly over the end of the history."""

    name: str = "LightGBM"

    def fit(self, history: Any) -> None:
        try:
            import lightgbm
        except ImportError as error:
            raise NotHereError("LightGBM is not installed: uv sync --group rivals") from error
        start = (history.first + history.end) // 2
        every = max((history.end - start) * history.grid.cells // ROWS, 1)
        self.maps = Maps(history.before(start), FIRST[history.clock.unit])
        told, came = [], []
        for step in range(start, history.end):
            if (step - start) % every == 0:
                told.append(self._features())
                came.append(history.counts(step, step + 1))
            self.maps.advance(history.between(step, step + 1))
        data = lightgbm.Dataset(np.concatenate(told), np.concatenate(came))
        self.trees = lightgbm.train(SETTINGS, data, TREES)

    def update(self, cells: Any) -> None:
        self.maps.advance(cells)

    def intensity(self, step: int) -> Any:
        return self.trees.predict(self._features(), num_threads=1)

    def explain(self, cell: int) -> list[Reason]:
        return [Reason("trees on recent and older counts", 1.0)]

    def _features(self) -> Any:
        return self.maps.at(np.arange(self.maps.grid.cells)).astype(np.float32)
