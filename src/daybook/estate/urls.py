"""Pages of this room, under /estate/."""

from django.urls import path

from daybook.estate.views import imports, overview

app_name = "estate"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<uuid:import_id>/", imports.one, name="import"),
    path("imports/<uuid:import_id>/progress/", imports.progress, name="import-progress"),
    path("imports/<uuid:import_id>/bad-rows/", imports.bad_rows, name="bad-rows"),
]
