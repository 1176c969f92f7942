from importlib import import_module

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "daybook.oversight"
    label = "oversight"
    verbose_name = "Oversight"

    def ready(self) -> None:
        for part in ("kinds", "places", "deeds", "measures.house"):
            import_module(f"{self.name}.{part}")
