"""CSV as blocks of columns, some megabytes at a time, parted by Arrow: no row becomes objects of Python."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow

from daybook.forecast.engine.reading.headings import Block, Choose
from daybook.forecast.engine.reading.notes import WITHIN, ReadingError

TOGETHER = 1 << 23
"""Characters that are parted together at most; a row may have half as many."""
WIDEST = 4
"""Bytes that one character may take in UTF-8."""
SHORT = "a row with fewer or more fields than the heading"
TALLEST = 5
"""Lines that a heading may take, where a quoted title of it is broken."""
WINDOWS = "daybook-windows"
"""How a byte that is not UTF-8 is read: as Windows-1252."""
LONGEST = 100_000
"""Characters of one line of it: a field of more is refused by the standard library."""
END = "\x1f"
"""A row of ours after the last: where it does not come back, a quotation mark before it was never closed."""


def delimited(opened: IO[bytes], name: str, choose: Choose, tally: Counter[str]) -> Iterator[Block]:
    """The wanted columns, parted by comma, semicolon, tab or bar; empty fields are null. Raises `ReadingError`."""
    lines = _text(opened)
    heading, parting = _heading(lines, name)
    wanted = {what: str(heading.index(title)) for what, title in choose(heading).items()}
    rest = _Rest(lines)
    rows = 0
    try:
        for batch in _parted(rest, parting, len(heading), wanted):
            rows += len(batch)
            yield {what: batch.column(at) for what, at in wanted.items()}
    except pa.ArrowInvalid as error:
        raise _unclosed(name, rows) from error
    if not rest.ended:
        raise _unclosed(name, rows)
    if rest.short and not rows:
        raise ReadingError(
            f"{name}: its heading has {len(heading)} fields, and none of the {rest.short:,} rows under it has as many."
            " Mend the heading, or ask for the file again."
        )
    tally += Counter({SHORT: rest.short, WITHIN: rest.lines - rest.short - rows})


def _parted(rest: _Rest, parting: str, fields: int, wanted: Mapping[str, str]) -> Iterator[pa.RecordBatch]:
    titles = [str(at) for at in range(fields)]
    yield from arrow.open_csv(
        rest,
        arrow.ReadOptions(use_threads=False, block_size=TOGETHER * WIDEST, column_names=titles),
        arrow.ParseOptions(delimiter=parting, newlines_in_values=True, invalid_row_handler=rest.pass_over),
        arrow.ConvertOptions(
            column_types=dict.fromkeys(titles, pa.string()),
            include_columns=sorted(set(wanted.values())),
            null_values=[""],
            strings_can_be_null=True,
        ),
    )


class _Rest(io.RawIOBase):
    """The rows as UTF-8; how many lines they take, empty ones apart, and how many of these were passed over."""

    def __init__(self, lines: io.TextIOWrapper) -> None:
        self._lines, self._over, self._whole = lines, False, True
        self.lines = self.short = 0
        self.ended = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """As many bytes at most, to the end of a line: Arrow does not understand a doubled mark on a border."""
        half = size // WIDEST // 2
        if text := self._lines.read(half) + self._lines.readline(half):
            content = text.encode()
            self.lines += _lines(content, self._whole)
            self._whole = text[-1] in "\r\n"
            return content
        if self._over:
            return b""
        self._over = True
        return f"\n{END}\n".encode()

    def pass_over(self, row: Any) -> str:
        """Counts a row of more or fewer fields than the heading, with all lines that a quotation mark took into it."""
        if row.text == END:
            self.ended = True
        else:
            self.short += _lines(row.text.encode())
        return "skip"


def _lines(content: bytes, begins: bool = True) -> int:
    """Lines that are not empty; the first counts only where it `begins` here."""
    figures = np.frombuffer(content, np.uint8)
    letters = (figures != ord("\n")) & (figures != ord("\r"))
    return int((letters[1:] & ~letters[:-1]).sum()) + bool(letters[0] and begins)


def _unclosed(name: str, rows: int) -> ReadingError:
    return ReadingError(
        f"{name}, about {rows:,} rows down: a quotation mark is opened and never closed. Mend that row; if it is the"
        " last, the file was cut off: ask for it again."
    )


def csv_heading(path: Path) -> list[str]:
    """The titles of a CSV's columns; its rows are not read. Raises `ReadingError`."""
    with path.open("rb") as opened:
        return _heading(_text(opened), path.name)[0]


def _heading(lines: io.TextIOWrapper, name: str) -> tuple[list[str], str]:
    """The titles in the first line, and what parts them; more lines are read where a quoted title goes on in them."""
    first = lines.readline(LONGEST).lstrip("\ufeff")
    parting = max(",;\t|", key=first.count)
    whole = islice(chain([first], iter(lambda: lines.readline(LONGEST), "")), TALLEST)
    heading: list[str] = []
    with suppress(csv.Error):
        heading = [
            " ".join(title.strip().splitlines()) for title in next(csv.reader(whole, delimiter=parting), [])
        ]
    if len(heading) < 3 or "\0" in first:
        raise ReadingError(
            f"{name} does not begin with a heading of at least three columns; it may be no CSV file."
        )
    return heading, parting


def _text(opened: IO[bytes]) -> io.TextIOWrapper:
    """UTF-8 with or without its mark, UTF-16 with one; a byte that is not UTF-8 is read as Windows-1252."""
    start = opened.read(2)
    opened.seek(0)
    encoding = "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    return io.TextIOWrapper(opened, encoding, errors=WINDOWS, newline="")


def _windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(WINDOWS, _windows)
