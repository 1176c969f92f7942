"""What a row of a file says a record should be, and how that is written: as new, as an amendment, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from daybook.book.models import BookRecord
from daybook.book.pages import Page
from daybook.book.rows import plain, row_values
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
    """What an amendment would write. `before` are the columns that change, as they were, by table and row."""

    saved: list[BookRecord]
    removed: list[BookRecord]
    before: dict[str, dict[str, Values]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.saved or self.removed)

    def was(self, row: BookRecord) -> Values:
        """Where `before` keeps what the row held."""
        return self.before.setdefault(row._meta.label_lower, {}).setdefault(row.pk.hex, {})

    def without(self, rows: Iterable[BookRecord]) -> Changes:
        """The same, with these rows removed."""
        for row in rows:
            self.was(row).update(row_values(row))
            self.removed.append(row)
        return self

    def write(self, page: Page) -> None:
        """Onto the page, with what stood there before: a row that came in a batch has no earlier entry of its own."""
        if self.before:
            page.note(before=self.before)
        for row in self.removed:
            page.remove(row)
        for row in self.saved:
            page.save(row)


def changes(draft: Draft) -> Changes:
    """What differs from what is held; nothing of a row that is the same."""
    held = {_key(row, part): row for part in draft.parts for row in draft.held if isinstance(row, part.model)}
    found = Changes([], [])
    saved = [draft.row] if draft.row and _set(draft.row, draft.values, found) else []
    for part in draft.parts:
        row = held.get((part.model, *part.key.values()))
        if row is None:
            saved.append(part.model(**part.key, **part.values))
        elif _set(row, part.values, found):
            saved.append(row)
    wanted = {(part.model, *part.key.values()) for part in draft.parts}
    kinds = {part.model: part for part in draft.parts if part.model in draft.whole}
    gone = [row for row in draft.held if type(row) in kinds and _key(row, kinds[type(row)]) not in wanted]
    found.saved = saved
    return found.without([*gone, *draft.drop])


def _key(row: BookRecord, part: Part) -> tuple[Any, ...]:
    return (part.model, *(getattr(row, name) for name in part.key))


def _set(row: BookRecord, values: Mapping[str, Any], found: Changes) -> bool:
    """Give the row these values; whether any was another."""
    differs = [name for name, value in values.items() if getattr(row, name) != value]
    if differs and not row._state.adding:
        found.was(row).update({name: plain(getattr(row, name)) for name in differs})
    for name in differs:
        setattr(row, name, values[name])
    return bool(differs)
