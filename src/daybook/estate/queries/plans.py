"""Scenarios and their plans."""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from daybook.estate.models import PlanRun, Scenario

HEAVY = ("estate", "wishes", "trail", "conflict", "leaves")


def latest_plans() -> list[tuple[Scenario, PlanRun | None]]:
    """Each scenario, the latest first, with the last plan that was asked for it."""
    last = PlanRun.objects.filter(scenario=OuterRef("pk")).order_by("-at").values("pk")[:1]
    scenarios = list(Scenario.objects.annotate(last=Subquery(last)))
    runs = PlanRun.objects.defer(*HEAVY).in_bulk([one.last for one in scenarios if one.last])
    return [(one, runs.get(one.last)) for one in scenarios]


def plans_of(scenario: UUID) -> QuerySet[PlanRun]:
    """The searches for it, the latest first, without what only a plan's own page shows."""
    return PlanRun.objects.filter(scenario=scenario).defer(*HEAVY, "results", "cutover", "wanted")
