"""Pages of this room, under /estate/."""

from django.urls import path

from daybook.estate.views import amending, capabilities, counting, imports, judging, overview, pairs, systems

app_name = "estate"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("systems/", systems.systems, name="systems"),
    path("systems/new/", amending.add, name="add"),
    path("systems/<uuid:system_id>/", systems.system, name="system"),
    path("systems/<uuid:system_id>/amend/<slug:group>/", amending.amend, name="amend"),
    path("systems/<uuid:system_id>/risk/<str:code>/", judging.judge, name="judge-risk"),
    path("pairs/<uuid:first_id>/<uuid:second_id>/", pairs.judge, name="judge-pair"),
    path("capabilities/", capabilities.capabilities, name="capabilities"),
    path("counting-rules/", counting.rules, name="rules"),
    path("counting-rules/new/", counting.new_rule, name="new-rule"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<uuid:import_id>/", imports.one, name="import"),
    path("imports/<uuid:import_id>/progress/", imports.progress, name="import-progress"),
    path("imports/<uuid:import_id>/bad-rows/", imports.bad_rows, name="bad-rows"),
]
