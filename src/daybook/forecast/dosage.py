"""Dosage of a model: how long somebody was in its boxes, how often, in how many of them, and what was done there.

Places and times alone: who went is not told here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from daybook.forecast.models import BoxVisit, Forecast, ForecastModel


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day, local; in steps of a day, or `weekly` from Monday."""

    first: date
    last: date
    weekly: bool = False

    def steps(self) -> list[date]:
        """The start of each step."""
        days = (self.first + timedelta(at) for at in range((self.last - self.first).days + 1))
        return list(dict.fromkeys(self.step_of(day) for day in days))

    def step_of(self, day: date) -> date:
        return day - timedelta(day.weekday()) if self.weekly else day

    def holds(self, when: datetime) -> bool:
        return self.first <= timezone.localdate(when) <= self.last


@dataclass(frozen=True, slots=True)
class Box:
    """A box of one map, which begins at `start`, and the visits to it that were made in the span."""

    start: datetime
    cell: int
    streets: Sequence[str]
    visits: Sequence[BoxVisit]


@dataclass(slots=True)
class Tally:
    """Boxes of maps that begin in a time, how many of them somebody was in, and the visits made in it."""

    boxes: int = 0
    entered: int = 0
    visits: int = 0
    minutes: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def put_box(self, box: Box) -> None:
        self.boxes += 1
        self.entered += any(one.minutes for one in box.visits)

    def put_visits(self, visits: Iterable[BoxVisit]) -> None:
        for one in visits:
            self.visits += one.minutes > 0
            self.minutes += one.minutes
            self.done[one.done] += 1


def boxes_of(model: ForecastModel, span: Span) -> list[Box]:
    """Those of maps that begin in the span, and others to which somebody went in it."""
    begin, end = (_moment(day) for day in (span.first, span.last + timedelta(days=1)))
    visits: defaultdict[tuple[UUID, int], list[BoxVisit]] = defaultdict(list)
    for visit in BoxVisit.objects.filter(forecast__model=model, at__gte=begin, at__lt=end):
        visits[visit.forecast_id, visit.rank].append(visit)
    begun = Forecast.objects.filter(model=model, start__gte=begin, start__lt=end)
    gone_to = Forecast.objects.filter(pk__in={key for key, _ in visits})
    return list(_told((begun | gone_to).order_by("start"), visits, span))


def _told(
    forecasts: Iterable[Forecast], visits: dict[tuple[UUID, int], list[BoxVisit]], span: Span
) -> Iterator[Box]:
    for forecast in forecasts:
        for box in forecast.boxes:
            found = visits.get((forecast.pk, box["rank"]), [])
            if found or span.holds(forecast.start):
                yield Box(forecast.start, box["cell"], box["streets"], found)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def whole(boxes: Iterable[Box], span: Span) -> Tally:
    return _grouped(boxes, span, lambda box: 0).get(0, Tally())


def by_cell(boxes: Iterable[Box], span: Span) -> dict[int, Tally]:
    """A box of one map and of the next is one place, where it is the same cell."""
    return _grouped(boxes, span, lambda box: box.cell)


def _grouped(boxes: Iterable[Box], span: Span, key: Callable[[Box], int]) -> dict[int, Tally]:
    tallies: defaultdict[int, Tally] = defaultdict(Tally)
    for box in boxes:
        tally = tallies[key(box)]
        tally.put_visits(box.visits)
        if span.holds(box.start):
            tally.put_box(box)
    return dict(tallies)


def by_step(boxes: Iterable[Box], span: Span) -> dict[date, Tally]:
    """Every step of the span: a box counts where its map begins, a visit where it was written."""
    steps = {start: Tally() for start in span.steps()}
    for box in boxes:
        if span.holds(box.start):
            steps[span.step_of(timezone.localdate(box.start))].put_box(box)
        for visit in box.visits:
            steps[span.step_of(timezone.localdate(visit.at))].put_visits([visit])
    return steps
