"""Who signs on to what, as counts: the log itself is read once and not kept."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.estate.models.system import System


class SignOnCount(BookRecord):
    """Sign-ons to one application as the log names it, up to the log's last day; a later log takes its place.

    `users_30` and `users_90` are different people in the 30 and 90 days before `until`. `system` is the one we know
    under that name or number; null is an application that is on no register. `cases` are records opened in it, where
    the log says which, counted once for each person.
    """

    application = models.CharField(max_length=120, unique=True)
    system = models.ForeignKey(System, models.PROTECT, null=True, blank=True, related_name="sign_ons")
    since = models.DateField()
    until = models.DateField()
    users_30 = models.PositiveIntegerField()
    users_90 = models.PositiveIntegerField()
    sessions_30 = models.PositiveIntegerField()
    sessions_90 = models.PositiveIntegerField()
    last_on = models.DateField()
    cases = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["application"]

    def __str__(self) -> str:
        return f"sign-ons to {self.application}"


class MachineName(BookRecord):
    """A name of a machine in the force's DNS. Alone it is no system; beside a payment or a sign-on it is a witness."""

    number = models.CharField("name", max_length=200, unique=True)
    seen_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class CoUse(BookRecord):
    """How many records one person opened in both applications within ten minutes; `first` comes first by name."""

    first = models.CharField(max_length=120)
    second = models.CharField(max_length=120)
    times = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="estate_co_use_once_a_pair")]

    def __str__(self) -> str:
        return f"{self.first} with {self.second}"
