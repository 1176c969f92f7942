"""What one page asks for: one kind of entry, or several that belong together, each with the answers it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from daybook.custody.detention import Detention
from daybook.custody.entries import EntryKind, kind_of
from daybook.custody.models import Cell, CustodyRecord
from daybook.records.code_lists import code_list
from daybook.records.forms.typed import Typed, empty
from daybook.records.reports.ask import ask_of

WHEN = "happened_at"
ADULT = "appropriate_adult"
Options = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of entry on a page. `key` tells it from others of its kind there; it stands before the names.

    `given` are answers that the page itself gives and does not ask; `begins` those that stand until changed; `only`
    the codes offered for a question. What `may_wait` is written only once something was typed into it. Booking in is
    not done before each `needed` one is written.
    """

    kind: str
    key: str = ""
    title: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    begins: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needed: bool = True
    may_wait: bool = False

    @property
    def prefix(self) -> str:
        return f"{self.key or self.kind}."

    @property
    def entry(self) -> type[EntryKind]:
        return kind_of(self.kind)

    def fits(self, details: Mapping[str, Any]) -> bool:
        """Whether an entry of the kind is the one asked for here."""
        return all(details.get(name) == answer for name, answer in self.given.items())

    def blank(self) -> Typed:
        """Nothing typed yet, but what stands unless changed."""
        return empty(self.entry) | dict(self.begins) | dict(self.given)

    def left_out(self, now: Detention | None) -> frozenset[str]:
        """The questions that the page does not ask of this person."""
        names = {name for name, _ in self.entry.in_order()}
        asked = set(self.entry.asked(now)) if now else names - {ADULT}
        return frozenset((set(self.entry.model_fields) - asked) | {WHEN} | set(self.given))

    def options(self, record: CustodyRecord | None) -> Options:
        """The answers offered, where not all of the class: the codes of `only`, and the cells of the suite."""
        found = {name: self._chosen(name, codes) for name, codes in self.only.items()}
        if self.kind == "movement" and record:
            found["cell"] = [("", "Not to a cell"), *cells(record)]
        return found

    def _chosen(self, name: str, codes: tuple[str, ...]) -> list[tuple[str, str]]:
        listed = code_list(ask_of(self.entry.model_fields[name], name).code_list)
        return [(code, listed.label(code)) for code in codes]


def cells(record: CustodyRecord) -> list[tuple[str, str]]:
    """The cells in use of the record's suite, each with who is in it."""
    from daybook.custody.cells import occupants

    held = occupants(record.suite_id)
    rooms = Cell.objects.filter(suite=record.suite_id, in_use=True, capacity__gt=0)
    return [(cell.name, _with(cell, len(held.get(cell.name, [])))) for cell in rooms]


def _with(cell: Cell, here: int) -> str:
    kind = "" if cell.kind == Cell.Kind.CELL else f", {cell.get_kind_display().lower()}"
    return f"{cell.name}{kind}, {'full' if here >= cell.capacity else 'free'}"
