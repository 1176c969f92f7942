"""What was answered in an entry, in words: labels and texts in the order of its class."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from daybook.records.offences import OffenceError, find
from daybook.records.reports.ask import Ask, ask_of
from daybook.records.reports.entries import OffenceEntry, Part
from daybook.records.reports.values import LONDON

UNSAID: tuple[Any, ...] = (None, "", [], False)
SKIPPED = {"happened_at"}


def answers(part: Part) -> Iterator[tuple[str, str]]:
    """Label and words of every question that was answered; a tick not made is none."""
    for name, ask in answered(part):
        yield ask.label, words(getattr(part, name), ask)


def answered(part: Part) -> Iterator[tuple[str, Ask]]:
    """The questions that were answered, by the name of their field."""
    for name, field in type(part).model_fields.items():
        value, ask = getattr(part, name), ask_of(field, name)
        if name not in SKIPPED and (value not in UNSAID or is_no(value, ask)):
            yield name, ask


def is_no(value: Any, ask: Ask) -> bool:
    """Whether it is the answer no to a question that had to be answered, not a tick left out."""
    return value is False and bool(ask.options)


def words(value: Any, ask: Ask) -> str:
    """A value in words: codes by their labels, times as London shows them."""
    match value:
        case list():
            return ", ".join(words(one, ask) for one in value)
        case bool():
            return "yes" if value else "no"
        case OffenceEntry():
            return offence_words(value.code)
        case Part():
            return ", ".join(text for _, text in answers(value))
        case datetime():
            return f"{value.astimezone(LONDON):%-d %B %Y at %H:%M}"
        case date():
            return f"{value:%-d %B %Y}"
    return label_of(str(value), ask)


def label_of(code: str, ask: Ask) -> str:
    """The words for a code of the question's list, also one no longer used; other text as it is."""
    from daybook.records.labels import label

    return dict(ask.options).get(code, code) if ask.options else label(ask.code_list, code)


def offence_words(code: str) -> str:
    """Title and code of an offence."""
    try:
        return f"{find(code).title} ({code})"
    except OffenceError:
        return code
