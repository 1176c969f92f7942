"""What every kind of record has: handling, links between any two records, and facts that may disagree."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class Handling(models.TextChoices):
    """Who may see a record: open to the force, restricted to named purposes, or sealed behind a stated reason."""

    OPEN = "open", "Open"
    RESTRICTED = "restricted", "Restricted"
    SEALED = "sealed", "Sealed"


class Sourced(BookRecord):
    """A fact with where it came from. `source` is a system's name or `daybook`; `source_key` its key there."""

    source = models.CharField(max_length=40, default="daybook")
    source_key = models.CharField(max_length=80, blank=True)
    asserted_at = models.DateTimeField()

    class Meta:
        abstract = True


class RecordKind(models.TextChoices):
    PERSON = "person", "Person"
    LOCATION = "location", "Location"
    EVENT = "event", "Event"
    VEHICLE = "vehicle", "Vehicle"
    PHONE = "phone", "Phone"
    PROPERTY_ITEM = "propertyitem", "Property item"
    DOCUMENT = "document", "Document"


class Link(Sourced):
    """A typed link from one record to another, valid from and to a day. Ended, never deleted.

    `role` is from the code list `link-roles` (person to event: suspect, arrested, victim, witness ...).
    """

    from_kind = models.CharField(max_length=12, choices=RecordKind)
    from_id = models.UUIDField()
    role = models.CharField(max_length=32)
    to_kind = models.CharField(max_length=12, choices=RecordKind)
    to_id = models.UUIDField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    grading = models.CharField(max_length=8, blank=True)
    note = models.CharField(max_length=200, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["from_id", "role"], name="link_from"),
            models.Index(fields=["to_id", "role"], name="link_to"),
        ]

    def __str__(self) -> str:
        return f"{self.from_kind} {self.role} {self.to_kind}"


class Assertion(Sourced):
    """One source's word for one field of a person. Those that disagree stand side by side."""

    person = models.ForeignKey("records.Person", models.PROTECT, related_name="assertions")
    field = models.CharField(max_length=40)
    value = models.TextField()
    superseded = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["person", "field"], name="assertion_by_field")]

    def __str__(self) -> str:
        return f"{self.field} by {self.source}"
