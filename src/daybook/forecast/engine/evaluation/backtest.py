"""Rolling origin: every step is forecast from what was known when it began, then taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.clock import Clock, Unit
from daybook.forecast.engine.evaluation.calibration import Band, Calibration
from daybook.forecast.engine.evaluation.hits import SHARES, best_hits, flagged, hits
from daybook.forecast.engine.evaluation.scorecard import Scored
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models.model import Model

Progress = Callable[[int, int], None]
Watch = Callable[[str, History, int, Floats, Floats], None]
"""Told of each forecast: model, history, first step, expected events and what came; both of shape (cells,)."""


def unwatched(model: str, history: History, start: int, expected: Floats, counts: Floats) -> None:
    """What is told where nobody listens: nothing."""


class BacktestError(ValueError):
    """The history does not hold what the test needs; the message says what to do."""


def backtest(
    models: Sequence[Model],
    history: History,
    first: int,
    end: int,
    *,
    horizon: int = 1,
    shares: Sequence[float] = SHARES,
    progress: Progress = lambda done, total: None,
    watch: Watch = unwatched,
) -> tuple[Scored, dict[str, list[Band]]]:
    """Fit each model once on what lies before `first`, then forecast and take in, `horizon` steps at a time.

    A last window that is not whole is left out. Raises `BacktestError`.
    """
    windows = range(first, end - horizon + 1, horizon)
    _check(history, windows, first)
    numbers = [flagged(history.grid.cells, share) for share in shares]
    for model in models:
        model.fit(history.before(first))
    found = np.zeros((len(models), len(shares), len(windows)))
    observed = [history.counts(start, start + horizon) for start in windows]
    calibrations = [Calibration() for _ in models]
    for at, start in enumerate(windows):
        for number, model in enumerate(models):
            scores = model.intensity(start)
            calibrations[number].add(scores * horizon, observed[at])
            watch(model.name, history, start, scores * horizon, observed[at])
            found[number, :, at] = [hits(scores, observed[at], top) for top in numbers]
            for step in range(start, start + horizon):
                model.update(history.between(step, step + 1))
        progress(at + 1, len(windows))
    block = block_of(history.clock, horizon)
    bands = {model.name: one.bands(block) for model, one in zip(models, calibrations, strict=True)}
    return _scored(models, history, numbers, found, observed, shares, horizon), bands


def block_of(clock: Clock, horizon: int) -> int:
    """Forecasts of a bootstrap block."""
    return max((3 if clock.unit is Unit.MONTH else 7 * clock.each) // horizon, 1)


def _check(history: History, windows: range, first: int) -> None:
    if not windows:
        raise BacktestError("The time to test on is shorter than one forecast. Test on a longer time.")
    if not len(history.before(first)):
        raise BacktestError("There is nothing to learn from before the time tested. Test on a later time.")
    if not len(history.between(windows[0], windows[-1] + windows.step)):
        raise BacktestError("No event falls in the time tested, so nothing can be measured.")


def _scored(
    models: Sequence[Model],
    history: History,
    numbers: Sequence[int],
    found: Floats,
    observed: Sequence[Floats],
    shares: Sequence[float],
    horizon: int,
) -> Scored:
    best = [[best_hits(counts, top) for counts in observed] for top in numbers]
    return Scored(
        models=tuple(model.name for model in models),
        hits=found,
        events=np.array([counts.sum() for counts in observed]),
        best=np.array(best),
        cells=history.grid.cells,
        flagged=tuple(numbers),
        block=block_of(history.clock, horizon),
        shares=tuple(shares),
    )
