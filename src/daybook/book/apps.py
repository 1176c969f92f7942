from django.apps import AppConfig


class BookConfig(AppConfig):
    name = "daybook.book"
    label = "book"
    verbose_name = "The book"
