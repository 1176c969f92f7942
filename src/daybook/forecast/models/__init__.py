"""The tables of this room: models, forecasts, fairness, visits, trials, studies, harm lists, and work under way."""

from daybook.forecast.harm.models import (
    HarmDisparity,
    HarmExport,
    HarmExportLine,
    HarmList,
    HarmMember,
    HarmRecall,
    HarmReview,
    HarmRound,
    HarmRow,
    HarmWeights,
)
from daybook.forecast.models.fairness import CensusTable, ForecastFairness, ModelFairness
from daybook.forecast.models.register import Forecast, ForecastModel, ModelState
from daybook.forecast.models.studies import PatternJob, PatternStudy, StudyParts
from daybook.forecast.models.trials import (
    Trial,
    TrialApproval,
    TrialEnd,
    TrialJob,
    TrialOverride,
    TrialResult,
)
from daybook.forecast.models.visits import BoxVisit, Done, PatrolsSaid
from daybook.forecast.models.working import CrimeSource, Failing, ForecastJob, ForecastMap, Origin, WorkState

__all__ = [
    "BoxVisit",
    "CensusTable",
    "CrimeSource",
    "Done",
    "Failing",
    "Forecast",
    "ForecastFairness",
    "ForecastJob",
    "ForecastMap",
    "ForecastModel",
    "HarmDisparity",
    "HarmExport",
    "HarmExportLine",
    "HarmList",
    "HarmMember",
    "HarmRecall",
    "HarmReview",
    "HarmRound",
    "HarmRow",
    "HarmWeights",
    "ModelFairness",
    "ModelState",
    "Origin",
    "PatrolsSaid",
    "PatternJob",
    "PatternStudy",
    "StudyParts",
    "Trial",
    "TrialApproval",
    "TrialEnd",
    "TrialJob",
    "TrialOverride",
    "TrialResult",
    "WorkState",
]
