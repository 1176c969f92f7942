"""Gradient boosting on the Poisson likelihood, by LightGBM (Ke and others, NIPS 2017)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.models.rows import SEED, Rows

SETTINGS: Mapping[str, Any] = {
    "objective": "poisson",
    "learning_rate": 0.05,
    "num_leaves": 4,
    "min_data_in_leaf": 1,
    "min_sum_hessian_in_leaf": 40.0,
    "num_threads": 1,
    "seed": SEED,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}
"""Chosen on windows before the tests. A leaf's hessian is twice the events it expects, so it expects 20 at least."""
TREES = 100


class MissingError(ValueError):
    """What a model needs is not installed; the message says how to have it."""


@dataclass
class Trees:
    """A sum of small trees."""

    kind: str = "boosted trees"
    settings: Mapping[str, Any] = field(default_factory=lambda: SETTINGS)
    rounds: int = TREES
    library: str = field(default="", init=False)

    def fit(self, rows: Rows) -> None:
        lightgbm = library()
        data = lightgbm.Dataset(
            rows.features.astype(np.float32),
            rows.counts,
            weight=rows.weights,
            init_score=np.log(rows.expected),
        )
        self._trees = lightgbm.train(dict(self.settings), data, self.rounds)
        self.library = f"lightgbm {version('lightgbm')}"

    def raised(self, features: Floats) -> Floats:
        return np.asarray(self._trees.predict(features.astype(np.float32), raw_score=True, num_threads=1))

    def parts(self, features: Floats) -> Floats:
        """By Shapley values (Lundberg and Lee 2017)."""
        return np.asarray(self._trees.predict(features.astype(np.float32), pred_contrib=True, num_threads=1))

    def kept(self) -> dict[str, Any]:
        return {
            "library": self.library,
            "settings": dict(self.settings),
            "rounds": self.rounds,
            "trees": self._trees.model_to_string(),
        }

    def take(self, kept: Mapping[str, Any]) -> None:
        self._trees, self.library = library().Booster(model_str=kept["trees"]), kept["library"]
        self.settings, self.rounds = kept["settings"], kept["rounds"]


def library() -> Any:
    """LightGBM. Raises `MissingError`."""
    try:
        import lightgbm
    except ImportError as error:
        raise MissingError(
            "Boosted trees need LightGBM: pip install 'daybook[boosting]'. The Poisson regression needs nothing more."
        ) from error
    return lightgbm
