"""The messages of one mapping, by which the records that its system gives are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from daybook.legacy.mapping import Held, Mapping, Readings, Said
from daybook.legacy.mapping.named import Named, named


@dataclass(frozen=True)
class Forms:
    """The messages of a mapping as its records are read by them."""

    mapping: Mapping

    @cached_property
    def by_name(self) -> dict[str, Readings]:
        """By the name that a record has in the extract."""
        found = [each for each in (self.mapping, *self.mapping.messages) if each.spec.extract]
        return {each.spec.extract.record: Readings(each) for each in found if each.spec.extract}

    @cached_property
    def by_report(self) -> dict[str, Readings]:
        return {report: each for each in self.by_name.values() for report in each.mapping.reports}

    def path_of(self, report: str, place: str) -> str:
        return self.by_report[report].names(place)

    def said(self, held: Held) -> Said:
        return self.by_report[held.report].said(held)

    def named(self, held: Held) -> list[Named]:
        """Everybody whom it names."""
        return named(self.by_report[held.report], held)

    def read_back(self, held: Held, place: str) -> Any:
        """What stands at that place of theirs as our report has it; Unreadable where it cannot be read."""
        return self.by_report[held.report].read_back(held, place)
