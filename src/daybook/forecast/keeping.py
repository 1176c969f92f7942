"""A forecast into the register: model, forecast and map, on one page of the book."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from django.db import transaction
from django.utils import timezone

from daybook.book import Author, writing
from daybook.book.pages import Page
from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.boxes import Box
from daybook.forecast.engine.daytime import Hours
from daybook.forecast.engine.flat import Flat
from daybook.forecast.engine.writing import geojson, svg_map
from daybook.forecast.kinds import FORECAST_MADE, MODEL_MADE
from daybook.forecast.making import Files, Made, code_version, moment, weights_of
from daybook.forecast.models import Forecast, ForecastFairness, ForecastMap, ForecastModel
from daybook.forecast.report import title
from daybook.forecast.rounding import DIGITS, rounded
from daybook.forecast.scorecard import scorecard


def keep_model(
    author: Author, files: Files, origin: str, plan: Mapping[str, Any], made: Made
) -> ForecastModel:
    """The model with its first forecast and, where there was a census, its fairness."""
    with transaction.atomic():
        latest = ForecastModel.objects.select_for_update().first()
        model = _model(files, origin, plan, made)
        model.number, model.made_by = (latest.number + 1 if latest else 1), author.user
        with writing(MODEL_MADE, author, model) as page:
            page.save(model)
            _put(page, model, made)
            if made.fairness:
                made.fairness.model = model
                page.save(made.fairness)
    return model


def keep_forecast(
    author: Author, model: ForecastModel, made: Made, made_from: Mapping[str, Any] | None = None
) -> Forecast:
    """A further forecast, with its fairness where that was measured again. `made_from` as the row keeps it."""
    with transaction.atomic(), writing(FORECAST_MADE, author, model) as page:
        row = _put(page, model, made, made_from)
        if fair := made.fairness:
            told = {"census": fair.census, "unmeasured": fair.unmeasured, "figures": fair.figures}
            page.save(ForecastFairness(forecast=row, **told))
        return row


def _model(files: Files, origin: str, plan: Mapping[str, Any], made: Made) -> ForecastModel:
    forecast, read, known = made.forecast, made.read, made.forecast.places
    return ForecastModel(
        title=plan["title"],
        source_origin=origin,
        source_name=files.name,
        source_sha256=files.sha256,
        source_rows=read.rows,
        area_name=files.area_name,
        area_sha256=files.area_sha256,
        plan=dict(plan) | ({"places": list(known.names)} if known else {}),
        notes=[str(note) for note in (*read.notes, *(known.notes if known else ()))],
        kinds={kind: count for kind, count in read.kinds.items() if count},
        events=len(forecast.history),
        outside=forecast.history.outside,
        first_at=moment(forecast.history.clock.start(forecast.history.first)),
        last_at=moment(forecast.start),
        cells=forecast.grid.cells,
        flat=read.flat.code,
        weights=weights_of(forecast, rounded),
        code_version=code_version(),
        scorecard=scorecard(forecast.scored, forecast.calibration),
        untested=forecast.untested,
        made_at=timezone.now(),
    )


def _put(
    page: Page, model: ForecastModel, made: Made, made_from: Mapping[str, Any] | None = None
) -> Forecast:
    cells = cells_of(made)
    row = page.save(
        Forecast(
            model=model,
            start=moment(made.forecast.start),
            end=moment(made.forecast.end),
            made_at=timezone.now(),
            expected=rounded(float(made.forecast.expected.sum())),
            cells_sha256=hashlib.sha256(cells).hexdigest(),
            boxes=boxes_told(made),
            made_from=dict(made_from or {}),
            rhythm=list(made.forecast.rhythm),
        )
    )
    _map_of(row, made, cells).save(force_insert=True)
    return row


def _map_of(row: Forecast, made: Made, cells: bytes) -> ForecastMap:
    grid, name = made.forecast.grid, title(made.forecast)
    rows, columns = grid.inside.shape
    return ForecastMap(
        forecast=row,
        cells=zlib.compress(cells),
        counted=zlib.compress(made.counted.astype("<f4").tobytes()),
        grid={"west": grid.west, "south": grid.south, "size": grid.size, "rows": rows, "columns": columns},
        inside=zlib.compress(np.packbits(grid.inside).tobytes()),
        svg=svg_map(made.forecast, name, made.area),
        geojson=gzip.compress(geojson(made.forecast, made.read.flat, made.area).encode(), 6),
    )


def cells_of(made: Made) -> bytes:
    """The expectation of every cell as float32: what its SHA-256 is over, and what maps are drawn from."""
    return made.forecast.expected.astype("<f4").tobytes()


def boxes_told(made: Made) -> list[dict[str, Any]]:
    """The boxes as the register keeps them."""
    return [_box(box, made.forecast.grid.size, made.read.flat) for box in made.forecast.boxes]


def _box(box: Box, size: float, flat: Flat) -> dict[str, Any]:
    return {
        "rank": box.rank,
        "cell": box.cell,
        "x": box.x,
        "y": box.y,
        "ring": ring(box.x, box.y, size, flat),
        "expected": rounded(box.expected),
        "streets": list(box.streets),
        "why": box.why,
        "hours": _hours(box.hours),
    }


def _hours(hours: Hours | None) -> dict[str, Any] | None:
    if hours is None:
        return None
    begin, end = hours.told
    figures = {"inside": rounded(hours.inside), "known": hours.known, "area": rounded(hours.area)}
    return {"from": begin, "to": end, **figures}


def ring(x: float, y: float, size: float, flat: Flat) -> list[list[float]]:
    """A cell's corners in WGS84, longitude before latitude, counter-clockwise and closed."""
    corners = shapely.get_coordinates(shapely.box(x, y, x + size, y + size, ccw=True))
    longitude, latitude = flat.to_degrees(corners[:, 0], corners[:, 1])
    return [
        [round(float(a), DIGITS), round(float(b), DIGITS)] for a, b in zip(longitude, latitude, strict=True)
    ]


def floats(packed: bytes | memoryview) -> Floats:
    """What was packed of each cell; shape (cells,)."""
    return np.frombuffer(zlib.decompress(bytes(packed)), "<f4").astype(float)
