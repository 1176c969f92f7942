"""Where a trial stands: approved in time by somebody else, ended early, over. Days are UTC, as outcomes are counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from daybook.forecast.models import ForecastModel, Trial, TrialApproval, TrialEnd

UTC_DAYS = "Days are counted in UTC: in summer they begin at 01:00 on the clock."


def utc_today() -> date:
    return timezone.localdate(None, UTC)


def utc_day(now: datetime) -> date:
    return now.astimezone(UTC).date()


def approval_of(row: Trial) -> TrialApproval | None:
    return getattr(row, "approval", None)


def end_of(row: Trial) -> TrialEnd | None:
    return getattr(row, "end", None)


def running(model: ForecastModel, day: date) -> Trial | None:
    """The trial that holds back boxes of the model on that day."""
    approved = Trial.objects.filter(of(model), approval__isnull=False, end__isnull=True)
    return approved.filter(first__lte=day, last__gte=day).select_related("model", "instead").first()


def of(model: ForecastModel) -> Q:
    """Trials that show or hold back boxes of the model, in either arm."""
    return Q(model=model) | Q(instead=model)


def in_the_way(model: ForecastModel, first: date, last: date) -> QuerySet[Trial]:
    """Trials of the model that another on those days would spoil; not those that took no effect, or ended before."""
    took = Q(approval__isnull=False) | Q(first__gt=utc_today())
    open_then = Q(end__isnull=True) | Q(end__day__gte=first, end__day__gt=F("first"))
    return Trial.objects.filter(of(model), took & open_then, first__lte=last, last__gte=first)


def not_yet(row: Trial, today: date) -> str:
    """Why nothing is analysed yet; empty once the trial is over, or was ended early."""
    if today > row.last or end_of(row):
        return ""
    return f"Not yet: the trial ends on {row.last:%-d %B %Y}."


def no_effect(row: Trial, today: date) -> str:
    """Why a trial of a model changes nothing, now or for good; empty where it takes effect."""
    if row.model_id is None or approval_of(row):
        return ""
    if today < row.first:
        return (
            f"It waits for approval, by somebody else than who sealed it, until the day before {row.first:%-d %B %Y}."
            " Without that the briefing stays as ever."
        )
    return (
        f"Nobody approved it before its first day, {row.first:%-d %B %Y}, so it took no effect: the briefing is as"
        " ever, and nothing is analysed."
    )


def told_end(end: TrialEnd) -> str:
    """What is said of an early end wherever it counts."""
    return f"{ended_on(end)} From that day on nothing is held back. {cut_words(end.day)}"


def ended_on(end: TrialEnd) -> str:
    """When and why, as it was written."""
    return f"Ended early on {end.day:%-d %B %Y}: {end.reason}"


def cut_words(day: date) -> str:
    """What is analysed of a trial that ended before that day, and when that is fair."""
    return (
        f"Analysed are the days up to {day - timedelta(1):%-d %B %Y}; p is by the allocations that were declared, over"
        " what is left. It holds only if the end was not chosen by how the outcome looked."
    )
