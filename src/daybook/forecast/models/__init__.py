"""The tables of this room: models, their forecasts, fairness, visits, trials, studies, and work under way."""

from daybook.forecast.models.fairness import CensusTable, ModelFairness
from daybook.forecast.models.register import Forecast, ForecastModel, ModelState
from daybook.forecast.models.studies import PatternJob, PatternStudy, StudyParts
from daybook.forecast.models.trials import Trial
from daybook.forecast.models.visits import BoxVisit, Done
from daybook.forecast.models.working import CrimeSource, ForecastJob, ForecastMap, Origin, WorkState

__all__ = [
    "BoxVisit",
    "CensusTable",
    "CrimeSource",
    "Done",
    "Forecast",
    "ForecastJob",
    "ForecastMap",
    "ForecastModel",
    "ModelFairness",
    "ModelState",
    "Origin",
    "PatternJob",
    "PatternStudy",
    "StudyParts",
    "Trial",
    "WorkState",
]
