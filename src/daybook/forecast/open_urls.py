"""The pages for everyone, mounted at open/forecasts/: one for each model that is switched on."""

from django.urls import path

from daybook.forecast.views import open_pages

app_name = "open-forecasts"
urlpatterns = [
    path("", open_pages.index, name="index"),
    path("<int:number>/", open_pages.model, name="model"),
]
