"""One forecast from beginning to end: history, scorecard, map, and the boxes with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.boxes import Box, boxes_of, chosen
from daybook.forecast.engine.clock import SHIFTS, Clock, Unit, shifts_of
from daybook.forecast.engine.covariates import CovariateError, Covariates, Laid, laid
from daybook.forecast.engine.daytime import Daytime, daytime
from daybook.forecast.engine.evaluation import BacktestError, Band, Scored, Watch, backtest, unwatched
from daybook.forecast.engine.grid import Grid, grid_near, grid_over
from daybook.forecast.engine.history import History, history_of
from daybook.forecast.engine.horizons import Horizon, horizon_of
from daybook.forecast.engine.models import (
    MODELS,
    Counting,
    CountingShift,
    Given,
    Kde,
    Model,
    Prospective,
    given_of,
    rhythm_of,
)
from daybook.forecast.engine.reading import Read

Progress = Callable[[str, int, int], None]
LONDON = "Europe/London"
THREE_YEARS = 3 * 365.25
COUNTS_ALONE = ("mixture", "counting")
"""Models that know nothing but past events."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`size` of a cell in metres; `boxes` that can be visited; `horizon` empty for the shortest usual one.

    `until`: what happens from then on is forecast, and not looked at; None for the end of the step of the last event.
    `kept`: what the register keeps of a mixture that was fitted before (as `learnt_of` reads it), empty to begin anew;
    with `again` its components alone are taken and their weights learnt once more. `tested`: the scorecard is wanted.

    Shifts begin at the times of `shifts` on the clocks of `zone`. `rhythmic`: the rate of the mixture follows the
    shifts of the day and the months of the year, and boxes tell their hours; models made before it could go on without.
    `covariates`: what stands at places, for a model that learns from it.
    """

    size: float = 250.0
    horizon: str = ""
    boxes: int = 20
    model: str = "mixture"
    until: np.datetime64 | None = None
    kept: Sequence[Any] = ()
    again: bool = False
    tested: bool = True
    zone: str = LONDON
    shifts: tuple[str, ...] = SHIFTS
    rhythmic: bool = True
    covariates: Sequence[Covariates] = ()


@dataclass(frozen=True, eq=False)
class Forecast:
    """`expected` events of each cell from `start` to `end`.

    `scored` is None where too little is known, or no scorecard is wanted. `rhythm`: how the hour and the season of the
    whole area stand, and what the hours of boxes rest on, a sentence each.
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
    rhythm: Sequence[str] = ()
    places: Laid | None = None

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

    `watch` is told of each tested forecast and can change none. Raises `GridError`, `HistoryError`, `RecipeError`,
    `CovariateError` or `MissingError`.
    """
    plan = plan or Plan()
    history, horizon = known(read, area, plan)
    places = places_of(plan, history.grid)
    scored: Scored | None = None
    calibration: Mapping[str, Sequence[Band]] = {}
    untested = ""
    try:
        if plan.tested:
            anew = _given(plan, True, history.clock, places)
            scored, calibration = evaluate(history, horizon, progress, watch, anew, plan.model)
    except BacktestError as error:
        untested = str(error)
    model = MODELS[plan.model](_given(plan, plan.again, history.clock, places))
    model.fit(history)
    expected = model.intensity(history.end) * horizon.steps
    rhythm = rhythm_of(history).words(history.end) if plan.rhythmic else ()
    cells = chosen(expected, plan.boxes)
    times = daytime(read.events, history, cells, plan.zone) if plan.rhythmic else Daytime()
    boxes = boxes_of(model, history, expected, cells, read.events, rhythm, times)
    return Forecast(
        *(history.grid, history, horizon, model, expected, boxes, scored, calibration, untested),
        rhythm=(*rhythm, *times.notes),
        places=places,
    )


def _given(plan: Plan, again: bool, clock: Clock, places: Laid | None) -> Given:
    return replace(given_of(plan.kept, again, clock, places), rhythmic=plan.rhythmic)


def places_of(plan: Plan, grid: Grid) -> Laid | None:
    """The plan's covariates on the grid. Raises `CovariateError` where its model would pass over them."""
    if not plan.covariates:
        return None
    if plan.model in COUNTS_ALONE:
        raise CovariateError(
            f"The {plan.model} model knows nothing but past events, so covariates would be passed over. Choose one that"
            " learns from them: boosted or poisson."
        )
    return laid(plan.covariates, grid)


def known(read: Read, area: Any, plan: Plan) -> tuple[History, Horizon]:
    """The history of what was read, on the grid of the area, or around the events where none is given."""
    horizon = horizon_of(plan.horizon, read.events.precision, shifts_of(plan.zone, plan.shifts))
    events = read.events
    grid = grid_over(area, plan.size) if area is not None else grid_near(events.x, events.y, plan.size)
    history = history_of(events, grid, horizon.clock)
    if plan.until is not None:
        history = history.before(int(horizon.clock.steps(np.array([plan.until]))[0]))
    return history, horizon


def rivals(history: History, first: int, given: Given | None = None, drawn: str = "mixture") -> list[Model]:
    """What a forecast is measured beside, the plain count first; last the mixture, or after it what is drawn.

    A count of 36 months stands beside that of all history where so much lies before the first step tested, and for
    shifts that of the same shift of the day. `given` says of which components the mixture is.
    """
    clock, given = history.clock, given or Given()
    counts = [Counting()]
    if clock.back(first, THREE_YEARS) >= history.first:
        counts.append(Counting("Count of 36 months", THREE_YEARS))
    hours = [CountingShift()] if clock.unit is Unit.SHIFT else []
    year = Counting("Last year's hotspots", 365.25)
    window = 365.25 if clock.unit is Unit.MONTH else 60.0
    more = [] if drawn in COUNTS_ALONE else [MODELS[drawn](given)]
    return [*counts, *hours, year, Kde(days=window), Prospective(), given.mixture, *more]


def evaluate(
    history: History,
    horizon: Horizon,
    progress: Progress = lambda what, done, total: None,
    watch: Watch = unwatched,
    given: Given | None = None,
    drawn: str = "mixture",
) -> tuple[Scored, Mapping[str, Sequence[Band]]]:
    """The scorecard on the end of the history, never more than its last third. Raises `BacktestError`."""
    windows = min(horizon.windows, (history.end - history.first) // 3 // horizon.steps)
    if windows < 2:
        raise BacktestError(
            "The history is too short to test a forecast on: it must hold six times its length."
        )
    first = history.end - windows * horizon.steps
    return backtest(
        rivals(history, first, given, drawn),
        history,
        first,
        history.end,
        horizon=horizon.steps,
        progress=lambda done, total: progress("Testing", done, total),
        watch=watch,
    )
