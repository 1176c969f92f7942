"""The fields of this room's forms, with what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from daybook.forecast.actions.send_crimes import AREAS, COVARIATES, CRIMES, own_boundary
from daybook.forecast.engine.clock import SHIFTS
from daybook.forecast.engine.forecasting import LONDON
from daybook.forecast.engine.reading.kinds import is_enforcement
from daybook.forecast.models import CrimeSource, Origin
from daybook.forecast.wishes import HORIZON_WORDS, METHOD_WORDS, Typed, horizons
from daybook.web.forms import choices

FIRST = {"size": "250", "boxes": "20", "method": "mixture", "shifts": ", ".join(SHIFTS)}
"""What stands in the form before anything is typed."""
COVARIATES_HINT = (
    "For boosted trees and Poisson regression: areas with figures, or points such as licensed premises with their kind."
    " GeoPackage, GeoJSON or CSV. Nothing that tells who people are"
)
ZONE_HINT = (
    f"Of times without an offset, and of the hours that are told. Such as America/Chicago; empty for {LONDON}"
)
COVARIATES_TAKEN = {"accept": ",".join(COVARIATES)}
Params = dict[str, Any]


def field(name: str, label: str, hint: str, errors: Mapping[str, str], **more: Any) -> Params:
    """One field of a form, with its hint and, where `errors` has one of that name, what is wrong with it."""
    shown: Params = {"id": name, "name": name, "label": {"text": label, "classes": "govuk-label--s"}, **more}
    if hint:
        shown["hint"] = {"text": hint}
    if name in errors:
        shown["errorMessage"] = {"text": errors[name]}
    return shown


def choice(name: str, label: str, errors: Mapping[str, str], **more: Any) -> Params:
    """Radios or checkboxes, with what is wrong with them."""
    legend = {"legend": {"text": label, "classes": "govuk-fieldset__legend--s"}}
    shown: Params = {"idPrefix": name, "name": name, "fieldset": legend, **more}
    return shown | ({"errorMessage": {"text": errors[name]}} if name in errors else {})


def send_fields(typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Params]:
    """Where crimes come from, a file, a boundary."""
    file_hint = "CSV, a police.uk zip as downloaded, or Parquet; up to 1 GB"
    area_hint = (
        "GeoPackage, GeoJSON, KML or a CSV of corners. Without one, what lies within 500 m of an event"
    )
    if own_boundary():
        area_hint += "; for the crimes in Daybook, the force’s own"
    return {
        "origin": choice(
            "origin", "Which crimes", errors, items=choices(Origin.choices), value=typed.get("origin", "")
        ),
        "file": field("file", "File of crimes", file_hint, errors, attributes={"accept": ",".join(CRIMES)}),
        "area": field(
            "area", "Boundary, if you have one", area_hint, errors, attributes={"accept": ",".join(AREAS)}
        ),
    }


def reading_fields(typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Params]:
    """How a file is read, where that cannot be found out."""
    columns_hint = (
        "One on a line, such as x=EASTING, y=NORTHING, time=WHEN, kind=OFFENCE, street=ROAD, key=REFERENCE"
    )
    system_hint = "Such as EPSG:27700; empty to find it out"
    width = "govuk-input--width-10"
    return {
        "columns": field("columns", "Columns", columns_hint, errors, rows=3, value=typed.get("columns", "")),
        "system": field(
            "system",
            "Coordinates of the crimes",
            system_hint,
            errors,
            classes=width,
            value=typed.get("system", ""),
        ),
        "area_system": field(
            "area_system",
            "Coordinates of the boundary",
            system_hint,
            errors,
            classes=width,
            value=typed.get("area_system", ""),
        ),
        "zone": field("zone", "Time zone", ZONE_HINT, errors, classes="govuk-input--width-20")
        | {"value": typed.get("zone", "")},
    }


def wish_fields(
    source: CrimeSource, typed: Typed, errors: Mapping[str, str], places: Sequence[str] = ()
) -> dict[str, Params]:
    """What is asked of a forecast; `places` names the covariates that were given before."""
    possible = [(name, HORIZON_WORDS[name]) for name in horizons(source.precision)]
    narrow = "govuk-input--width-5"
    value = typed.values.get
    title_hint = "Such as “Burglary, next day”"
    reason_hint = "Only for types marked so. It stands on every page of the model"
    shifts_hint = "By the clock on the wall; for the next shift alone"
    boxes_hint = "As many as the force can really visit"
    taken = f". {', '.join(places)} is taken again, unless another file is chosen" if places else ""
    return {
        "title": field("title", "Name of the forecast", title_hint, errors, value=value("title", "")),
        "kinds": choice(
            "kinds",
            "Crime types",
            errors,
            items=kind_items(source, typed.kinds),
            classes="govuk-checkboxes--small",
        ),
        "reason": field("reason", "Why enforcement-driven types are needed", reason_hint, errors, rows=2)
        | {"value": value("reason", "")},
        "horizon": choice(
            "horizon",
            "What it is for",
            errors,
            items=choices(possible),
            value=value("horizon", possible[0][0]),
        ),
        "shifts": field("shifts", "Shifts begin at", shifts_hint, errors, classes="govuk-input--width-20")
        | {"value": value("shifts", "")},
        "boxes": field("boxes", "Boxes", boxes_hint, errors, classes=narrow, value=value("boxes", "")),
        "size": field("size", "Side of a cell", "250 is usual", errors, classes=narrow)
        | {"suffix": {"text": "metres"}, "value": value("size", "")},
        "method": choice(
            "method",
            "Drawn by",
            errors,
            items=choices(METHOD_WORDS.items()),
            value=value("method", "mixture"),
        ),
        "covariates": field(
            "covariates",
            "What stands at places, if you have it",
            COVARIATES_HINT + taken,
            errors,
            attributes=COVARIATES_TAKEN,
        ),
    }


def kind_items(source: CrimeSource, chosen: Sequence[str]) -> list[Params]:
    """A checkbox for each crime type of the source, with how many there are."""
    items = []
    for kind, count in source.kinds.items():
        item: Params = {
            "value": kind,
            "text": f"{kind or 'Without a type'} ({count:,})",
            "checked": kind in chosen,
        }
        if is_enforcement(kind):
            item["hint"] = {"text": "Recorded mostly where police look for it: needs a reason"}
        items.append(item)
    return items
