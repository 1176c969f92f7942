from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "daybook.demo"
    label = "demo"
    verbose_name = "The invented force"
