"""CSV as blocks of columns, some megabytes at a time, parted by Arrow: no row becomes objects of Python."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
from pyarrow import csv as arrow

from daybook.forecast.engine.reading.headings import Block, Choose
from daybook.forecast.engine.reading.notes import ReadingError

TOGETHER = 1 << 23
"""Characters that are parted together at most; a row may have half as many."""
WIDEST = 4
"""Bytes that one character may take in UTF-8."""
SHORT = "a row with fewer or more fields than the heading"
END = "\x1f"
"""A row of ours after the last: where it does not come back, a quotation mark before it was never closed."""


def delimited(opened: IO[bytes], name: str, choose: Choose, tally: Counter[str]) -> Iterator[Block]:
    """The wanted columns, parted by comma, semicolon, tab or bar; empty fields are null. Raises `ReadingError`."""
    lines = _text(opened)
    heading, parting = _heading(lines.readline(), name)
    wanted = {what: str(heading.index(title)) for what, title in choose(heading).items()}
    rest = _Rest(lines, tally)
    rows = 0
    try:
        for batch in _parted(rest, parting, len(heading), wanted):
            rows += len(batch)
            yield {what: batch.column(at) for what, at in wanted.items()}
    except pa.ArrowInvalid as error:
        raise _unclosed(name, rows) from error
    if not rest.ended:
        raise _unclosed(name, rows)


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
    """The rows as UTF-8, and how many of them were passed over."""

    def __init__(self, lines: io.TextIOWrapper, tally: Counter[str]) -> None:
        self._lines, self._tally, self._over = lines, tally, False
        self.ended = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """As many bytes at most, to the end of a line: Arrow does not understand a doubled mark on a border."""
        half = size // WIDEST // 2
        if text := self._lines.read(half) + self._lines.readline(half):
            return text.encode()
        if self._over:
            return b""
        self._over = True
        return f"\n{END}\n".encode()

    def pass_over(self, row: Any) -> str:
        """Counts a row of more or fewer fields than the heading, with all lines that a quotation mark took into it."""
        if row.text == END:
            self.ended = True
        else:
            self._tally[SHORT] += len(row.text.splitlines())
        return "skip"


def _unclosed(name: str, rows: int) -> ReadingError:
    return ReadingError(
        f"{name}, about {rows:,} rows down: a quotation mark is opened and never closed. Mend that row."
    )


def csv_heading(path: Path) -> list[str]:
    """The titles of a CSV's columns; its rows are not read. Raises `ReadingError`."""
    with path.open("rb") as opened:
        return _heading(_text(opened).readline(), path.name)[0]


def _heading(first: str, name: str) -> tuple[list[str], str]:
    """The titles in the first line, and what parts them."""
    first = first.lstrip("\ufeff")
    parting = max(",;\t|", key=first.count)
    heading = [title.strip() for title in next(csv.reader([first], delimiter=parting), [])]
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
    return io.TextIOWrapper(opened, encoding, errors="daybook-windows", newline="")


def _windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("daybook-windows", _windows)
