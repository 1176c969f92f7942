"""How many patrols there are for the boxes; visits to them: how long somebody was there, and what they did."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.forecast.models.register import Forecast


class Done(models.TextChoices):
    """What can be done in a box that is not against anybody."""

    SEEN = "seen", "Walked or driven through, seen by residents"
    TALKED = "talked", "Talked with residents or shops"
    ADVISED = "advised", "Gave crime prevention advice"
    MENDED = "mended", "Reported a light, lock or fence to mend"
    NOTHING = "nothing", "Could not go"


class BoxVisit(BookRecord):
    """One visit to one box of a forecast. `minutes` in the box, 0 where nobody could go."""

    forecast = models.ForeignKey(Forecast, models.PROTECT, related_name="visits")
    rank = models.PositiveIntegerField("number of the box")
    officer = models.UUIDField()
    at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    done = models.CharField(max_length=10, choices=Done)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["forecast", "rank"], name="forecast_visit_by_box")]

    def __str__(self) -> str:
        return f"visit to box {self.rank}"


class PatrolsSaid(BookRecord):
    """How many patrols a station has for the boxes of a forecast, from `at` on; the latest holds.

    `station` is the organisation unit code of who said it, empty where they have none.
    """

    forecast = models.ForeignKey(Forecast, models.PROTECT, related_name="patrols")
    station = models.CharField(max_length=7, blank=True)
    patrols = models.PositiveIntegerField()
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["forecast", "station"], name="forecast_patrols_by_station")]

    def __str__(self) -> str:
        return f"{self.patrols} patrols"
