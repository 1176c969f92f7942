from importlib import import_module

from django.apps import AppConfig


class NominalsConfig(AppConfig):
    name = "daybook.nominals"
    label = "nominals"
    verbose_name = "Nominals"

    def ready(self) -> None:
        """Make the room's kinds, readers and places known."""
        for part in ("kinds", "readers", "places", "deeds", "subject_access", "retention"):
            import_module(f"{self.name}.{part}")
