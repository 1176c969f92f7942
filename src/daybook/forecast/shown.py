"""What the pages show of a model: facts, scorecard and boxes, in words and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import sqrt
from typing import Any

from django.utils import timezone

from daybook.forecast import answering
from daybook.forecast import verdict as said
from daybook.forecast.engine.boxes import few
from daybook.forecast.making import wall_of
from daybook.forecast.models import Forecast, ForecastModel, Origin
from daybook.forecast.score_tables import Sheet, calibration, sheets
from daybook.forecast.sureness import exact, tells
from daybook.forecast.wishes import HORIZON_WORDS, METHOD_WORDS
from daybook.web.pages import Column, Listing

COUNTING = "counting"
SHOWN = 0.0005
"""Weights below it are 0 to three figures, and only counted."""


def period(forecast: Forecast) -> str:
    """When a forecast is for, in local time."""
    start, end = timezone.localtime(forecast.start), timezone.localtime(forecast.end)
    if forecast.end - forecast.start < timedelta(days=1):
        return f"{start:%-d %B %Y, %H:%M} to {end:%H:%M}"
    last = timezone.localtime(forecast.end - timedelta(seconds=1))
    return (
        _day(start)
        if forecast.end - forecast.start <= timedelta(days=1)
        else f"{_day(start)} to {_day(last)}"
    )


def _day(when: datetime) -> str:
    return f"{when:%-d %B %Y}"


def verdict(model: ForecastModel) -> str:
    """What the page says first: whether the map may be trusted more than a count."""
    return said.verdict(model.scorecard, model.untested, model.plan["method"] == COUNTING)


def came(forecast: Forecast) -> str:
    """What came of a forecast, in its boxes and in as many cells by counting."""
    outcome = forecast.outcome
    events, boxes, count = (outcome[name] for name in ("events", "in_boxes", "by_counting"))
    return (
        f"{period(forecast)}: {boxes:,} of {events:,} events fell in the boxes{_rate(boxes, events)}; in as many"
        f" cells by counting {count:,.1f}{_rate(count, events)}."
    )


def _rate(held: float, events: int) -> str:
    """The hit rate of one period with its binomial standard error, or where that tells nothing its exact interval."""
    if not events:
        return ""
    rate = min(held / events, 1.0)
    error = sqrt(rate * (1 - rate) / events)
    if not tells(events, error):
        low, high = (100 * one for one in exact(rate, events))
        return f" ({rate:.1%}, exact interval {low:.1f} to {high:.1f})"
    return f" ({rate:.1%} ± {100 * error:.1f})"


def offers_counting(model: ForecastModel) -> bool:
    """Whether the page says that counting does as well, and offers it."""
    return said.offers_counting(model.scorecard, model.plan["method"] == COUNTING)


def facts(model: ForecastModel, forecast: Forecast) -> list[dict[str, Any]]:
    """Rows of the summary: what the map rests on."""
    plan = model.plan
    kinds = ", ".join(f"{kind or 'without a type'} {count:,}" for kind, count in model.kinds.items())
    inside = sum(box["expected"] for box in forecast.boxes)
    area = model.area_name or "what lies within 500 m of an event"
    pairs = [
        ("For", period(forecast)),
        (
            "Learnt from",
            f"{model.events:,} events, {_span(model)}; {model.outside:,} more lay outside the area",
        ),
        ("Crime types", kinds),
        ("Area", f"{model.cells:,} cells of {model.size:g} m; {area}"),
        (
            "Expected",
            f"{forecast.expected:,.1f} events, {inside:,.1f} of them in the {len(forecast.boxes)} boxes",
        ),
        ("Drawn by", METHOD_WORDS.get(plan["method"], plan["method"])),
    ]
    if forecast.rhythm:
        pairs.append(("Hour and season", " ".join(forecast.rhythm)))
    if known := places(model):
        pairs.append(("Known of places", known))
    if plan.get("reason"):
        pairs.append(("Types recorded where police look", f"Taken in, because: {plan['reason']}"))
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs]


def places(model: ForecastModel) -> str:
    """The covariates that it learns from, and their files; empty without any."""
    files = ", ".join(name for name, _ in model.plan.get("covariates", ()))
    return f"{', '.join(model.plan['places'])} ({files})" if files else ""


def span_and_kinds(model: ForecastModel) -> str:
    """The data in one sentence, without where it happened."""
    kinds = ", ".join(f"{kind or 'without a type'} ({count:,})" for kind, count in model.kinds.items())
    return f"{model.events:,} events, {_span(model)}: {kinds}."


def _span(model: ForecastModel) -> str:
    return f"{_day(model.first_at)} to {_day(model.last_at - timedelta(seconds=1))}"


def entry(model: ForecastModel) -> list[dict[str, Any]]:
    """Rows of the register's entry: all that is needed to make the model again, and who answers for it."""
    known = answering.names([model])
    source = "the crimes in Daybook, kept as" if model.source_origin == Origin.BOOK else "the file"
    pairs = [
        ("Number", str(model.number)),
        (
            "Made from",
            f"{source} {model.source_name}: {model.source_rows:,} rows, SHA-256 {model.source_sha256}",
        ),
        ("Boundary", f"{model.area_name}, SHA-256 {model.area_sha256}" if model.area_name else "none"),
        *[("Covariates", f"{name}, SHA-256 {digest}") for name, digest in model.plan.get("covariates", ())],
        ("Horizon", _horizon(model.plan)),
        ("Coordinates", model.flat),
        ("Weights", _weights(model.weights)),
        ("Code", model.code_version),
        ("Made", answering.made(model, known)),
        ("Approved", answering.approved(model, known)),
    ]
    return [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs]


