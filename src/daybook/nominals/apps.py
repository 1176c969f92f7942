from django.apps import AppConfig


class NominalsConfig(AppConfig):
    name = "daybook.nominals"
    label = "nominals"
    verbose_name = "Nominals"
