"""The fields of a study of patterns, with what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from daybook.forecast.actions.send_crimes import AREAS
from daybook.forecast.models import CrimeSource
from daybook.forecast.studies.wishes import PATTERNS, TypedStudy
from daybook.forecast.views.fields import Params, choice, field, kind_items

FIRST = TypedStudy({"size": "250", "ring": "500"}, (), ("near-repeats", "repeats", "hours", "hotspots"))
"""What stands in the form before anything is typed."""
NARROW, DAY = "govuk-input--width-5", "govuk-input--width-10"


def study_fields(
    source: CrimeSource, typed: TypedStudy, errors: Mapping[str, str], files: Mapping[str, str]
) -> dict[str, Params]:
    """`files`: names of files that were sent with the wish before, by field."""
    value = typed.values.get
    kinds = kind_items(source, typed.kinds)
    reason_hint = "Only for types marked so. It is kept with the study"
    titled = {"title": "Name of the study", "reason": "Why enforcement-driven types are needed"}
    return {
        "title": field(
            "title", titled["title"], "Such as “Burglary since spring”", errors, value=value("title", "")
        ),
        "kinds": choice("kinds", "Crime types", errors, items=kinds, classes="govuk-checkboxes--small"),
        "reason": field("reason", titled["reason"], reason_hint, errors, rows=2, value=value("reason", "")),
        "patterns": choice("patterns", "What to look for", errors, items=_patterns(typed.patterns)),
        "first": _day("first", "From", "First day, like 2024-03-01; empty for all", typed, errors),
        "last": _day("last", "To", "Last day; empty for all", typed, errors),
        "area": _file(
            "area", "Area", "Only what lies in it; without one, all that was sent in", errors, files
        ),
        "size": _metres("size", "Side of a cell, for hotspots", typed, errors),
        "operation_first": _day("operation_first", "Its first day", "", typed, errors),
        "operation_last": _day("operation_last", "Its last day", "", typed, errors),
        "target": _file("target", "Where it was", "", errors, files),
        "ring": _metres("ring", "Ring around it, into which crime may have moved", typed, errors),
        "areas": _file("areas", "Named areas", "With a column or field that names each", errors, files),
        "treated": field("treated", "Areas where something was done", "", errors, rows=3)
        | {"hint": {"text": "Their names as in the file, one on a line"}, "value": value("treated", "")},
        "control": _file("control", "Comparison area", "Without one, all beyond the ring", errors, files),
    }


def _patterns(chosen: Sequence[str]) -> list[Params]:
    return [{"value": name, "text": text, "checked": name in chosen} for name, text in PATTERNS.items()]


def _day(name: str, label: str, hint: str, typed: TypedStudy, errors: Mapping[str, str]) -> Params:
    return field(name, label, hint, errors, classes=DAY, value=typed.values.get(name, ""))


def _metres(name: str, label: str, typed: TypedStudy, errors: Mapping[str, str]) -> Params:
    suffix: dict[str, Any] = {"text": "metres"}
    return field(name, label, "", errors, classes=NARROW, suffix=suffix, value=typed.values.get(name, ""))


def _file(name: str, label: str, hint: str, errors: Mapping[str, str], files: Mapping[str, str]) -> Params:
    told = [hint] if hint else []
    told.append(
        f"Now: {files[name]}. Choose a file to replace it" if files.get(name) else "GeoPackage or GeoJSON"
    )
    return field(name, label, ". ".join(told), errors, attributes={"accept": ",".join(AREAS)})
