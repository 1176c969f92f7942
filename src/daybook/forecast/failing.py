"""What is done without a button and could not be: remembered for every process, and told until it is done."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from daybook.forecast.job import BROKEN, KNOWN
from daybook.forecast.models import Failing, ForecastModel, ModelState

RETRY = timedelta(minutes=10)
"""What could not be done is left alone so long, and does not keep the others waiting."""

since = Subquery(Failing.objects.filter(of=OuterRef("pk")).values("since"))
"""Of a model or a forecast: when it failed first."""


def lately(now: datetime) -> QuerySet[Failing, UUID]:
    """What is left alone for now."""
    return Failing.objects.filter(tried_at__gt=now - RETRY).values_list("of", flat=True)


def remember(of: UUID, now: datetime, error: Exception) -> None:
    last = {"tried_at": now, "why": str(error) if isinstance(error, KNOWN) else BROKEN}
    Failing.objects.update_or_create(of=of, defaults=last, create_defaults={**last, "since": now})


def forget(of: UUID) -> None:
    Failing.objects.filter(of=of).delete()


def told(model: ForecastModel) -> str:
    """For the page of a model: since when there is no new map, and why; empty where nothing fails."""
    if model.state != ModelState.ON or (failing := Failing.objects.filter(of=model.pk).first()) is None:
        return ""
    return (
        f"The map for what begins next could not be made since {said(failing.since)}. {failing.why}"
        f" It was last tried on {said(failing.tried_at)}, and will be again; until then the map here is the one before."
    )


def said(when: datetime) -> str:
    return f"{timezone.localtime(when):%-d %B %Y, %H:%M}"
