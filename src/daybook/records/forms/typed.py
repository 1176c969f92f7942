"""From what a browser posts to the nested values that a report class validates, and back.

Names are paths with dots: `people_arrested.0.family_name`, `happened_at.day`. Whatever was typed stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, get_args, get_origin

from django.http import QueryDict
from pydantic.fields import FieldInfo

from daybook.records.identifiers import IdentifierError
from daybook.records.offences import OffenceError, find
from daybook.records.reports.ask import ask_of, codes_of
from daybook.records.reports.entries import OffenceEntry, Part
from daybook.records.reports.form import inner_model
from daybook.records.reports.values import LONDON

Typed = dict[str, Any]
Reading = Callable[[QueryDict, str], Any]
"""What was typed for one field, under that path."""


def typed_from(posted: QueryDict, part: type[Part], prefix: str = "") -> Typed:
    """What was typed for a part, nested as its class is; only the class's own fields are taken."""
    return {name: read(posted, f"{prefix}{name}") for name, read in _readings(part).items()}


@cache
def _readings(part: type[Part]) -> dict[str, Reading]:
    """How each field is read, worked out once: a form is sent again with every few letters."""
    return {name: _reading(field, name) for name, field in part.model_fields.items()}


def _reading(field: FieldInfo, name: str) -> Reading:
    inner = inner_model(field.annotation)
    if is_list(field) and inner is OffenceEntry:
        return offences_from
    if inner and is_list(field):
        return lambda posted, path: [
            typed_from(posted, inner, f"{path}.{index}.") for index in _indexes(posted, path)
        ]
    if inner:
        return lambda posted, path: typed_from(posted, inner, f"{path}.")
    if is_list(field) and codes_of(ask_of(field, name)):
        return lambda posted, path: [code for code in posted.getlist(path) if code]
    if holds(field, date):
        boxes = boxes_of(field)
        return lambda posted, path: {box: posted.get(f"{path}.{box}", "") for box in boxes}
    return lambda posted, path: posted.get(path, "")


def offences_from(posted: QueryDict, path: str) -> list[Typed]:
    """The offences chosen so far, each with its own times; a code typed in full into the search box counts too."""
    typed = [{"code": code} for code in posted.getlist(f"{path}.code") if code]
    searched = posted.get(f"{path}.find", "").strip()
    if searched and is_offence_code(searched) and searched.upper() not in {item["code"] for item in typed}:
        typed.append({"code": searched.upper()})
    return typed


def is_offence_code(text: str) -> bool:
    """Whether the text is the whole code of a listed offence."""
    try:
        find(text)
    except (OffenceError, IdentifierError):
        return False
    return True


def _indexes(posted: QueryDict, path: str) -> list[int]:
    starts = len(path) + 1
    found = {key[starts:].split(".")[0] for key in posted if key.startswith(f"{path}.")}
    return sorted(int(index) for index in found if index.isdigit())


def boxes_of(field: FieldInfo) -> list[str]:
    return ["day", "month", "year", "time"] if holds(field, datetime) else ["day", "month", "year"]


def is_list(field: FieldInfo) -> bool:
    return get_origin(field.annotation) is list


def holds(field: FieldInfo, kind: type) -> bool:
    """Whether the field is of that type or may be; a datetime is also a date."""
    found = [field.annotation, *get_args(field.annotation)]
    return any(isinstance(item, type) and issubclass(item, kind) for item in found)


def typed_of(part: Part) -> Typed:
    """A validated part as a form shows it again."""
    return {name: shown(getattr(part, name)) for name in type(part).model_fields}


def shown(value: Any) -> Any:
    match value:
        case Part():
            return typed_of(value)
        case datetime():
            return moment_boxes(value)
        case date():
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        case bool():
            return "yes" if value else "no"
        case list():
            return [shown(item) for item in value]
        case None:
            return ""
    return str(value)


def moment_boxes(moment: datetime) -> Typed:
    """A moment as London's calendar and clock show it, in the four boxes of a form."""
    local = moment.astimezone(LONDON)
    return {
        "day": str(local.day),
        "month": str(local.month),
        "year": str(local.year),
        "time": local.strftime("%H:%M"),
    }


def empty(part: type[Part]) -> Typed:
    """A blank part: nothing typed, and the values that stand unless changed."""
    typed = typed_from(QueryDict(), part)
    for name, field in part.model_fields.items():
        if isinstance(field.default, str | int) and field.default:
            typed[name] = shown(field.default)
    return typed


def posted_of(typed: Typed, prefix: str = "") -> list[tuple[str, str]]:
    """Typed values as the pairs a browser would post: the other way of `typed_from`."""
    pairs: list[tuple[str, str]] = []
    for name, value in typed.items():
        pairs += _pairs(f"{prefix}{name}", value)
    return pairs


def _pairs(path: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return posted_of(value, f"{path}.")
    if not isinstance(value, list):
        return [(path, str(value))]
    if value and isinstance(value[0], dict) and set(value[0]) == {"code"}:
        return [(f"{path}.code", item["code"]) for item in value]
    pairs: list[tuple[str, str]] = []
    for index, item in enumerate(value):
        pairs += posted_of(item, f"{path}.{index}.") if isinstance(item, dict) else [(path, str(item))]
    return pairs
