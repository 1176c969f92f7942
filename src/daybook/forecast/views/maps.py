"""The moving map of a forecast, and the cells it draws. Both come from this server alone."""

from __future__ import annotations

import gzip
import logging
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import numpy as np
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from daybook.access.views_guard import signed_on
from daybook.forecast import shown
from daybook.forecast.basemap import Archive, ArchiveError
from daybook.forecast.engine import Flat
from daybook.forecast.engine.boxes import few
from daybook.forecast.engine.writing.picture import COLOURS
from daybook.forecast.models import ForecastMap
from daybook.forecast.views.index import SEE
from daybook.forecast.views.register import find, latest_of
from daybook.forecast.views.withheld import withheld

log = logging.getLogger(__name__)
KEY = ("top 1% of the area", "to 2%", "to 5%", "to 10%")


@require_GET
@signed_on(SEE)
def large_map(request: HttpRequest, model_id: UUID) -> HttpResponse:
    found, latest = find(model_id), latest_of(model_id)
    if why := withheld(request, found):
        messages.error(request, why)
        return redirect("forecast:model", model_id)
    drawn = get_object_or_404(ForecastMap.objects.only("svg", "grid"), pk=latest.pk)
    context = {
        "model": found,
        "forecast": latest,
        "period": shown.period(latest),
        "map": SafeString(drawn.svg),  # the engine escapes the words in it
        "bounds": ",".join(f"{one:.6f}" for one in bounds(drawn, Flat(found.flat))),
        "boxes": [(box, few(box["expected"]), _middle(box["ring"])) for box in latest.boxes],
        "basemap": basemap(),
        "key": list(zip(COLOURS, KEY, strict=True)),
    }
    return render(request, "forecast/map.html", context)


def bounds(drawn: ForecastMap, flat: Flat) -> tuple[float, float, float, float]:
    """West, south, east and north of the grid, in degrees."""
    grid = drawn.grid
    east = grid["west"] + grid["columns"] * grid["size"]
    north = grid["south"] + grid["rows"] * grid["size"]
    x = np.array([grid["west"], grid["west"], east, east])
    y = np.array([grid["south"], north, grid["south"], north])
    longitude, latitude = flat.to_degrees(x, y)
    return float(longitude.min()), float(latitude.min()), float(longitude.max()), float(latitude.max())


def _middle(ring: list[list[float]]) -> str:
    """Where a box's number stands."""
    return ",".join(f"{sum(corner[axis] for corner in ring[:4]) / 4:.6f}" for axis in (0, 1))


@require_GET
@signed_on(SEE)
def cells(request: HttpRequest, model_id: UUID) -> HttpResponse:
    """Every cell with its rank and expectation, and the boundary, as GeoJSON (RFC 7946)."""
    found = find(model_id)
    if why := withheld(request, found):
        return HttpResponse(why, status=403, content_type="text/plain; charset=utf-8")
    packed = get_object_or_404(ForecastMap.objects.only("geojson"), pk=latest_of(found.pk).pk)
    content, headers = bytes(packed.geojson), {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return HttpResponse(content, content_type="application/geo+json", headers=headers)


@require_GET
@signed_on(SEE)
def tile(request: HttpRequest, zoom: int, x: int, y: int) -> HttpResponse:
    """A tile of the force's own basemap (DAYBOOK_BASEMAP); 204 where it has none there."""
    archive = basemap()
    if archive is None:
        raise Http404("There is no basemap.")
    try:
        content = archive.tile(zoom, x, y)
    except ValueError as error:
        raise Http404(str(error)) from None
    if content is None:
        return HttpResponse(status=204)
    headers = {"Cache-Control": "private, max-age=86400"} | (
        {"Content-Encoding": "gzip"} if archive.packed else {}
    )
    return HttpResponse(content, content_type=archive.kind.media_type, headers=headers)


def basemap() -> Archive | None:
    """The archive, None where none is supplied or it cannot be read, which the log tells."""
    return _opened(settings.BASEMAP) if settings.BASEMAP else None


@lru_cache(maxsize=8)
def _opened(file: str) -> Archive | None:
    try:
        return Archive.open(Path(file))
    except ArchiveError as error:
        log.warning("DAYBOOK_BASEMAP: %s", error)
        return None
