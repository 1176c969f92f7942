"""Objects: vehicles, phones, property items and documents. People and events are joined to them by links."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class Vehicle(BookRecord):
    registration = models.CharField("vehicle registration mark", max_length=10, db_index=True)
    make = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=40, blank=True)
    colour = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"vehicle {self.id}"


class Phone(BookRecord):
    """A contact: telephone number or e-mail address. Linked to a person by the role `user`."""

    number = models.CharField(max_length=24, blank=True, db_index=True)
    email = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"phone {self.id}"


class PropertyItem(BookRecord):
    reference = models.CharField("property reference", max_length=24, blank=True, db_index=True)
    kind = models.CharField(max_length=40)
    description = models.CharField(max_length=400)
    seal = models.CharField("seal number", max_length=24, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"property item {self.id}"


class Document(BookRecord):
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"document {self.id}"
