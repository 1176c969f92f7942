"""Pages of this room, under /estate/."""

from django.urls import path

from daybook.estate.views import (
    amending,
    capabilities,
    counting,
    dark,
    duplicates,
    exports,
    imports,
    judging,
    overview,
    pairs,
    retirement,
    retirements,
    systems,
)

app_name = "estate"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("systems/", systems.systems, name="systems"),
    path("systems.csv", exports.as_csv, name="csv"),
    path("systems.json", exports.as_json, name="json"),
    path("systems/new/", amending.add, name="add"),
    path("systems/<uuid:system_id>/", systems.system, name="system"),
    path("systems/<uuid:system_id>/amend/<slug:group>/", amending.amend, name="amend"),
    path("systems/<uuid:system_id>/risk/<str:code>/", judging.judge, name="judge-risk"),
    path("pairs/<uuid:first_id>/<uuid:second_id>/", pairs.judge, name="judge-pair"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("dark/", dark.dark, name="dark"),
    path("capabilities/", capabilities.capabilities, name="capabilities"),
    path("counting-rules/", counting.rules, name="rules"),
    path("counting-rules/new/", counting.new_rule, name="new-rule"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<uuid:import_id>/", imports.one, name="import"),
    path("imports/<uuid:import_id>/progress/", imports.progress, name="import-progress"),
    path("imports/<uuid:import_id>/bad-rows/", imports.bad_rows, name="bad-rows"),
    path("retirements/", retirements.all_retirements, name="retirements"),
    path("retirements/<uuid:retirement_id>/", retirement.one, name="retirement"),
    path("retirements/<uuid:retirement_id>/standing/", retirement.standing, name="retirement-standing"),
    path("retirements/<uuid:retirement_id>/parity/", retirement.parity, name="retirement-parity"),
    path("retirements/<uuid:retirement_id>/criterion/", retirement.criterion, name="retirement-criterion"),
    path("retirements/<uuid:retirement_id>/sign/", retirement.sign, name="retirement-sign"),
    path("retirements/<uuid:retirement_id>/data/", retirement.data, name="retirement-data"),
    path("retirements/<uuid:retirement_id>/stop-rule/", retirement.stop_rule, name="retirement-stop-rule"),
    path("retirements/<uuid:retirement_id>/overrule/", retirement.overrule, name="retirement-overrule"),
    path("retirements/<uuid:retirement_id>/step-on/", retirement.on, name="retirement-on"),
    path("retirements/<uuid:retirement_id>/step-back/", retirement.back, name="retirement-back"),
    path("retirements/<uuid:retirement_id>/give-up/", retirement.end, name="retirement-end"),
]
