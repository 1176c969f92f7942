"""The register of models: every fitted model with what it was made from, how good it is, and who answers for it."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class ModelState(models.TextChoices):
    """One person makes a model, another approves it; only an approved one with a whole record is switched on."""

    MADE = "made", "Made"
    APPROVED = "approved", "Approved"
    ON = "on", "Switched on"
    OFF = "off", "Switched off"


class ForecastModel(BookRecord):
    """One fitted model. The columns up to `untested` are never changed: from them and the file it can be made again.

    `plan` holds all that was asked: how the file is read, types, cell, horizon, when shifts begin; without the last
    shifts begin at 0, 8 and 16 UTC, and without `rhythmic` the rate knows neither hour nor season. `weights` has for
    each weight of the mixture what it is of: kind, reach in metres, memory in days (null: nothing is forgotten), as
    `Recipe.named` gives them. Models of the first two releases have numbers alone, which `learnt_of` reads. Empty for a
    plain count. Figures of `scorecard` are shares of 1.
    """

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=120)
    source_origin = models.CharField(max_length=8)
    source_name = models.CharField(max_length=200)
    source_sha256 = models.CharField(max_length=64)
    source_rows = models.PositiveIntegerField()
    area_name = models.CharField("boundary file", max_length=200, blank=True)
    area_sha256 = models.CharField(max_length=64, blank=True)
    plan = models.JSONField()
    notes = models.JSONField("what was odd in the data", default=list)
    kinds = models.JSONField("events taken by crime type", default=dict)
    events = models.PositiveIntegerField("events learnt from")
    outside = models.PositiveIntegerField("events outside the area")
    first_at = models.DateTimeField("start of the data")
    last_at = models.DateTimeField("end of the data")
    cells = models.PositiveIntegerField()
    flat = models.CharField("coordinate system of the cells", max_length=20)
    weights = models.JSONField(default=list)
    code_version = models.CharField(max_length=80)
    scorecard = models.JSONField(default=dict)
    untested = models.TextField("why it was not measured", blank=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=ModelState, default=ModelState.MADE)
    record = models.JSONField("what the public reads of it, by field", default=dict)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    switched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["state"], name="forecast_model_by_state")]

    def __str__(self) -> str:
        return f"model {self.number}: {self.title}"

    @property
    def size(self) -> float:
        """Side of a cell in metres."""
        return float(self.plan["size"])


class Forecast(BookRecord):
    """One forecast as it was made. What came of it is written later, from later data.

    `boxes`: rank, cell, x and y (south-west corner in metres of the model's system), ring (WGS84, longitude before
    latitude), expected events, streets, why, hours (from, to, inside, known, area; null where none is sure, missing in
    maps made before they were told). `outcome`: events, in_boxes, and hits of model and count by share of area.
    `made_from`, of a map made without a button: name, sha256 and rows of the crimes, when they were read and up to what
    number of the book (`read_at`, `seq`), events that lay in the area, their first and last time, and code; empty for
    the first map, which is the model's own.
    """

    model = models.ForeignKey(ForecastModel, models.PROTECT, related_name="forecasts")
    start = models.DateTimeField()
    end = models.DateTimeField()
    made_at = models.DateTimeField()
    expected = models.FloatField("events expected in the whole area")
    cells_sha256 = models.CharField("SHA-256 of the expectation of every cell", max_length=64)
    boxes = models.JSONField()
    made_from = models.JSONField(default=dict)
    rhythm = models.JSONField("how the hour and the season stand, a sentence each", default=list)
    scored_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    class Meta:
        ordering = ["-start"]
        constraints = [models.UniqueConstraint(fields=["model", "start"], name="forecast_of_a_period_once")]

    def __str__(self) -> str:
        return f"forecast of {self.model_id} from {self.start:%Y-%m-%d}"
