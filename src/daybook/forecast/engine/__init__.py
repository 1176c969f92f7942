"""The forecasting engine: a plain library for notebooks, tests and the pages. It imports no Django.

    from daybook.forecast.engine import Plan, read_area, read_events, run

    area, flat = read_area(Path("boundary.gpkg"))
    read = read_events(frame, flat=flat, area=area.bounds)    # pandas, Polars, GeoPandas, or a path
    made = run(read, area, Plan(size=250, horizon="week"))
    made.boxes                          # where, how many, and why
    made.scored.rows()                  # hit rate, PAI, PEI, errors, and how far ahead of the plain count

Places are metres of a flat system, times UTC. Everything works on whole arrays: no loop over cells or events.
"""

from daybook.forecast.engine.areas import AreaError, read_area
from daybook.forecast.engine.clock import Clock
from daybook.forecast.engine.covariates import CovariateError, Covariates, read_covariates
from daybook.forecast.engine.evaluation import BacktestError, Scored, backtest
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.flat import Flat, FlatError, flat_at, flat_of
from daybook.forecast.engine.forecasting import Forecast, Plan, run
from daybook.forecast.engine.grid import Grid, GridError, grid_near, grid_over
from daybook.forecast.engine.history import History, HistoryError, history_of
from daybook.forecast.engine.models import (
    Counting,
    Kde,
    MissingError,
    Mixture,
    Model,
    PastError,
    Prospective,
    Reason,
    RecipeError,
)
from daybook.forecast.engine.reading import Note, Read, ReadingError, Wish, read_events
from daybook.forecast.engine.wall import ClockError

__all__ = [
    "run",
    "read_events",
    "Wish",
    "ReadingError",
    "Read",
    "Plan",
    "Note",
    "Forecast",
    "AreaError",
    "BacktestError",
    "Clock",
    "ClockError",
    "Counting",
    "CovariateError",
    "Covariates",
    "Events",
    "Flat",
    "FlatError",
    "Grid",
    "GridError",
    "History",
    "HistoryError",
    "Kde",
    "MissingError",
    "Mixture",
    "Model",
    "PastError",
    "Precision",
    "Prospective",
    "Reason",
    "RecipeError",
    "Scored",
    "backtest",
    "flat_at",
    "flat_of",
    "grid_near",
    "grid_over",
    "history_of",
    "read_area",
    "read_covariates",
]
