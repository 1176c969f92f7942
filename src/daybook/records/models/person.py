"""A person: who they are known as, by which identifiers, what they look like, and what to beware of."""

from __future__ import annotations

from datetime import date

from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.common import Handling, Sourced


def shown_name(known: bool, given_names: str, family_name: str) -> str:
    """A person's name as every page shows it."""
    if not known:
        return "Unknown person"
    return f"{given_names} {family_name}".strip() or "No name recorded"


class Person(BookRecord):
    """A nominal. The chosen values stand here; what the sources said stands in names, assertions and identifiers.

    `sex` is ISO 5218; gender identity is apart. An unknown or refused name leaves `known` false until identified.
    """

    family_name = models.CharField(max_length=80, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    known = models.BooleanField(default=True)
    date_of_birth = models.DateField(null=True, blank=True)
    birth_year_only = models.BooleanField(default=False)
    apparent_age = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=1, default="0")
    gender_identity = models.CharField(max_length=4, blank=True)
    self_defined_ethnicity = models.CharField(max_length=2, blank=True)
    observed_ethnicity = models.CharField(max_length=1, blank=True)
    nationality = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=40, blank=True)
    occupation = models.CharField(max_length=80, blank=True)
    deceased_on = models.DateField(null=True, blank=True)
    handling = models.CharField(max_length=10, choices=Handling, default=Handling.OPEN)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["family_name", "given_names"], name="person_by_name"),
            models.Index(fields=["date_of_birth"], name="person_by_birth"),
        ]

    @property
    def full_name(self) -> str:
        return shown_name(self.known, self.given_names, self.family_name)

    def age_on(self, day: date) -> int | None:
        """Whole years on that day, from the birth date, else the apparent age."""
        born = self.date_of_birth
        if born is None:
            return self.apparent_age
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def __str__(self) -> str:
        return f"person {self.id}"


class Identifier(Sourced):
    """A number that names a person: PNCID, CRO, driver number, NINO, or an old system's own key."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=24)
    raw = models.CharField(max_length=80)
    canonical = models.CharField(max_length=80)
    valid = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["scheme", "canonical"], name="identifier_lookup")]

    def __str__(self) -> str:
        return f"{self.scheme} of {self.person_id}"


class PersonDescription(Sourced):
    """How a person looked when seen: height in centimetres, build, marks."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="descriptions")
    height_cm = models.PositiveSmallIntegerField(null=True, blank=True)
    build = models.CharField(max_length=40, blank=True)
    hair = models.CharField(max_length=40, blank=True)
    eyes = models.CharField(max_length=40, blank=True)
    marks = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"description of {self.person_id}"


class WarningMarker(Sourced):
    """A warning about a person, such as VI violent or SH self-harm, with its expiry and review days."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="warnings")
    code = models.CharField(max_length=4)
    text = models.CharField(max_length=200, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"warning {self.code} of {self.person_id}"
