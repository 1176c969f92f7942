"""What happened to a record of the register, from the book: when, by whom, and what changed into what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from daybook.access.models import User
from daybook.book.kinds import kind_of
from daybook.book.models import Entry
from daybook.estate.register.fields import SYSTEM_FIELDS, Field
from daybook.estate.shown import in_words, pounds

FIELDS = {field.name: field for field in SYSTEM_FIELDS}
TOLD_ELSEWHERE = {
    "estate.system",
    "estate.retirement",
    "estate.step",
    "estate.parityitem",
    "estate.criterion",
}
"""Rows that stand on pages of their own."""
Rows = dict[str, dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry. `changes` are (what, before, after) in words; nothing of a record just made."""

    title: str
    at: datetime
    by: str
    changes: list[tuple[str, str, str]]
    reason: str = ""


def history(record: UUID, most: int = 200) -> list[Happening]:
    """The latest entries about the record, the newest first."""
    entries = list(
        Entry.objects.filter(record_id=record).select_related("value").order_by("-written_at", "-id")[:most]
    )
    users = User.objects.in_bulk({entry.user_id for entry in entries if entry.user_id})
    before: Rows = {}
    found = []
    for entry in reversed(entries):
        told = json.loads(entry.value.change) if hasattr(entry, "value") else {}
        rows = {key: row for table in told.get("rows", {}).values() for key, row in table.items()}
        tables = {key: label for label, table in told.get("rows", {}).items() for key in table}
        changes = [change for key in rows for change in _changes(tables[key], before.get(key), rows[key])]
        by = str(users.get(entry.user_id) or "Daybook")
        is_first = entry.kind.endswith(":added") and not before
        told_reason = told.get("reason", "")
        found.append(
            Happening(
                kind_of(entry.kind).title, entry.written_at, by, [] if is_first else changes, told_reason
            )
        )
        before |= rows
    return found[::-1]


def _changes(
    label: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Iterator[tuple[str, str, str]]:
    """Each column that differs; a row that is new or gone in one line."""
    if label == "estate.system" and before and after:
        for name, value in after.items():
            if before.get(name) != value and name in FIELDS:
                yield FIELDS[name].label, _words(FIELDS[name], before.get(name)), _words(FIELDS[name], value)
    elif label not in TOLD_ELSEWHERE:
        title = apps.get_model(label)._meta.verbose_name or label
        yield str(title).capitalize(), _row_words(label, before), _row_words(label, after)


def _words(field: Field, value: Any) -> str:
    if field.kind == "date" and isinstance(value, str):
        value = date.fromisoformat(value)
    return in_words(field, value) or "nothing"


def _row_words(label: str, row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "nothing"
    if label == "estate.costline":
        return f"{row['category']} {pounds(row['pence'])}"
    hidden = ("id", "at", "by")
    return ", ".join(
        str(value)
        for name, value in row.items()
        if value not in (None, "", [], False) and not _is_key(name, hidden)
    )


def _is_key(name: str, hidden: tuple[str, ...]) -> bool:
    return name in hidden or name.endswith("_id")
