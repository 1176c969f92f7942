"""A CSV or Excel file as a heading and rows of cells, whatever tool wrote it.

CSV may be in UTF-8, UTF-16 or Windows-1252, parted by comma, semicolon, tab or bar. Of a workbook the first sheet that
holds a table is read. Rows above the heading (titles, dates of the export) are passed over.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import IO, Any

from python_calamine import CalamineError, CalamineSheet, load_workbook

Cell = str | float | date | datetime | bool
"""What a cell holds; an empty one is the empty text."""

LARGEST_UNPACKED = 400_000_000
LOOKED_AT = 30
"""Rows at the beginning among which the heading is looked for."""
DELIMITERS = ",;\t|"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class TableError(ValueError):
    """The file cannot be read as a table; the message says what to do."""


@dataclass(slots=True)
class Table:
    """`headings` as they stand in the file; `rows` gives (number of the row in the file, its cells), once."""

    headings: list[str]
    rows: Iterator[tuple[int, list[Cell]]]
    first: list[list[Cell]]
    """The first rows, to guess from; they come in `rows` as well."""


def open_table(file: IO[bytes]) -> Table:
    """The table of a binary file that can be rewound. Raises TableError."""
    head = file.read(4)
    file.seek(0)
    if not head:
        raise TableError("The file is empty. Export it again.")
    rows = _workbook_rows(file) if head in (ZIP, OLE) else _csv_rows(file)
    return _table(rows)


def _table(rows: Iterator[tuple[int, list[Cell]]]) -> Table:
    beginning = list(islice(rows, LOOKED_AT))
    place = _heading_place([cells for _, cells in beginning])
    if place is None:
        raise TableError(
            "No row of the file looks like a heading: two or more different words side by side. "
            "Put the names of the columns into the first row."
        )
    headings = [text_of(cell) for cell in beginning[place][1]]
    while headings and not headings[-1]:
        headings.pop()
    following = chain(beginning[place + 1 :], rows)
    first = list(islice(following, LOOKED_AT))
    filled = ((number, cells) for number, cells in chain(first, following) if any(c != "" for c in cells))
    return Table(headings, filled, [cells for _, cells in first])


def _heading_place(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The first row that is nearly as wide as any and holds only different words."""
    widths = [sum(cell != "" for cell in row) for row in rows]
    wide = max(widths, default=0)
    for place, row in enumerate(rows):
        words = [cell.casefold() for cell in row if isinstance(cell, str) and cell]
        if len(words) == widths[place] == len(set(words)) and len(words) >= max(2, wide * 0.6):
            return place
    return None


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a point, days as 2013-04-01."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if (cell.hour, cell.minute, cell.second) != (0, 0, 0) else str(cell.date())
    return " ".join(str(cell).split()) if isinstance(cell, str) else str(cell)


def _csv_rows(file: IO[bytes]) -> Iterator[tuple[int, list[Cell]]]:
    text = io.TextIOWrapper(file, encoding=_encoding(file), newline="")
    sample = text.read(1 << 16)
    if "\0" in sample:
        raise TableError("The file is neither CSV nor Excel. Save it as CSV or as an Excel workbook.")
    text.seek(0)
    reader = csv.reader(text, delimiter=_delimiter(sample), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [_without_guard(cell.strip()) for cell in cells]
    except csv.Error as error:
        raise TableError(
            f"The file breaks off or has a stray quotation mark near line {reader.line_num}: {error}. "
            "Export it again, or mend that line."
        ) from None
    finally:
        if not file.closed:
            text.detach()


def _without_guard(cell: str) -> str:
    """An apostrophe that a download put before a sign that starts a formula is taken away again."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _encoding(file: IO[bytes]) -> str:
    """UTF-8 where every byte fits, UTF-16 where it is marked so, else Windows-1252."""
    head = file.read(4)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in iter(lambda: file.read(1 << 20), b""):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    else:
        return "utf-8-sig"
    finally:
        file.seek(0)


def _delimiter(sample: str) -> str:
    """The sign that parts the fullest of the first lines into most cells."""
    lines = sample.splitlines()[:LOOKED_AT]
    return max(DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))


def _workbook_rows(file: IO[bytes]) -> Iterator[tuple[int, list[Cell]]]:
    _refuse_bomb(file)
    try:
        book = load_workbook(file)
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (CalamineError, OSError, KeyError) as error:
        raise TableError(
            f"The workbook cannot be read: {error}. It may be cut off or locked with a password. "
            "Open it, save it anew without a password, or save it as CSV."
        ) from None
    for sheet in sheets:
        if sheet.total_width >= 2 and sheet.total_height >= 2:
            return _sheet_rows(sheet)
    raise TableError("No sheet of the workbook holds a table. Put heading and rows into the first sheet.")


def _sheet_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    rows: Iterable[list[Any]] = sheet.to_python(skip_empty_area=False)
    for number, cells in enumerate(rows, start=1):
        yield number, [_cell(cell) for cell in cells]


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value.strip()
    return value if isinstance(value, (bool, float, date, datetime)) else str(value)


def _refuse_bomb(file: IO[bytes]) -> None:
    """A small file that unpacks to a very large one is not opened."""
    try:
        with zipfile.ZipFile(file) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        size = 0
    finally:
        file.seek(0)
    if size > LARGEST_UNPACKED:
        raise TableError("The workbook unpacks to more than 400 MB. Save the sheet with the register as CSV.")
