"""What tells whether forecasts are fair: censuses that were added, and what one of them said of a model."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.forecast.models.register import Forecast, ForecastModel


class CensusTable(BookRecord):
    """Residents of small areas by group. Its files lie in the store under their SHA-256; the latest one is used.

    `areas_name` is empty where the table itself holds points. `faults`: what was left out, a sentence each.
    """

    name = models.CharField(max_length=120)
    table_name = models.CharField(max_length=200)
    table_sha256 = models.CharField(max_length=64)
    areas_name = models.CharField(max_length=200, blank=True)
    areas_sha256 = models.CharField(max_length=64, blank=True)
    fine = models.BooleanField("the fine groups in place of the broad ones", default=False)
    groups = models.JSONField(default=list)
    areas = models.PositiveIntegerField()
    residents = models.PositiveBigIntegerField()
    faults = models.JSONField(default=list)
    added_by = models.UUIDField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return f"census {self.name}"


class ModelFairness(BookRecord):
    """Whom a model flags, measured once while it was made; a model made without a census has no row.

    `figures` are those of `fair_kept.told`; empty where `unmeasured` says why nothing could be measured.
    """

    model = models.OneToOneField(ForecastModel, models.PROTECT, related_name="fairness")
    census = models.ForeignKey(CensusTable, models.PROTECT, related_name="+")
    unmeasured = models.TextField(blank=True)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"fairness of {self.model_id}"


class ForecastFairness(BookRecord):
    """Whom a model flagged when one of its later maps was made, by the same measure as `ModelFairness`."""

    forecast = models.OneToOneField(Forecast, models.PROTECT, related_name="fairness")
    census = models.ForeignKey(CensusTable, models.PROTECT, related_name="+")
    unmeasured = models.TextField(blank=True)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"fairness of {self.forecast_id}"