def map_entry(forecast: Forecast) -> list[dict[str, Any]]:
    """Rows for a map that was made later than its model: what it was made from; none for the model's own."""
    given = forecast.made_from
    if not given:
        return []
    first, last, read = (datetime.fromisoformat(given[name]) for name in ("first", "last", "read_at"))
    crimes = (
        f"{given['rows']:,} crimes in Daybook, read {timezone.localtime(read):%-d %B %Y, %H:%M} up to number"
        f" {given['seq']:,} of the book, SHA-256 {given['sha256']}; {given['events']:,} events,"
        f" {_day(first)} to {_day(last - timedelta(seconds=1))}; code {given['code']}"
    )
    return [{"key": {"text": "Latest map, made from"}, "value": {"text": crimes}}]


def _horizon(plan: Mapping[str, Any]) -> str:
    if plan["horizon"] != "shift":
        return HORIZON_WORDS[plan["horizon"]]
    zone, shifts = wall_of(plan)
    return f"{HORIZON_WORDS['shift']}; shifts begin at {', '.join(shifts)}, {zone}"


def _weights(kept: Sequence[Any]) -> str:
    """Each weight with what it is of, the largest first; numbers alone where the entry has no more."""
    if not kept:
        return "none: a count has none"
    if not isinstance(kept[0], Mapping):
        return ", ".join(f"{one:.3f}" for one in kept)
    weights = [one for one in kept if "weight" in one]
    told = sorted((one for one in weights if one["weight"] >= SHOWN), key=lambda one: -one["weight"])
    words = [f"{one['weight']:.3f} {_weighed(one)}" for one in told]
    if len(told) < len(weights):
        words.append(f"{len(weights) - len(told)} more of 0")
    return "; ".join([*words, *(_learner(one) for one in kept if "weight" not in one)])


def _learner(row: Mapping[str, Any]) -> str:
    """What corrects the mixture, with the settings that it was learnt by."""
    by = f"{row['rounds']} trees by {row['library']}" if "trees" in row else f"ridge {row['ridge']:g}"
    return f"corrected by {row['kind']} ({by}; at most {row['rows']:,} rows, seed {row['seed']})"


def _weighed(row: Mapping[str, Any]) -> str:
    if "reach" not in row:
        return str(row["kind"])
    memory = "for ever" if row["memory"] is None else f"{row['memory']:g} days"
    hour = ", by the shift of the day" if row.get("same_shift") else ""
    return f"{row['kind']} ({row['reach']:g} m, {memory}{hour})"


def score_tables(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The scorecard as tables, the plain count first; empty where nothing was measured."""
    return [_table(sheet) for sheet in sheets(card)] if card else []


def _table(sheet: Sheet) -> dict[str, Any]:
    return {
        "caption": sheet.title,
        "captionClasses": "govuk-visually-hidden",
        "firstCellIsHeader": True,
        "head": [{"text": text} for text in sheet.head],
        "rows": [[{"text": text} for text in line] for line in sheet.rows],
    }


def hours(box: Mapping[str, Any]) -> str:
    """In which hours most happens around a box, as 22:00 to 03:00; empty where that is not sure."""
    told = box.get("hours")
    return f"{told['from']} to {told['to']}" if told else ""


def box_listing(forecast: Forecast) -> Listing:
    """The boxes as a table."""
    columns = [
        Column("Box", lambda box: box["rank"], is_number=True),
        Column("Streets", lambda box: ", ".join(box["streets"])),
        Column("Expected events", lambda box: few(box["expected"]), is_number=True),
        *(
            [Column("Hours", lambda box: hours(box) or "none stands out")]
            if any(map(hours, forecast.boxes))
            else []
        ),
        Column("Why", lambda box: box["why"]),
    ]
    cells = [[column.of(box) for column in columns] for box in forecast.boxes]
    head = [column.head() for column in columns]
    table = {"caption": "Boxes, the highest expectation first", "captionClasses": "govuk-visually-hidden"}
    return Listing(list(forecast.boxes), table | {"head": head, "rows": cells})


def calibration_table(model: ForecastModel) -> dict[str, Any]:
    """Calibration of the method that the map is drawn by; empty where nothing was measured."""
    by_counting = model.plan["method"] == COUNTING
    return _table(calibration(model.scorecard, by_counting)) if model.scorecard else {}
