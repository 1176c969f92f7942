"""Without a button: the next period of models that are switched on, and what came of earlier forecasts."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Max
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book import Author, writing
from daybook.book.models import Seal
from daybook.forecast import store
from daybook.forecast.engine import Flat, Grid, Precision
from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.clock import shifts_of
from daybook.forecast.engine.evaluation import SHARES, flagged, hits
from daybook.forecast.engine.flat import BRITISH
from daybook.forecast.engine.horizons import horizon_of
from daybook.forecast.fair_listening import Listening
from daybook.forecast.keeping import floats, keep_forecast
from daybook.forecast.kinds import FORECAST_SCORED
from daybook.forecast.making import Files, Made, code_version, make, moment, wall_of
from daybook.forecast.models import (
    Forecast,
    ForecastFairness,
    ForecastMap,
    ForecastModel,
    ModelFairness,
    ModelState,
    Origin,
)
from daybook.forecast.queries.crimes import crime_file, crime_rows
from daybook.forecast.rounding import rounded

LEAD = timedelta(hours=1)
"""So long before a period begins its map stands ready."""
MEASURED_AGAIN = timedelta(days=7)
"""So long after it was last measured, fairness is measured again with the next map."""
SETTLED = timedelta(days=3)
"""So long after a period its crimes are waited for: some are reported late."""


def due(now: datetime, left_out: Iterable[UUID] = ()) -> ForecastModel | None:
    """A model that is switched on, learns from the book, and has no map for what begins next."""
    return (
        ForecastModel.objects.filter(state=ModelState.ON, source_origin=Origin.BOOK)
        .exclude(pk__in=left_out)
        .annotate(until=Max("forecasts__end"))
        .filter(until__lte=now + LEAD)
        .order_by("until")
        .first()
    )


def follow(model: ForecastModel, caller: Caller, now: datetime) -> Forecast:
    """The next forecast: newer crimes, the weights that were approved. Raises the reading errors of the engine.

    The scorecard is the model's own. Times are tested once more only where fairness is due, which is told from them.
    The crimes are kept as long as the map.
    """
    read_at, seq = timezone.now(), Seal.objects.aggregate(last=Max("seq"))["last"] or 0
    name = f"crimes in Daybook for model {model.number}.csv"
    kept = store.keep(name, crime_file(caller, model.plan["kinds"]))
    files = Files(*kept, model.area_name, model.area_sha256)
    start, heard = next_start(model, now), _listening(model, now)
    made = make(files, model.plan, until=start, kept=model.weights, listening=heard, tested=heard is not None)
    return keep_forecast(caller.author, model, made, made_from(made, kept, read_at, seq))


def made_from(made: Made, kept: tuple[str, str], read_at: datetime, seq: int) -> dict[str, Any]:
    """What a map was made from, as its row keeps it."""
    history = made.forecast.history
    return {
        "name": kept[0],
        "sha256": kept[1],
        "rows": made.read.rows,
        "read_at": read_at.isoformat(),
        "seq": seq,
        "events": len(history),
        "first": moment(history.clock.start(history.first)).isoformat(),
        "last": moment(made.forecast.start).isoformat(),
        "code": code_version(),
    }


def _listening(model: ForecastModel, now: datetime) -> Listening | None:
    """The census that the model was measured by, where it is time to measure it again; one after the other is compared.

    None where it was measured by none.
    """
    first = ModelFairness.objects.select_related("census").filter(model=model).first()
    if first is None:
        return None
    latest = ForecastFairness.objects.filter(forecast__model=model).aggregate(at=Max("forecast__made_at"))[
        "at"
    ]
    return Listening(first.census) if now - (latest or model.made_at) >= MEASURED_AGAIN else None


def next_start(model: ForecastModel, now: datetime) -> datetime:
    """Where the last forecast ends, or, where that is long past, the start of the step that is under way."""
    last = model.forecasts.latest("end").end
    if last + LEAD > now:
        return last
    shifts = shifts_of(*wall_of(model.plan))
    clock = horizon_of(model.plan["horizon"], Precision.MINUTE, shifts).clock
    told = np.array([np.datetime64(now.astimezone(UTC).replace(tzinfo=None), "s")])
    return moment(clock.start(int(clock.steps(told)[0])))


def unscored(now: datetime, left_out: Iterable[UUID] = ()) -> Forecast | None:
    """A forecast whose time is over and settled, of a model that learns from the book."""
    return (
        Forecast.objects.filter(model__source_origin=Origin.BOOK, scored_at__isnull=True)
        .filter(end__lte=now - SETTLED)
        .exclude(pk__in=left_out)
        .select_related("model")
        .order_by("end")
        .first()
    )


def score(forecast: Forecast, caller: Caller) -> Forecast:
    """What happened in that time, by the crimes that are in the book now."""
    drawn = ForecastMap.objects.get(forecast=forecast)
    return keep_score(forecast, drawn, counts_of(forecast, grid_of(drawn), caller), caller.author)


def keep_score(forecast: Forecast, drawn: ForecastMap, counts: Floats, author: Author) -> Forecast:
    """What happened in each cell, counts of shape (cells,), beside what was forecast, into the book."""
    expected, counted = floats(drawn.cells), floats(drawn.counted)
    with writing(FORECAST_SCORED, author, forecast) as page:
        forecast.outcome = outcome(counts, expected, counted, [box["cell"] for box in forecast.boxes])
        forecast.scored_at = timezone.now()
        page.save(forecast)
    return forecast


def outcome(counts: Floats, expected: Floats, counted: Floats, boxes: list[int]) -> dict[str, Any]:
    """Hits of the boxes, of as many cells by counting, and of both at each share of the area."""
    return {
        "events": int(counts.sum()),
        "in_boxes": int(counts[boxes].sum()),
        "by_counting": rounded(hits(counted, counts, len(boxes))),
        "shares": [_at(share, counts, expected, counted) for share in SHARES],
    }


def _at(share: float, counts: Floats, expected: Floats, counted: Floats) -> dict[str, float]:
    end = flagged(len(counts), share)
    return {
        "share": share,
        "hits": rounded(hits(expected, counts, end)),
        "count": rounded(hits(counted, counts, end)),
    }


def counts_of(forecast: Forecast, grid: Grid, caller: Caller) -> Floats:
    """Events of the model's types in each cell in the time of the forecast; shape (cells,)."""
    kinds = set(forecast.model.plan["kinds"])
    found = [(row[2], row[3]) for row in crime_rows(caller, forecast.start, forecast.end) if row[4] in kinds]
    x, y = (np.array([one[axis] for one in found], float) for axis in (0, 1))
    cells = grid.of(*Flat(forecast.model.flat).from_system(BRITISH, x, y)) if found else np.empty(0, np.int64)
    return np.bincount(cells[cells >= 0], minlength=grid.cells).astype(float)


def grid_of(drawn: ForecastMap) -> Grid:
    """The grid that the map was made on."""
    told = drawn.grid
    bits = np.frombuffer(zlib.decompress(bytes(drawn.inside)), np.uint8)
    inside = np.unpackbits(bits, count=told["rows"] * told["columns"]).astype(bool)
    return Grid(told["west"], told["south"], told["size"], inside.reshape(told["rows"], told["columns"]))
