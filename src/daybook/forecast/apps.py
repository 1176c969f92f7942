from django.apps import AppConfig


class ForecastConfig(AppConfig):
    name = "daybook.forecast"
    label = "forecast"
    verbose_name = "Forecast"
