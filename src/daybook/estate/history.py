"""What happened to a record of the register, from the book: when, by whom, and what changed into what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from daybook.access.models import User
from daybook.book.kinds import kind_of
from daybook.book.models import Entry
from daybook.estate.models import System
from daybook.estate.register.fields import SHEETS, SYSTEM_FIELDS, Field
from daybook.estate.shown import in_words, pounds

COLUMN = {"source": "source_id", "target": "target_id", "system": "system_id", "amount": "pence"}
"""Columns that have not the name of their field."""


def _columns(sheet: str) -> dict[str, Field]:
    return {COLUMN.get(field.name, field.name): field for field in SHEETS[sheet].fields}


FIELDS: dict[str, dict[str, Field]] = {
    "estate.system": {field.name: field for field in SYSTEM_FIELDS},
    "estate.interface": _columns("interfaces"),
    "estate.contract": _columns("contracts"),
    "estate.costline": _columns("costs"),
}
"""Fields by column, of the tables whose changes are told column by column."""
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


def history(*records: UUID, most: int = 200) -> list[Happening]:
    """The latest entries about any of the records, the newest first."""
    about = Entry.objects.filter(record_id__in=records)
    return told(list(about.select_related("value").order_by("-written_at", "-id")[:most]))


def told(entries: Sequence[Entry]) -> list[Happening]:
    """These entries, the newest first, in words."""
    users = User.objects.in_bulk({entry.user_id for entry in entries if entry.user_id})
    before: Rows = {}
    found = []
    for entry in reversed(entries):
        said = json.loads(entry.value.change) if hasattr(entry, "value") else {}
        rows, tables = _by_key(said.get("rows", {}))
        was, _ = _by_key(said.get("before", {}))
        before |= {key: (rows.get(key) or {}) | columns for key, columns in was.items() if columns}
        changes = [change for key in rows for change in _changes(tables[key], before.get(key), rows[key])]
        by = str(users.get(entry.user_id) or "Daybook")
        is_first = entry.kind.endswith(":added") and not before
        reason = said.get("reason", "")
        found.append(
            Happening(kind_of(entry.kind).title, entry.written_at, by, [] if is_first else changes, reason)
        )
        before |= rows
    return found[::-1]


def _by_key(tables: Mapping[str, Rows]) -> tuple[Rows, dict[str, str]]:
    """Rows of all tables by id, and the table of each."""
    rows = {key: row for table in tables.values() for key, row in table.items()}
    return rows, {key: label for label, table in tables.items() for key in table}


def _changes(
    label: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Iterator[tuple[str, str, str]]:
    """Each column that differs; a row that is new or gone in one line."""
    if before and after and (fields := FIELDS.get(label)):
        for name, value in after.items():
            if before.get(name) != value and name in fields:
                yield fields[name].label, _words(fields[name], before.get(name)), _words(fields[name], value)
    elif label not in TOLD_ELSEWHERE:
        title = apps.get_model(label)._meta.verbose_name or label
        yield str(title).capitalize(), _row_words(label, before), _row_words(label, after)


def _words(field: Field, value: Any) -> str:
    if field.kind == "date" and isinstance(value, str):
        value = date.fromisoformat(value)
    if field.kind == "system":
        value = _system(value)
    return in_words(field, value) or "nothing"


def _row_words(label: str, row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "nothing"
    if label == "estate.contractcover":
        return _system(row["system_id"])
    if label == "estate.costline":
        return f"{row['category']} {pounds(row['pence'])}"
    hidden = ("id", "at", "by")
    return ", ".join(
        str(value)
        for name, value in row.items()
        if value not in (None, "", [], False) and not _is_key(name, hidden)
    )


def _system(key: str) -> str:
    """Systems are never deleted: its number stands."""
    return str(System.objects.filter(pk=key).values_list("number", flat=True).first() or "")


def _is_key(name: str, hidden: tuple[str, ...]) -> bool:
    return name in hidden or name.endswith("_id")
