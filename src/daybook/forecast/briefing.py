"""Today's boxes for those on patrol: at most as many as patrols, in the order of a round, with what to do there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from daybook.forecast.engine.route import length, route
from daybook.forecast.models import BoxVisit, Forecast, ForecastModel, ModelState, PatrolsSaid

ADVICE = {
    "burglary": "Walk the backs as well as the fronts. Look for open windows and unlit doors; tell who lives there.",
    "vehicle": "Look into parked cars for what lies open to view, and for doors left unlocked; leave a card.",
    "cycle": "Look at stands and locks; show what holds a good lock.",
    "robbery": "Be seen at stops, cash machines and on the ways between them.",
    "person": "Be seen where people stand close: stops, queues, markets.",
    "damage": "Talk with shops and caretakers; have broken lamps and glass mended.",
    "violent": "Be seen outside venues at closing time; talk with door staff.",
    "assault": "Be seen outside venues at closing time; talk with door staff.",
}
LONGEST_DAY = timedelta(hours=25)
"""A day in which the clock is put back."""
EVERYWHERE = "Stay about fifteen minutes and be seen. A box is no ground to stop or search anybody."


@dataclass(frozen=True)
class Stop:
    """One box of the round: its number in it, the box as the forecast keeps it, and the visits so far."""

    place: int
    box: Mapping[str, Any]
    visits: Sequence[BoxVisit] = ()

    @property
    def minutes(self) -> int:
        return sum(visit.minutes for visit in self.visits)


@dataclass(frozen=True)
class Round:
    """A round through the boxes of a forecast. `metres` in straight lines from the first box to the last."""

    forecast: Forecast
    stops: Sequence[Stop] = field(default_factory=list)
    metres: float = 0.0


def models_on() -> list[ForecastModel]:
    """Models whose boxes patrols see."""
    return list(ForecastModel.objects.filter(state=ModelState.ON).only("number", "title", "plan", "kinds"))


def current(model: ForecastModel) -> Forecast | None:
    """The forecast for now, or the latest one there is."""
    begun = Forecast.objects.filter(model=model, start__lte=timezone.now()).first()
    return begun or Forecast.objects.filter(model=model).last()


def round_of(forecast: Forecast, boxes: Sequence[Mapping[str, Any]]) -> Round:
    """Those boxes of the forecast in the order of a round."""
    x, y = (np.array([box[name] for box in boxes], float) for name in ("x", "y"))
    order = route(x, y)
    visits: defaultdict[int, list[BoxVisit]] = defaultdict(list)
    for visit in BoxVisit.objects.filter(forecast=forecast):
        visits[visit.rank].append(visit)
    stops = [Stop(place, boxes[at], visits[boxes[at]["rank"]]) for place, at in enumerate(order, 1)]
    return Round(forecast, stops, length(x, y, order) if boxes else 0.0)


def patrols_of(forecast: Forecast, station: str) -> PatrolsSaid | None:
    """How many patrols that station has, as last said: of this map, or else of an earlier one of the same model.

    Of a shift's map counts what was said of the same shift: night and day have other patrols.
    """
    rows = PatrolsSaid.objects.filter(
        station=station, forecast__model=forecast.model_id, forecast__start__lte=forecast.start
    )
    if forecast.model.plan["horizon"] == "shift":
        begins = timezone.localtime(forecast.start)
        rows = rows.filter(forecast__start__hour=begins.hour, forecast__start__minute=begins.minute)
    return rows.order_by("-forecast__start", "-at").first()


def carried(said: PatrolsSaid, forecast: Forecast) -> bool:
    """Whether a number was said of an earlier map or, where a map is of more than a day, on an earlier one."""
    if said.forecast_id != forecast.pk:
        return True
    long = forecast.end - forecast.start > LONGEST_DAY
    return long and timezone.localdate(said.at) != timezone.localdate()


def advice(kinds: Mapping[str, int]) -> list[str]:
    """What to do there, by the crime types of the model."""
    words = " ".join(kinds).casefold()
    return [EVERYWHERE, *dict.fromkeys(text for word, text in ADVICE.items() if word in words)]
