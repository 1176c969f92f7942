from importlib import import_module

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "daybook.records"
    label = "records"
    verbose_name = "Records"

    def ready(self) -> None:
        for part in ("kinds", "places", "deeds", "report_deeds", "subject_deeds", "retention_deeds"):
            import_module(f"{self.name}.{part}")
        import_module(f"{self.name}.reports").all_types()
