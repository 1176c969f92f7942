"""Errors of pooled rates by resampling blocks of steps that follow each other."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints

DRAWS = 2000
SEED = 20130830


def resampled(steps: int, block: int) -> Ints:
    """Which steps each draw holds: shape (draws, steps). Blocks run over the end into the beginning.

    Source: Politis and Romano, circular block bootstrap (1992). The seed is fixed, so a scorecard can be had again.
    """
    block = max(1, min(block, steps // 4 or 1))
    pieces = -(-steps // block)
    starts = np.random.default_rng(SEED).integers(0, steps, (DRAWS, pieces, 1))
    return np.asarray(((starts + np.arange(block)) % steps).reshape(DRAWS, -1)[:, :steps])


@lru_cache(4)
def weights(steps: int, block: int) -> Floats:
    """How often each draw of `resampled` holds each step; shape (draws, steps)."""
    draws = resampled(steps, block)
    counts = np.bincount(
        (draws + steps * np.arange(len(draws))[:, None]).ravel(), minlength=steps * len(draws)
    )
    return counts.reshape(len(draws), steps).astype(float)


def rates(parts: Floats, wholes: Floats, weights: Floats) -> Floats:
    """The pooled rate of each draw; parts and wholes of shape (..., steps), rates (..., draws)."""
    whole = wholes @ weights.T
    return np.asarray(parts @ weights.T / np.where(whole > 0, whole, 1.0))
