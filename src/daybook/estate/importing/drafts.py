"""What a row of a file says a record should be, and how that is written: as new, as an amendment, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from daybook.book.models import BookRecord
from daybook.book.pages import Page
from daybook.book.sheaf import SheafPage

Values = dict[str, Any]


@dataclass(slots=True)
class Part:
    """A row that belongs to the record: `key` tells it from its like, `values` is what it should hold."""

    model: type[BookRecord]
    key: Values
    values: Values = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A record as a file wants it. `whole` are tables of which the file names every row: others of theirs are removed.

    `drop` are rows to remove in any case; `held` those that belong to the record already, `row` itself, None if new.
    """

    id: UUID
    values: Values
    row: BookRecord | None = None
    parts: list[Part] = field(default_factory=list)
    held: Iterable[BookRecord] = ()
    whole: frozenset[type[BookRecord]] = frozenset()
    drop: list[BookRecord] = field(default_factory=list)


def add(page: SheafPage, model: type[BookRecord], draft: Draft) -> None:
    """The new record with its parts."""
    page.add(model, id=draft.id, **draft.values)
    for part in draft.parts:
        page.add(part.model, **part.key, **part.values)


@dataclass(slots=True)
class Changes:
    """What an amendment would write."""

    saved: list[BookRecord]
    removed: list[BookRecord]

    def __bool__(self) -> bool:
        return bool(self.saved or self.removed)

    def write(self, page: Page) -> None:
        for row in self.removed:
            page.remove(row)
        for row in self.saved:
            page.save(row)


def changes(draft: Draft) -> Changes:
    """What differs from what is held; nothing of a row that is the same."""
    held = {_key(row, part): row for part in draft.parts for row in draft.held if isinstance(row, part.model)}
    saved = [draft.row] if draft.row and _set(draft.row, draft.values) else []
    for part in draft.parts:
        row = held.get((part.model, *part.key.values()))
        if row is None:
            saved.append(part.model(**part.key, **part.values))
        elif _set(row, part.values):
            saved.append(row)
    wanted = {(part.model, *part.key.values()) for part in draft.parts}
    kinds = {part.model: part for part in draft.parts if part.model in draft.whole}
    gone = [row for row in draft.held if type(row) in kinds and _key(row, kinds[type(row)]) not in wanted]
    return Changes(saved, [*gone, *draft.drop])


def _key(row: BookRecord, part: Part) -> tuple[Any, ...]:
    return (part.model, *(getattr(row, name) for name in part.key))


def _set(row: BookRecord, values: Mapping[str, Any]) -> bool:
    """Give the row these values; whether any was another."""
    differs = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differs:
        setattr(row, name, values[name])
    return bool(differs)
