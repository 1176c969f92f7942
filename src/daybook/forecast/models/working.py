"""Working memory: files sent in, forecasts being made, and maps as pages draw them. What came of it is in the book."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from daybook.forecast.models.register import Forecast, ForecastModel


class Origin(models.TextChoices):
    FILE = "file", "A file"
    BOOK = "book", "The crimes already in Daybook"


class WorkState(models.TextChoices):
    ASKED = "asked", "Waiting"
    RUNNING = "running", "Under way"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    STOPPED = "stopped", "Stopped"


class Work(models.Model):
    """Something asked for and done by `daybook work`, with how far it is: `saying` in words, `done` of `total`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.ASKED)
    saying = models.CharField(max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField("when it last said how far it is", null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def under_way(self) -> bool:
        return self.state in (WorkState.ASKED, WorkState.RUNNING)


class CrimeSource(Work):
    """A file of crimes, looked over before anything is chosen. Its content lies in the store under its SHA-256.

    `reading`: columns, system, area_system and zone, where they were told. `kinds` counts events by crime type.
    """

    origin = models.CharField(max_length=8, choices=Origin)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    area_name = models.CharField(max_length=200, blank=True)
    area_sha256 = models.CharField(max_length=64, blank=True)
    reading = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    kinds = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    precision = models.CharField(max_length=8, blank=True)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"crimes of {self.name}"


class ForecastJob(Work):
    """A forecast that was asked for. `wish`: title, kinds, reason, size, horizon, boxes, method, shifts."""

    source = models.ForeignKey(CrimeSource, models.CASCADE, related_name="jobs")
    wish = models.JSONField()
    model = models.ForeignKey(ForecastModel, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"forecast from {self.source_id}"

    @property
    def title(self) -> str:
        return str(self.wish["title"])


class ForecastMap(models.Model):
    """What pages draw of a forecast: it can be made again. `cells`, `counted`: float32 of each cell, zlib; the
    expectation of the model and of the plain count. `inside`: the grid's squares as bits, zlib."""

    forecast = models.OneToOneField(Forecast, models.CASCADE, primary_key=True, related_name="map")
    cells = models.BinaryField()
    counted = models.BinaryField()
    grid = models.JSONField("west, south, size in metres; rows, columns")
    inside = models.BinaryField()
    svg = models.TextField()
    geojson = models.BinaryField("every cell and the boundary, gzip")

    def __str__(self) -> str:
        return f"map of {self.forecast_id}"


class Failing(models.Model):
    """What is done without a button and could not be: the next map of a model, the score of a forecast.

    It goes once that is done.
    """

    of = models.UUIDField("the model or the forecast", primary_key=True)
    since = models.DateTimeField("when it failed first")
    tried_at = models.DateTimeField("when it failed last")
    why = models.TextField()

    def __str__(self) -> str:
        return f"failing of {self.of}"
