from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "daybook.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        for module in ("kinds", "sign_on_entries", "readers", "furnishing", "checks", "user_deeds"):
            import_module(f"daybook.access.{module}")
