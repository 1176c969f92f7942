"""What every keeper does alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from daybook.book.models import BookRecord
from daybook.estate.importing.drafts import Draft
from daybook.estate.importing.known import ids_by_number
from daybook.estate.register.fields import Sheet
from daybook.estate.register.reading import Fault, Row


class Keeper(ABC):
    """Made once for a file; knows what the register holds. `record_type` is the record of an entry."""

    model: type[BookRecord]
    added: str
    amended: str
    entry_each = True
    """Whether each new record has an entry of its own, or shares one with the others of its batch."""

    def __init__(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        self.sheet = sheet
        self.systems = ids_by_number()
        self.held = self.held_rows([row.key for row in rows])

    def held_rows(self, numbers: Iterable[str]) -> dict[str, BookRecord]:
        """The records of these numbers, by number."""
        rows: Any = self.model._default_manager.all()
        wanted = set(numbers)
        return {row.number: row for row in rows.iterator(2000) if row.number in wanted}

    def faults(self, row: Row) -> list[Fault]:
        """Why the row cannot be taken although each of its cells is good."""
        return []

    def draft(self, row: Row) -> Draft:
        """The record that the row wants."""
        held = self.held.get(row.key)
        return Draft(held.pk if held else uuid7(), self.values(row), held)

    @abstractmethod
    def values(self, row: Row) -> dict[str, Any]:
        """The columns of the record itself, by their names in Python."""

    def fault(self, name: str, value: str, problem: str, remedy: str) -> Fault:
        return Fault(self.sheet.by_name[name].label, value, problem, remedy)

    def unknown_system(self, row: Row, *names: str) -> list[Fault]:
        """A fault for each of these fields that names a system that is not on the register."""
        return [
            self.fault(
                name, number, "No system of this number is on the register.", "Correct it, or add the system."
            )
            for name in names
            for number in _numbers(row.values.get(name))
            if number not in self.systems
        ]

    def system(self, row: Row, name: str) -> UUID:
        return self.systems[row.values[name]]


def _numbers(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []
