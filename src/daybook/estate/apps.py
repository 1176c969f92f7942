from importlib import import_module

from django.apps import AppConfig


class EstateConfig(AppConfig):
    name = "daybook.estate"
    label = "estate"
    verbose_name = "Estate"

    def ready(self) -> None:
        for part in ("kinds", "places", "deeds", "retirement_deeds", "importing.job", "looking.job"):
            import_module(f"{self.name}.{part}")
