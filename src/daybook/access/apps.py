from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "daybook.access"
    label = "access"
    verbose_name = "Access"
