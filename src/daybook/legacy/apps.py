from django.apps import AppConfig


class LegacyConfig(AppConfig):
    name = "daybook.legacy"
    label = "legacy"
    verbose_name = "Old systems"
