from importlib import import_module

from django.apps import AppConfig


class EstateConfig(AppConfig):
    name = "daybook.estate"
    label = "estate"
    verbose_name = "Estate"

    def ready(self) -> None:
        for part in (
            "kinds",
            "places",
            "deeds",
            "row_deeds",
            "retirement_deeds",
            "plan_deeds",
            "importing.job",
            "looking.job",
            "planning.job",
        ):
            import_module(f"{self.name}.{part}")
