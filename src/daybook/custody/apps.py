from importlib import import_module

from django.apps import AppConfig


class CustodyConfig(AppConfig):
    name = "daybook.custody"
    label = "custody"
    verbose_name = "Custody"

    def ready(self) -> None:
        for part in (
            "kinds",
            "places",
            "readers",
            "deeds",
            "paper_deeds",
            "alerts.deeds",
            "subject_access",
            "retention",
        ):
            import_module(f"{self.name}.{part}")
        import_module(f"{self.name}.entries").all_kinds()
