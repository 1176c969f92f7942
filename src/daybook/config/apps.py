from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "daybook.config"
    label = "config"

    def ready(self) -> None:
        import_module("daybook.config.checks")
