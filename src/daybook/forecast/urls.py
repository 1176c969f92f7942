"""Pages of this room, under /forecasts/."""

from django.urls import path

from daybook.forecast.views import (
    briefing,
    census,
    dosage,
    index,
    jobs,
    maps,
    pattern_wishes,
    register,
    sources,
    studies,
    trial_wishes,
    trials,
)

app_name = "forecast"
urlpatterns = [
    path("", index.index, name="index"),
    path("briefing/", briefing.briefing, name="briefing"),
    path("briefing/<uuid:forecast_id>/box/<int:rank>/visit/", briefing.visit, name="visit"),
    path("briefing/<uuid:forecast_id>/patrols/", briefing.patrols, name="patrols"),
    path("basemap/<int:zoom>/<int:x>/<int:y>/", maps.tile, name="tile"),
    path("census/", census.census, name="census"),
    path("dosage/", dosage.dosage, name="dosage"),
    path("new/", sources.new, name="new"),
    path("crimes/<uuid:source_id>/", sources.source, name="source"),
    path("crimes/<uuid:source_id>/progress/", sources.source_progress, name="source-progress"),
    path("crimes/<uuid:source_id>/patterns/", pattern_wishes.ask, name="patterns-ask"),
    path("patterns/", studies.studies, name="patterns"),
    path("patterns/<uuid:study_id>/", studies.study, name="study"),
    path("making/<slug:kind>/<uuid:job_id>/", jobs.job, name="job"),
    path("making/<slug:kind>/<uuid:job_id>/progress/", jobs.job_progress, name="job-progress"),
    path("making/<slug:kind>/<uuid:job_id>/stop/", jobs.stop, name="job-stop"),
    path("trials/", trials.trials, name="trials"),
    path("trials/new/", trial_wishes.new, name="trial-new"),
    path("trials/<uuid:trial_id>/", trials.trial, name="trial"),
    path("trials/<uuid:trial_id>/approve/", trials.approve, name="trial-approve"),
    path("trials/<uuid:trial_id>/end/", trials.end, name="trial-end"),
    path("trials/<uuid:trial_id>/override/", briefing.override, name="trial-override"),
    path("trials/<uuid:trial_id>/sealed.json", trials.sealed_file, name="trial-file"),
    path("models/<uuid:model_id>/", register.model, name="model"),
    path("models/<uuid:model_id>/map/", maps.large_map, name="map"),
    path("models/<uuid:model_id>/cells.json", maps.cells, name="cells"),
    path("models/<uuid:model_id>/boxes.csv", register.boxes_csv, name="boxes-csv"),
    path("models/<uuid:model_id>/scorecard.csv", register.scorecard_csv, name="scorecard-csv"),
    path("models/<uuid:model_id>/by-counting/", register.by_counting, name="by-counting"),
    path("models/<uuid:model_id>/record/", register.record, name="record"),
    path("models/<uuid:model_id>/approve/", register.approve, name="approve"),
    path("models/<uuid:model_id>/switch/", register.switch, name="switch"),
]
