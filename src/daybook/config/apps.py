from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "daybook.config"
    label = "config"
