"""Trials: sealed before they start, and never changed after; and what they were found to say."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.forecast.models.register import ForecastModel
from daybook.forecast.models.working import CrimeSource, Work


class Trial(BookRecord):
    """A sealed trial. `text` is the whole file, as `engine.trials.opened` reads it; `digest` its seal.

    The entry that made the row is what nobody can change: a trial is analysed under the digest it holds. `area`: the
    file of the named areas, or of the one area where events count; its SHA-256 stands in the plan, too. So does the
    number of `model`, whose boxes the briefing holds back where everything is as usual; or where `instead` is due, if
    two models are compared: its boxes are then held back where `model` is.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField("SHA-256 of plan, seed and allocation", max_length=64, unique=True)
    text = models.TextField("plan, seed and allocation")
    area_name = models.CharField("file of the areas", max_length=200, blank=True)
    area_sha256 = models.CharField(max_length=64, blank=True)
    first = models.DateField("first day")
    last = models.DateField("last day")
    model = models.ForeignKey(ForecastModel, models.PROTECT, null=True, related_name="trials")
    instead = models.ForeignKey(ForecastModel, models.PROTECT, null=True, related_name="+")
    sealed_by = models.UUIDField(null=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["-sealed_at"]

    def __str__(self) -> str:
        return f"trial {self.name}"


class TrialApproval(BookRecord):
    """Before its first day somebody else than who sealed it approved that a trial holds back boxes of its model."""

    trial = models.OneToOneField(Trial, models.PROTECT, related_name="approval")
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"approval of trial {self.trial_id}"


class TrialEnd(BookRecord):
    """A trial ended before its last day. `day` (UTC) is the first that is neither held back nor analysed."""

    trial = models.OneToOneField(Trial, models.PROTECT, related_name="end")
    day = models.DateField()
    reason = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"early end of trial {self.trial_id}"


class TrialOverride(BookRecord):
    """Boxes shown for one day, for an urgent need, that the trial holds back. `unit`: the usual day or area.

    It changes nothing of the allocation: the analysis counts it as a deviation.
    """

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="overrides")
    unit = models.CharField(max_length=200)
    day = models.DateField()
    reason = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["trial", "unit", "day"], name="forecast_overridden_once")
        ]

    def __str__(self) -> str:
        return f"override of {self.trial_id} for {self.unit}"


class TrialResult(BookRecord):
    """One analysis of a trial that was over, as declared. None replaces another: each says by which crimes it was made.

    `part` as `studies.parts.Part.told` gives it.
    """

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="results")
    source_origin = models.CharField(max_length=8)
    source_name = models.CharField(max_length=200)
    source_sha256 = models.CharField(max_length=64)
    source_rows = models.PositiveIntegerField()
    reading = models.JSONField(default=dict)
    notes = models.JSONField("what was odd in the data", default=list)
    part = models.JSONField()
    code_version = models.CharField(max_length=80)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"result of trial {self.trial_id}"


class TrialJob(Work):
    """An analysis that was asked for."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="jobs")
    source = models.ForeignKey(CrimeSource, models.CASCADE, related_name="trials")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"analysis of trial {self.trial_id}"

    @property
    def title(self) -> str:
        return f"Analysis of {self.trial.name}"
