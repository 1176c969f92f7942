"""One forecast from beginning to end: history, scorecard, map, and the boxes with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.boxes import Box, boxes_of
from daybook.forecast.engine.clock import Clock
from daybook.forecast.engine.evaluation import BacktestError, Band, Scored, Watch, backtest, unwatched
from daybook.forecast.engine.grid import Grid, grid_near, grid_over
from daybook.forecast.engine.history import History, history_of
from daybook.forecast.engine.horizons import Horizon, horizon_of
from daybook.forecast.engine.models import (
    Counting,
    Kde,
    Learnt,
    Mixture,
    Model,
    Prospective,
    Recipe,
    learnt_of,
)
from daybook.forecast.engine.reading import Read

Progress = Callable[[str, int, int], None]
THREE_YEARS = 3 * 365.25
MODELS: Mapping[str, Callable[[], Model]] = {"mixture": Mixture, "counting": Counting}


@dataclass(frozen=True, slots=True)
class Plan:
    """`size` of a cell in metres; `boxes` that can be visited; `horizon` empty for the shortest usual one.

    `until`: what happens from then on is forecast, and not looked at; None for the end of the step of the last event.
    `kept`: what the register keeps of a mixture that was fitted before (as `learnt_of` reads it), empty to begin anew;
    with `again` its components alone are taken and their weights learnt once more. `tested`: the scorecard is wanted.
    """

    size: float = 250.0
    horizon: str = ""
    boxes: int = 20
    model: str = "mixture"
    until: np.datetime64 | None = None
    kept: Sequence[Any] = ()
    again: bool = False
    tested: bool = True


@dataclass(frozen=True, eq=False)
class Forecast:
    """`expected` events of each cell from `start` to `end`.

    `scored` is None where too little is known, or no scorecard is wanted.
    """

    grid: Grid
    history: History
    horizon: Horizon
    model: Model
    expected: Floats
    boxes: Sequence[Box]
    scored: Scored | None
    calibration: Mapping[str, Sequence[Band]]
    untested: str = ""

    @property
    def start(self) -> np.datetime64:
        return self.history.clock.start(self.history.end)

    @property
    def end(self) -> np.datetime64:
        return self.history.clock.start(self.history.end + self.horizon.steps)


def run(
    read: Read,
    area: Any = None,
    plan: Plan | None = None,
    progress: Progress = lambda what, done, total: None,
    watch: Watch = unwatched,
) -> Forecast:
    """Forecast the period after the last event. `area` is a shapely area in the system of the events.

    `watch` is told of each tested forecast and can change none. Raises `GridError`, `HistoryError` or `RecipeError`.
    """
    plan = plan or Plan()
    history, horizon = known(read, area, plan)
    learnt = learnt_of(plan.kept, history.clock) if plan.kept else None
    scored: Scored | None = None
    calibration: Mapping[str, Sequence[Band]] = {}
    untested = ""
    try:
        if plan.tested:
            recipe = learnt.recipe if learnt else None
            scored, calibration = evaluate(history, horizon, progress, watch, recipe)
    except BacktestError as error:
        untested = str(error)
    model = _mixture(learnt, plan.again) if learnt else MODELS[plan.model]()
    model.fit(history)
    expected = model.intensity(history.end) * horizon.steps
    boxes = boxes_of(model, history, expected, plan.boxes, read.events)
    return Forecast(history.grid, history, horizon, model, expected, boxes, scored, calibration, untested)


def known(read: Read, area: Any, plan: Plan) -> tuple[History, Horizon]:
    """The history of what was read, on the grid of the area, or around the events where none is given."""
    horizon = horizon_of(plan.horizon, read.events.precision)
    events = read.events
    grid = grid_over(area, plan.size) if area is not None else grid_near(events.x, events.y, plan.size)
    history = history_of(events, grid, horizon.clock)
    if plan.until is not None:
        history = history.before(int(horizon.clock.steps(np.array([plan.until]))[0]))
    return history, horizon


def _mixture(learnt: Learnt, again: bool) -> Mixture:
    recipe = learnt.recipe
    return Mixture(components=recipe.components, halved=recipe.halved, given=() if again else learnt.weights)


def rivals(history: History, first: int, recipe: Recipe | None = None) -> list[Model]:
    """What a forecast is measured beside, the plain count first, the mixture last: of `recipe`, or the usual one.

    A count of 36 months stands beside that of all history where so much lies before the first step tested.
    """
    clock = history.clock
    counts = [Counting()]
    if clock.back(first, THREE_YEARS) >= history.first:
        counts.append(Counting("Count of 36 months", THREE_YEARS))
    year = Counting("Last year's hotspots", 365.25)
    window = 365.25 if clock is Clock.MONTH else 60.0
    mixture = Mixture(components=recipe.components, halved=recipe.halved) if recipe else Mixture()
    return [*counts, year, Kde(days=window), Prospective(), mixture]


def evaluate(
    history: History,
    horizon: Horizon,
    progress: Progress = lambda what, done, total: None,
    watch: Watch = unwatched,
    recipe: Recipe | None = None,
) -> tuple[Scored, Mapping[str, Sequence[Band]]]:
    """The scorecard on the end of the history, never more than its last third. Raises `BacktestError`."""
    windows = min(horizon.windows, (history.end - history.first) // 3 // horizon.steps)
    if windows < 2:
        raise BacktestError(
            "The history is too short to test a forecast on: it must hold six times its length."
        )
    first = history.end - windows * horizon.steps
    return backtest(
        rivals(history, first, recipe),
        history,
        first,
        history.end,
        horizon=horizon.steps,
        progress=lambda done, total: progress("Testing", done, total),
        watch=watch,
    )
