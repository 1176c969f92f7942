"""A forecast as one HTML file: map, boxes with reasons, scorecard, and what was odd in the data."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from daybook.forecast import fair
from daybook.forecast.engine.clock import Unit
from daybook.forecast.engine.forecasting import Forecast
from daybook.forecast.engine.models import Counting
from daybook.forecast.engine.reading import Read
from daybook.forecast.engine.writing import svg_map
from daybook.forecast.fair import Judged
from daybook.forecast.fair_pictures import charts
from daybook.forecast.score_tables import CSV_HEAD, calibration, figures, sheets
from daybook.forecast.scorecard import scorecard
from daybook.forecast.verdict import MEANING, Card, advised, tested
from daybook.web.charts import Chart
from daybook.web.downloads import csv_lines

STYLES = ("vendor/govuk-frontend/govuk-frontend.min.css", "web/daybook.css")


def write_report(path: Path, forecast: Forecast, read: Read, area: Any, found: Judged | None = None) -> None:
    """Write the file; its styles stand in it, and it needs neither network nor script."""
    card = scorecard(forecast.scored, forecast.calibration)
    by_counting = isinstance(forecast.model, Counting)
    given = {
        "title": title(forecast),
        "map": mark_safe(svg_map(forecast, title(forecast), area)),  # noqa: S308 - the engine escapes its words
        "forecast": forecast,
        "hours": any(box.hours for box in forecast.boxes),
        "read": read,
        "facts": facts(forecast, read),
        "verdict": advised(card, forecast.untested, by_counting),
        **measured(card, by_counting),
        **fairness(found),
        "styles": styles(),
    }
    path.write_text(render_to_string("forecast/report.html", given), "utf-8")


def write_evaluation(
    path: Path, card: Card, read: Read, found: Judged | None = None, outside: str = ""
) -> None:
    """The scorecard and, with a census, the fairness, as one file."""
    given = {
        "title": "How good forecasts would have been",
        "read": read,
        "verdict": advised(card),
        "outside": outside,
        **measured(card),
        **fairness(found),
        "styles": styles(),
    }
    path.write_text(render_to_string("forecast/evaluation.html", given), "utf-8")


def write_scorecard(path: Path, card: Card) -> None:
    """The scorecard as CSV, a row for each method and share of the area; its heading alone where nothing is known."""
    path.write_text("".join(csv_lines(CSV_HEAD, figures(card))), "utf-8", newline="")


def measured(card: Card, by_counting: bool = False) -> dict[str, Any]:
    """What the part of the page about hit rates shows; nothing where they could not be measured."""
    if not card:
        return {}
    return {
        "tested": f"{tested(card)} {MEANING}",
        "sheets": sheets(card),
        "calibration": calibration(card, by_counting),
    }


def fairness(found: Judged | None) -> dict[str, Any]:
    """What the part of the page about fairness shows; nothing without a census."""
    if found is None:
        return {}
    return {
        "fair_findings": fair.findings(found),
        "fair_pictures": pictures(charts(found)),
        "fair_meaning": fair.MEANING,
        "fair_head": fair.HEAD,
        "fair_rows": fair.rows(found.fairness),
    }


def pictures(charts: Sequence[Chart]) -> list[SafeString]:
    """Charts for a file: each with its table, and with its CSV inside the link."""
    return [chart.html(csv=csv_inside(chart.head, chart.rows)) for chart in charts]


def csv_inside(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A CSV inside its link, for a file that stands alone."""
    written = "".join(csv_lines(head, rows))
    return f"data:text/csv;base64,{b64encode(written.encode()).decode()}"


def title(forecast: Forecast) -> str:
    """What is forecast, and for when."""
    clock = forecast.history.clock
    edges = clock.wall(np.array([forecast.start, forecast.end]))
    if clock.unit is Unit.SHIFT:
        first, last = (str(one.astype("M8[m]")).replace("T", " ") for one in edges)
        return f"Forecast from {first} to {last} {clock.zone}"
    first, last = (str(one.astype("M8[D]")) for one in edges - np.array([0, 1], "m8[s]"))
    return f"Forecast for {first}" if first == last else f"Forecast from {first} to {last}"


def facts(forecast: Forecast, read: Read) -> Sequence[tuple[str, str]]:
    """What it rests on."""
    kinds = ", ".join(f"{kind or 'without a type'} {count:,}" for kind, count in list(read.kinds.items())[:8])
    return [
        (
            "Learnt from",
            f"{len(forecast.history):,} events ({kinds}); {forecast.history.outside:,} outside the area",
        ),
        ("Area", f"{forecast.grid.cells:,} cells of {forecast.grid.size:g} m, {forecast.grid.area:,.0f} km²"),
        (
            "Expected in all",
            f"{forecast.expected.sum():,.1f} events, {_share(forecast):.0%} of them in the boxes",
        ),
        ("Model", forecast.model.name),
        *([("Hour and season", " ".join(forecast.rhythm))] if forecast.rhythm else []),
        *([("Known of places", ", ".join(forecast.places.names))] if forecast.places else []),
    ]


def _share(forecast: Forecast) -> float:
    return sum(box.expected for box in forecast.boxes) / max(float(forecast.expected.sum()), 1e-9)


def styles() -> SafeString:
    """The house's own styles, to stand inside a file."""
    static = resources.files("daybook.web").joinpath("static")
    return mark_safe("\n".join(static.joinpath(name).read_text("utf-8") for name in STYLES))  # noqa: S308
