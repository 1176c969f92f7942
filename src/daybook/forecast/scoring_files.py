"""Forecasts of models that were made from a file are scored when a later file of the same kind is brought in."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from django.db.models import QuerySet

from daybook.book import Author
from daybook.forecast.engine import Flat, Read
from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.forecasting import Progress
from daybook.forecast.following import grid_of, keep_score
from daybook.forecast.making import Files, read_files
from daybook.forecast.models import CrimeSource, Forecast, ForecastMap, ForecastModel, Origin
from daybook.forecast.wishes import horizons

SAME_PLACE = 0.5
"""Share of a file's events of the model's types that lie on its map; with less, the file is of another place."""


def score_from(source: CrimeSource, files: Files, author: Author, told: Progress) -> int:
    """How many were scored by crimes that were looked over. Raises the errors of reading.

    A model whose periods are finer than the file's times is left waiting, and the notes of the crimes say so.
    """
    if source.origin != Origin.FILE or source.first_at is None or source.last_at is None:
        return 0
    waiting = _waiting(source.first_at, source.last_at)
    models = ForecastModel.objects.filter(pk__in=waiting.values("model"))
    return sum(
        _score(model, waiting.filter(model=model), source, files, author, told)
        for model in models
        if set(model.plan["kinds"]) <= source.kinds.keys()
    )


def _waiting(first: datetime, last: datetime) -> QuerySet[Forecast]:
    """Not scored, and wholly within the time of the file, which holds an event after the end."""
    return Forecast.objects.filter(
        model__source_origin=Origin.FILE,
        scored_at__isnull=True,
        start__gte=first,
        end__lte=last,
        map__isnull=False,
    )


def _score(
    model: ForecastModel,
    waiting: QuerySet[Forecast],
    source: CrimeSource,
    files: Files,
    author: Author,
    told: Progress,
) -> int:
    wish = {"kinds": model.plan["kinds"], "reason": model.plan.get("reason", "")}
    read, _ = read_files(files, source.reading, wish, told)
    found = [(one, _counts(one, read)) for one in waiting.select_related("model", "map")]
    precision, horizon = read.events.precision, model.plan["horizon"]
    if horizon not in horizons(precision):
        if any(counts is not None for _, counts in found):
            source.notes.append(
                f"Forecasts of model {model.number} are not scored by this file: it knows times to the {precision}"
                f" alone, they are for a {horizon}. Send in a file with finer times."
            )
        return 0
    scored = [keep_score(one, one.map, counts, author) for one, counts in found if counts is not None]
    return len(scored)


def _counts(forecast: Forecast, read: Read) -> Floats | None:
    """Events of its time in each of its cells; None where the file is of another place."""
    events, drawn = read.events, ForecastMap.objects.get(forecast=forecast)
    grid = grid_of(drawn)
    cells = grid.of(*Flat(forecast.model.flat).from_system(read.flat.code, events.x, events.y))
    inside = cells >= 0
    if inside.mean() < SAME_PLACE:
        return None
    start, end = (
        np.datetime64(one.astimezone(UTC).replace(tzinfo=None), "s") for one in (forecast.start, forecast.end)
    )
    during = inside & (events.time >= start) & (events.time < end)
    return np.bincount(cells[during], minlength=grid.cells).astype(float)
