"""Weights of a mixture by expectation and maximisation."""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.arrays import Floats

ENOUGH = 1e-5
"""Gain in log-likelihood for one event below which nothing more is learnt."""


def weights_of(densities: Floats, most_rounds: int = 200) -> Floats:
    """The weights (components,), summing to 1, under which the events are likeliest.

    `densities` (events, components): how dense each component is where an event happened. Given the total, the
    Poisson likelihood of the cells depends on the weights through sum(log(densities @ weights)) alone; it is concave,
    so every start leads to the same likelihood (Dempster, Laird and Rubin 1977).
    """
    weights = np.full(densities.shape[1], 1 / densities.shape[1])
    before = -np.inf
    for _ in range(most_rounds):
        mixed = densities @ weights
        now = float(np.log(mixed).mean())
        weights = weights * (densities.T @ (1 / mixed)) / len(densities)
        if now - before < ENOUGH:
            break
        before = now
    return np.asarray(weights / weights.sum())
