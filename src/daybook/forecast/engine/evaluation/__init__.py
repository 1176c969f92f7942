"""How good a forecast is: rolling origin, hits with ties by expectation, errors, calibration."""

from daybook.forecast.engine.evaluation.backtest import BacktestError, Watch, backtest, unwatched
from daybook.forecast.engine.evaluation.calibration import Band, Calibration
from daybook.forecast.engine.evaluation.hits import SHARES, best_hits, chances, flagged, hits
from daybook.forecast.engine.evaluation.scorecard import Figure, Row, Scored

__all__ = [
    "SHARES",
    "BacktestError",
    "Band",
    "Calibration",
    "Figure",
    "Row",
    "Scored",
    "Watch",
    "backtest",
    "best_hits",
    "chances",
    "flagged",
    "hits",
    "unwatched",
]
