from importlib import import_module

from django.apps import AppConfig


class ForecastConfig(AppConfig):
    name = "daybook.forecast"
    label = "forecast"
    verbose_name = "Forecast"

    def ready(self) -> None:
        for part in ("kinds", "places", "deeds", "job", "daily"):
            import_module(f"{self.name}.{part}")
