from importlib import import_module

from django.apps import AppConfig

HARM = tuple(
    f"harm.{part}" for part in ("kinds", "places", "deeds", "readers", "job", "retention", "subject_access")
)


class ForecastConfig(AppConfig):
    name = "daybook.forecast"
    label = "forecast"
    verbose_name = "Forecast"

    def ready(self) -> None:
        for part in ("kinds", "places", "deeds", "job", "daily", *HARM):
            import_module(f"{self.name}.{part}")
