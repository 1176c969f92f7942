"""What was answered, in words: for the page of an event, its history and the printed copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from pydantic.fields import FieldInfo

from daybook.records.code_lists import code_list
from daybook.records.forms.typed import holds
from daybook.records.reports.ask import Ask, ask_of
from daybook.records.reports.entries import Part
from daybook.records.reports.form import inner_model

Facts = list[tuple[str, str]]


def facts_of(part: type[Part], held: Mapping[str, Any], names: Iterable[str] = ()) -> Facts:
    """Label and words of each answer, in the order of the class; what was not answered is left out."""
    found: Facts = []
    for name in names or part.model_fields:
        field = part.model_fields[name]
        if inner := inner_model(field.annotation):
            found += _of_parts(ask_of(field, name).label, inner, held.get(name))
        elif words := in_words(field, name, held.get(name)):
            found.append((ask_of(field, name).label, words))
    return found


def _of_parts(label: str, part: type[Part], held: Any) -> Facts:
    rows = held if isinstance(held, list) else [held] if held else []
    many = len(rows) > 1
    return [
        (
            f"{label} {number}" if many else label,
            "\n".join(f"{name}: {words}" for name, words in facts_of(part, row)),
        )
        for number, row in enumerate(rows, 1)
    ]


def in_words(field: FieldInfo, name: str, value: Any) -> str:
    """One answer in words; empty where there is none, or a box was not ticked."""
    labels = _labels(ask_of(field, name))
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else ""
        case list():
            return "; ".join(labels.get(item, str(item)) for item in value)
    if value and holds(field, datetime):
        return when(datetime.fromisoformat(value))
    if value and holds(field, date):
        return when(date.fromisoformat(value))
    return labels.get(value, str(value))


def _labels(ask: Ask) -> dict[str, str]:
    """Every code with its words, those no longer in use as well: an old record stays readable."""
    if ask.options or not ask.code_list:
        return dict(ask.options)
    return {code.code: code.label for code in code_list(ask.code_list)}


def when(moment: datetime | date) -> str:
    """A moment in London's time, as every page shows it."""
    if isinstance(moment, datetime):
        return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}"
    return f"{moment:%-d %B %Y}"
