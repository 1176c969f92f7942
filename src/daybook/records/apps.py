from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "daybook.records"
    label = "records"
    verbose_name = "Records"
