"""One screen of a host, drawn as a picture: where words stand, where one may type, what is shown.

In the picture `{NAME:8}` is a field of eight characters to type in, `{#NAME:6}` one for digits, `{*NAME:8}` one whose
text is not shown, `{=NAME:20}` a place that the host fills. A field may run on over the following rows, which are
then left empty. The cells before and after a field hold attributes and are blank, as is column 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from daybook.legacy.emulation.tn3270 import stream

SLOT = re.compile(r"\{([#*=]?)([A-Z][A-Z0-9]*):(\d+)\}")
BITS = {"": 0, "#": stream.NUMERIC, "*": stream.HIDDEN}
DIGITS = re.compile(r"[0-9.+-]*")


class Violation(Exception):
    """A terminal sent what no terminal could have typed on this screen."""


@dataclass(frozen=True)
class Slot:
    """A field: `kind` is empty, `#`, `*` or `=`; `at` its first cell."""

    at: int
    name: str
    length: int
    kind: str


@dataclass(frozen=True)
class Words:
    at: int
    text: str


@dataclass(frozen=True)
class Panel:
    name: str
    picture: str

    @cached_property
    def parts(self) -> list[Slot | Words]:
        """Everything on the screen, in the order of the cells."""
        lines = self.picture.strip("\n").split("\n")
        return [part for number, line in enumerate(lines, 1) for part in _parts(number, line)]

    @cached_property
    def typed(self) -> dict[int, Slot]:
        """The fields that may be typed in, by their first cell."""
        return {part.at: part for part in self.parts if isinstance(part, Slot) and part.kind != "="}

    def values(self, inbound: stream.Inbound, code_page: str) -> dict[str, str]:
        """What was typed, by name: only the fields that the terminal sent. Violation where they are not there."""
        found = {}
        for at, text in inbound.fields.items():
            slot = self.typed.get(at)
            if slot is None or len(text) > slot.length:
                raise Violation(f"{self.name}: a field that is not there, or too much in it")
            found[slot.name] = text.decode(code_page).rstrip()
            if slot.kind == "#" and not DIGITS.fullmatch(found[slot.name]):
                raise Violation(f"{self.name}: letters in the numeric field {slot.name}")
        return found


def _parts(number: int, line: str) -> Iterator[Slot | Words]:
    column, last = 1, 0
    for found in SLOT.finditer(line):
        yield from _words(number, column, line[last : found.start()])
        column += found.start() - last
        length = int(found.group(3))
        yield Slot(stream.cell(number, column), found.group(2), length, found.group(1))
        column, last = column + length, found.end()
    yield from _words(number, column, line[last:])


def _words(number: int, column: int, text: str) -> Iterator[Words]:
    if words := text.strip():
        yield Words(stream.cell(number, column + text.index(words)), words)


@dataclass(frozen=True)
class Shown:
    """A panel as it is sent: what stands in its places, and in which field the cursor is (the first unless said)."""

    panel: Panel
    values: Mapping[str, str] = field(default_factory=dict)
    cursor: str = ""

    def write(self, code_page: str) -> bytes:
        """Erase the screen and write this one, which unlocks the keyboard. All that is no field is protected."""
        start = bytes((stream.ERASE_WRITE, stream.RESTORE)) + stream.go_to(0)
        parts = [self._part(part, code_page) for part in self.panel.parts]
        return start + stream.attribute(stream.PROTECTED) + b"".join(parts) + self._cursor()

    def text(self) -> str:
        """The screen as somebody sees it, row by row; what is hidden stays hidden."""
        cells = [" "] * stream.CELLS
        for part in self.panel.parts:
            seen = part.text if isinstance(part, Words) else self._seen(part)
            cells[part.at : part.at + len(seen)] = seen
        rows = range(0, stream.CELLS, stream.COLUMNS)
        return "\n".join("".join(cells[at : at + stream.COLUMNS]).rstrip() for at in rows)

    def _part(self, part: Slot | Words, code_page: str) -> bytes:
        if isinstance(part, Words):
            return stream.go_to(part.at) + part.text.encode(code_page)
        value = self.values.get(part.name, "")[: part.length]
        if part.kind == "=":
            return stream.go_to(part.at) + value.ljust(part.length).encode(code_page)
        start = stream.go_to(part.at - 1) + stream.attribute(BITS[part.kind])
        shown = b"" if part.kind == "*" else value.encode(code_page)
        padding = stream.nulls_to(part.at + part.length) if len(shown) < part.length else b""
        return start + shown + padding + stream.attribute(stream.PROTECTED)

    def _cursor(self) -> bytes:
        slots = list(self.panel.typed.values())
        at = next((slot.at for slot in slots if slot.name == self.cursor), slots[0].at if slots else 0)
        return stream.go_to(at) + bytes((stream.IC,))

    def _seen(self, slot: Slot) -> str:
        value = "" if slot.kind == "*" else self.values.get(slot.name, "")
        return value[: slot.length].ljust(slot.length, " " if slot.kind == "=" else "_")
