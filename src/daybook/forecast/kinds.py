"""The kinds of entry this room writes. None is about a person: forecasts are of places."""

from daybook.book import Act, register_kind

SOURCE_SENT = register_kind("forecast-source:sent", Act.NONE, "Crimes given to forecast from")
CENSUS_ADDED = register_kind(
    "forecast-census:added", Act.NONE, "Census added to tell whether forecasts are fair"
)
FORECAST_ASKED = register_kind("forecast:asked", Act.NONE, "Forecast of places asked for")
MODEL_MADE = register_kind("forecast-model:made", Act.NONE, "Forecasting model made")
MODEL_DESCRIBED = register_kind("forecast-model:described", Act.NONE, "Public record of a model written")
MODEL_APPROVED = register_kind("forecast-model:approved", Act.NONE, "Forecasting model approved")
MODEL_ON = register_kind("forecast-model:switched-on", Act.NONE, "Forecasting model switched on")
MODEL_OFF = register_kind("forecast-model:switched-off", Act.NONE, "Forecasting model switched off")
FORECAST_MADE = register_kind("forecast:made", Act.NONE, "Forecast of places made")
FORECAST_SCORED = register_kind("forecast:scored", Act.NONE, "Forecast scored from what happened since")
PATTERNS_ASKED = register_kind("forecast-patterns:asked", Act.NONE, "Study of patterns in crime asked for")
STUDY_MADE = register_kind("forecast-patterns:made", Act.NONE, "Study of patterns in crime made")
WORK_STOPPED = register_kind("forecast-work:stopped", Act.NONE, "Work on crimes stopped before it was done")
TRIAL_SEALED = register_kind("forecast-trial:sealed", Act.NONE, "Trial of forecasts sealed before it starts")
TRIAL_APPROVED = register_kind("forecast-trial:approved", Act.NONE, "Trial that holds boxes back approved")
TRIAL_ENDED = register_kind("forecast-trial:ended", Act.NONE, "Trial ended early")
TRIAL_OVERRIDDEN = register_kind(
    "forecast-trial:overridden", Act.NONE, "Boxes shown that a trial holds back, for an urgent need"
)
TRIAL_ASKED = register_kind("forecast-trial:asked", Act.NONE, "Analysis of a trial that is over asked for")
TRIAL_ANALYSED = register_kind("forecast-trial:analysed", Act.NONE, "Trial analysed as it was declared")
STORE_TIDIED = register_kind("forecast-store:tidied", Act.NONE, "Crimes that nothing needs any more removed")
PATROLS_SAID = register_kind("forecast-patrols:said", Act.NONE, "Number of patrols for boxes said")
BOX_VISITED = register_kind("forecast-box:visited", Act.NONE, "Visit to a box of a forecast written")
