"""The tables of this room: the register of models, their forecasts visits and trials, and what is being worked on."""

from daybook.forecast.models.register import Forecast, ForecastModel, ModelState
from daybook.forecast.models.trials import Trial
from daybook.forecast.models.visits import BoxVisit, Done
from daybook.forecast.models.working import CrimeSource, ForecastJob, ForecastMap, Origin, WorkState

__all__ = [
    "BoxVisit",
    "CrimeSource",
    "Done",
    "Forecast",
    "ForecastJob",
    "ForecastMap",
    "ForecastModel",
    "ModelState",
    "Origin",
    "Trial",
    "WorkState",
]
