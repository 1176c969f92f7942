"""Scenarios of the estate's end, and the plans worked out for them."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from daybook.book.models import BookRecord


class Scenario(BookRecord):
    """What is wanted of a plan, as it was typed: see `planning.wanted.Wanted`. Pins and forbidden rows are part
    of it."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=120)
    wanted = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"scenario {self.number}: {self.name}"


class PlanState(models.TextChoices):
    ASKED = "asked", "Waiting"
    RUNNING = "running", "Being searched for"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"
    IMPOSSIBLE = "impossible", "Cannot be"
    FAILED = "failed", "Failed"


class PlanRun(models.Model):
    """One search for a plan: working memory. That it was asked for, and what came of it, is in the book.

    `estate` and `wishes` are what the search was given, in the form of `roadmap.wire`; `results` is what its
    page shows, worked out once at the end. Money is in whole pence.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="runs")
    earlier = models.ForeignKey("self", models.SET_NULL, null=True, help_text="The plan it goes on from.")
    wanted = models.JSONField("the scenario as it then was", default=dict)
    state = models.CharField(max_length=12, choices=PlanState, default=PlanState.ASKED)
    stop_asked = models.BooleanField(default=False)
    problem = models.TextField(blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField("when the search last said something", null=True)
    finished_at = models.DateTimeField(null=True)
    seconds = models.FloatField("spent searching", default=0)
    value = models.BigIntegerField("present value of the best plan so far", null=True)
    bound = models.BigIntegerField("no plan is worth more", null=True)
    solver = models.CharField(max_length=20, blank=True)
    proved = models.BooleanField("the best possible", default=False)
    cutover = models.JSONField(default=dict)
    trail = models.JSONField("[seconds, value, bound] as they moved", default=list)
    estate = models.JSONField(default=dict)
    wishes = models.JSONField(default=dict)
    found = models.JSONField("by number, the finding of each system", default=dict)
    conflict = models.JSONField(default=dict)
    results = models.JSONField(default=dict)
    leaves = models.JSONField("where the bound of the next search begins", default=dict)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["state", "at"], name="estate_plan_by_state")]

    def __str__(self) -> str:
        return f"plan of {self.scenario_id}"

    @property
    def under_way(self) -> bool:
        return self.state in (PlanState.ASKED, PlanState.RUNNING)

    @property
    def gap(self) -> float | None:
        """How far the plan may be from the best possible, as a share of its own value."""
        from daybook.estate.roadmap import gap

        return None if self.value is None else gap(self.value, self.bound)
