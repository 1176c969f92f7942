"""What the book tells of those who go: which values are taken out, and which rows that stay are told anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from daybook.book.disposing import told
from daybook.book.models import BookRecord
from daybook.records.retention.going import Going

TEXTS = (models.CharField, models.TextField, models.JSONField)
Key = tuple[str, str]


@dataclass(slots=True)
class Taken:
    """`values`: the entries whose value goes. `rows`: those that stay and have to be told anew.

    `mentions`: how many values that stay have the family name alone, which may be somebody else's.
    """

    values: set[UUID] = field(default_factory=set)
    rows: set[Key] = field(default_factory=set)
    mentions: int = 0


def taken_of(going: Going) -> Taken:
    """One pass over the whole book."""
    gone = {key.hex for key in going.records}
    taken = Taken()

    def wanted(text: str) -> bool:
        if any(key in text for key in gone):
            return True
        return going.names.may_be_in(text) and going.names.family.search(text) is not None

    for entry, is_about, change in told(wanted, going.records):
        rows = {(label, key) for label, its in change.get("rows", {}).items() for key in its}
        if is_about or any(key in gone for _, key in rows) or _names(going, change):
            taken.values.add(entry)
            taken.rows |= {one for one in rows if one[1] not in gone}
        elif going.names.family.search(json.dumps(change, ensure_ascii=False)):
            taken.mentions += 1
    return taken


def _names(going: Going, change: dict[str, Any]) -> bool:
    """Whether it names the person: in what was typed for a look, or in a row that stays."""
    notes = {name: value for name, value in change.items() if name != "rows"}
    alone = going.names.family if going.names.is_unique else going.names.full
    if alone.search(json.dumps(notes, ensure_ascii=False)):
        return True
    for its in change.get("rows", {}).values():
        for key, row in its.items():
            theirs = going.names.is_unique or _stays_linked(going, key, row)
            pattern = going.names.family if theirs else going.names.full
            if row and pattern.search(json.dumps(row, ensure_ascii=False)):
                return True
    return False


def _stays_linked(going: Going, key: str, row: dict[str, Any] | None) -> bool:
    staying = {one.hex for one in going.staying}
    return key in staying or (row or {}).get("event_id") in staying


def told_anew(going: Going, taken: Taken) -> Iterator[BookRecord]:
    """The rows that stay, without the names; to be saved on the page of the erasure."""
    for label, key in sorted(taken.rows):
        try:
            model = apps.get_model(label)
        except LookupError:
            continue
        row = model._base_manager.filter(pk=UUID(key)).first()
        if isinstance(row, BookRecord):
            linked = row.pk in going.staying or getattr(row, "event_id", None) in going.staying
            _scrub(row, going, family_too=linked or going.names.is_unique)
            yield row


def _scrub(row: BookRecord, going: Going, *, family_too: bool) -> None:
    for column in row._meta.concrete_fields:
        if isinstance(column, TEXTS) and not column.is_relation:
            before = getattr(row, column.attname)
            setattr(row, column.attname, _without(before, going, family_too))


def _without(value: Any, going: Going, family_too: bool) -> Any:
    match value:
        case str():
            return going.names.take_out(value, family_too=family_too)
        case list():
            return [_without(one, going, family_too) for one in value]
        case dict():
            return {name: _without(one, going, family_too) for name, one in value.items()}
    return value
