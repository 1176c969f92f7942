"""Pages of this room, under /estate/."""

from django.urls import path

from daybook.estate.views import overview

app_name = "estate"
urlpatterns = [path("", overview.overview, name="overview")]
