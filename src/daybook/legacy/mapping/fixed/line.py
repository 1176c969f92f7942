"""All texts of a record at once: one formatting and one turn of the code page in place of one for each column.

It does the usual case only, and gives nothing back where anything is unusual: the columns then say what it is.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from daybook.legacy.mapping.fixed.codepages import CodePage
from daybook.legacy.mapping.fixed.errors import Misfit
from daybook.legacy.mapping.fixed.spec import FILLER, ColumnSpec

Write = Callable[[Any], bytes]


class Line:
    """`numbers` write the columns that are no text; between them lie runs of text, fillers and constants."""

    def __init__(self, columns: Sequence[ColumnSpec], numbers: Mapping[str, Write], page: CodePage) -> None:
        self.letters, self.map = page.letters, codecs.charmap_build(page.letters)
        self.texts: list[tuple[str, int, int]] = []
        self.numbers = [(column.name, numbers[column.name]) for column in columns if column.name in numbers]
        self.runs, self.form, first, length = [], "", 0, 0
        for column in columns:
            if column.name in numbers:
                self.runs.append(slice(first, length))
                first = length
                continue
            self.form += self._form(column)
            length += column.shape.size
        self.runs.append(slice(first, length))
        self.length = length

    def write(self, values: Mapping[str, Any]) -> bytes:
        """The record's bytes; none where a value is not as usual."""
        get = values.get
        texts = ["" if (value := get(name)) is None else value for name, _, _ in self.texts]
        try:
            line = self.form % tuple(texts)
            if len(line) != self.length or not line.isprintable() or " " in [text[-1:] for text in texts]:
                return b""
            encoded = codecs.charmap_encode(line, "strict", self.map)[0]
            parts = [b""] * (2 * len(self.numbers) + 1)
            parts[::2] = [encoded[run] for run in self.runs]
            parts[1::2] = [write(get(name)) for name, write in self.numbers]
        except (Misfit, UnicodeEncodeError, TypeError):
            return b""
        return b"".join(parts)

    def read(self, data: bytes) -> dict[str, Any] | None:
        """The texts in a record by column name; None where one holds what is no letter."""
        line = codecs.charmap_decode(data, "strict", self.letters)[0]
        found = {name: text for name, first, last in self.texts if (text := line[first:last].rstrip(" "))}
        return found if "".join(found.values()).isprintable() else None

    def _form(self, column: ColumnSpec) -> str:
        """How a column stands in the line: filled with blanks, a filler or a constant as it is."""
        if column.name == FILLER:
            return " " * column.shape.size
        if column.value is not None:
            return column.value.ljust(column.shape.size).replace("%", "%%")
        self.texts.append((column.name, column.at - 1, column.last))
        return f"%-{column.shape.size}s"
