"""scikit-learn's kernel density behind the interface of the models, told of events by the centres of our cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bench import NotHereError
from daybook.forecast.engine.models.model import Reason


@dataclass
class Density:
    """Gaussian, of the last `days`, anew for every day; not tuned. Nothing is fitted before a forecast is asked for."""

    metres: float = 250.0
    days: float = 60.0
    name: str = "scikit-learn KernelDensity"

    def fit(self, history: Any) -> None:
        self.history = history

    def update(self, cells: Any) -> None:
        self.history = self.history.plus(cells)

    def intensity(self, step: int) -> Any:
        try:
            from sklearn.neighbors import KernelDensity
        except ImportError as error:
            raise NotHereError("scikit-learn is not installed: uv sync --group rivals") from error
        grid = self.history.grid
        places = np.column_stack(grid.corners()) + grid.size / 2
        kernel = KernelDensity(bandwidth=self.metres, kernel="gaussian", rtol=1e-4)
        kernel.fit(places[self.history.between(self.history.clock.back(step, self.days), step)])
        return np.exp(kernel.score_samples(places))

    def explain(self, cell: int) -> list[Reason]:
        return [Reason("a density of past events", 1.0)]
