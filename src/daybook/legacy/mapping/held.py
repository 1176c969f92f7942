"""What an old system holds of one record, as its extract or our own sending shows it: the two sides of a comparison."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from daybook.legacy.mapping import moments, paths
from daybook.legacy.mapping.compared import Values, digest
from daybook.legacy.mapping.errors import CodecRefused, Unreadable
from daybook.legacy.mapping.field import Field
from daybook.legacy.mapping.mapping import Mapping
from daybook.legacy.mapping.spec import ExtractSpec


@dataclass(frozen=True, slots=True)
class Held:
    """`key` is our number in their record; `day` the day it counts by, `entered` the day the old system got it."""

    report: str
    key: str
    values: Values
    day: date | None
    entered: date | None = None
    reference: str = ""
    is_live: bool = True

    @property
    def digest(self) -> bytes:
        return digest(self.values)


Said = dict[str, list[str]]
"""What a record says of its person: values by the path of our report below `person`, lists without their brackets."""


@dataclass(frozen=True)
class Readings:
    """Reads records of one mapping's form. Only for a mapping that has `[extract]`."""

    mapping: Mapping

    @cached_property
    def report(self) -> str:
        """The name under which its records are counted."""
        return self.mapping.spec.system.wants[0].partition(":")[0]

    @cached_property
    def spec(self) -> ExtractSpec:
        if self.mapping.spec.extract is None:
            raise LookupError(f"{self.mapping.system.title} gives no extract.")
        return self.mapping.spec.extract

    def ours(self, body: bytes) -> Held:
        """What should be there, from what was sent."""
        return self._held(self.mapping.form.parse(body))

    def theirs(self, tree: dict[str, Any]) -> Held:
        """What is there, from one record of the extract; Unreadable where it has no form of a record."""
        spec = self.spec
        return Held(
            self.report,
            _text(tree, spec.key),
            self.mapping.compared.values(tree),
            self._day(_text(tree, spec.day)),
            self._entered(_text(tree, spec.entered)),
            _text(tree, spec.reference) if spec.reference else "",
            not spec.state or _text(tree, spec.state) in spec.live,
        )

    def names(self, to: str) -> str:
        """The path in our report whose value stands at that place of theirs."""
        return self.mapping.compared.sources.get(to, to)

    def said(self, held: Held) -> Said:
        """What a record says of its person: codes as ours where they are known, and dates that only their layout can
        tell; all else as it stands there."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for place, values in held.values.items():
            path = self.names(place)
            if path.startswith("person."):
                texts = [self.in_our_words(place, text) for _, text in values]
                found[path.removeprefix("person.").replace("[]", "")] += texts
        return found

    def read_back(self, held: Held, place: str) -> Any:
        """What stands at that place as our report has it: a value, or a list of them. Unreadable where it cannot be."""
        field = self._by_place[place]
        found = [field.decode(text) for _, text in held.values.get(place, [])]
        return found if field.target.lists else next(iter(found), None)

    @cached_property
    def _by_place(self) -> dict[str, Field]:
        return {field.spec.to: field for field in self.mapping.fields}

    def in_our_words(self, place: str, text: str) -> str:
        """A code as ours, a date that only its layout can tell as a date; all else as it stands there."""
        field = self._read_by_form.get(place)
        try:
            return text if field is None else str(field.decode(text) or text)
        except Unreadable:
            return text

    @cached_property
    def _read_by_form(self) -> dict[str, Field]:
        return {
            field.spec.to: field
            for field in self.mapping.fields
            if field.spec.codec == "code"
            or (field.spec.codec == "date" and _is_bare(field.spec.format or ""))
        }

    def _held(self, tree: dict[str, Any]) -> Held:
        values = self.mapping.compared.values(tree)
        return Held(self.report, _text(tree, self.spec.key), values, self._day(_text(tree, self.spec.day)))

    @cached_property
    def _day_field(self) -> Field:
        return next(field for field in self.mapping.fields if field.spec.to == self.spec.day)

    def _day(self, text: str) -> date | None:
        """The day as it is written there; None where none can be read, which is a difference, not a fault."""
        spec = self._day_field.spec
        return _as_day(text, spec.format or "", spec.pivot)

    def _entered(self, text: str) -> date | None:
        return _as_day(text, self.spec.entered_format, None)


def _is_bare(layout: str) -> bool:
    """Whether a date so written tells its order or its century to nobody: `DDMMYY`."""
    return "YYYY" not in layout or layout.startswith("DDMM")


@lru_cache(maxsize=1024)
def _as_day(text: str, layout: str, pivot: int | None) -> date | None:
    try:
        return moments.as_date(moments.read(text, layout, pivot)) if text else None
    except (Unreadable, CodecRefused):
        return None


def _text(tree: dict[str, Any], path: str) -> str:
    """The first text or number at that path."""
    for value in paths.target(path).values(tree):
        if isinstance(value, str | int):
            return str(value)
    return ""
