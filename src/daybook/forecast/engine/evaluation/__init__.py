"""How good a forecast is: rolling origin, hits with ties by expectation, errors, calibration."""

from daybook.forecast.engine.evaluation.backtest import BacktestError, backtest
from daybook.forecast.engine.evaluation.calibration import Band, Calibration
from daybook.forecast.engine.evaluation.hits import SHARES, best_hits, flagged, hits
from daybook.forecast.engine.evaluation.scorecard import Figure, Row, Scored

__all__ = [
    "SHARES",
    "BacktestError",
    "Band",
    "Calibration",
    "Figure",
    "Row",
    "Scored",
    "backtest",
    "best_hits",
    "flagged",
    "hits",
]
