"""Poisson regression with a ridge, by iteratively reweighted least squares (Nelder and Wedderburn 1972)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.models.rows import Rows

RIDGE = 100.0
"""The penalty on the square of each weight, in events: a feature that so few events speak for is believed by half."""
ROUNDS = 50
STILL = 1e-8
"""A step of the weights below which nothing more is learnt."""
WIDEST = 5.0
"""Standard deviations from the mean beyond which a feature counts as no further."""


def _none() -> Floats:
    return np.empty(0)


@dataclass
class Regression:
    """A weighted sum of the features, each by its own mean and standard deviation."""

    kind: str = "Poisson regression"
    ridge: float = RIDGE
    mean: Floats = field(default_factory=_none, init=False)
    spread: Floats = field(default_factory=_none, init=False)
    weights: Floats = field(default_factory=_none, init=False)

    def fit(self, rows: Rows) -> None:
        self.mean = np.average(rows.features, axis=0, weights=rows.weights)
        spread = np.sqrt(np.average((rows.features - self.mean) ** 2, axis=0, weights=rows.weights))
        self.spread = np.where(spread > 0, spread, 1.0)
        design = self._design(rows.features)
        penalty = np.append(np.full(design.shape[1] - 1, self.ridge), 0.0)
        self.weights = np.zeros(design.shape[1])
        for _ in range(ROUNDS):
            mean = rows.weights * rows.expected * np.exp(design @ self.weights)
            pull = design.T @ (rows.weights * rows.counts - mean) - penalty * self.weights
            step = np.linalg.solve((design.T * mean) @ design + np.diag(penalty), pull)
            longest = float(np.abs(step).max())
            self.weights = self.weights + step / max(1.0, longest)
            if longest < STILL:
                break

    def raised(self, features: Floats) -> Floats:
        return np.asarray(self._design(features) @ self.weights)

    def parts(self, features: Floats) -> Floats:
        return np.asarray(self._design(features) * self.weights)

    def _design(self, features: Floats) -> Floats:
        scaled = np.clip((features - self.mean) / self.spread, -WIDEST, WIDEST)
        return np.column_stack((scaled, np.ones(len(features))))

    def kept(self) -> dict[str, Any]:
        figures = {name: getattr(self, name).tolist() for name in ("mean", "spread", "weights")}
        return {"ridge": self.ridge, **figures}

    def take(self, kept: Mapping[str, Any]) -> None:
        self.ridge = kept["ridge"]
        self.mean, self.spread, self.weights = (np.array(kept[one]) for one in ("mean", "spread", "weights"))
