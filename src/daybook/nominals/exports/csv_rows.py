"""CSV as rows: a stray quotation mark, a row too short, an end that is missing cost one row each, never the rest."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from daybook.nominals.exports.columns import require_each_once
from daybook.nominals.exports.tally import Tally
from daybook.nominals.exports.text_lines import text_lines

LONGEST_ROW = 20
"""Lines that one row may take, where an address holds line breaks; a quotation mark open for longer is a slip."""
SHORT = "a row with fewer or more fields than the heading, set aside"
CUT = "the last row is cut off, set aside: the file may be only a part; ask for it again"
UNENDED = "the last row has no line end: its last field may be cut off; compare it, or ask for the file again"
QUOTE = "a quotation mark that is never closed: its row was read by itself"
Row = tuple[int, dict[str, str]]


def csv_rows(path: Path, tally: Tally) -> Iterator[Row | int]:
    """(number of the line, column: value) of each row that can be read, the bare number of each that cannot.

    Raises `ColumnsError` where two columns have one heading: only one of them could be read.
    """
    lines = list(text_lines(path, tally))
    if not lines:
        return
    parting = _parting(lines[0])
    heading = [name.strip() for name in next(csv.reader([lines[0]], delimiter=parting))]
    require_each_once(heading)
    at = 1
    while at < len(lines):
        taken = _taken(lines, at)
        if not taken:
            tally.note(QUOTE, at + 1)
        of_row = lines[at : at + max(taken, 1)]
        fields = _fields(of_row, parting, closed=bool(taken))
        if any(field.strip() for field in fields):
            yield _row(fields, heading, at + 1, tally, ended=of_row[-1].endswith(("\n", "\r")))
        at += len(of_row)


def _parting(heading: str) -> str:
    return max(",;\t|", key=heading.count)


def _taken(lines: list[str], at: int) -> int:
    """How many lines the row takes; 0 where its quotation mark is never closed."""
    marks = 0
    for ahead in range(min(LONGEST_ROW, len(lines) - at)):
        marks += lines[at + ahead].count('"')
        if marks % 2 == 0:
            return ahead + 1
    return 0


def _fields(lines: list[str], parting: str, *, closed: bool) -> list[str]:
    """The fields; none where no CSV can be made of the row."""
    text = ["".join(lines).rstrip("\r\n")]
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if closed else csv.QUOTE_NONE
    try:
        return next(csv.reader(text, delimiter=parting, quoting=quoting), [])
    except csv.Error:
        return [text[0]]


def _row(fields: list[str], heading: list[str], number: int, tally: Tally, *, ended: bool) -> Row | int:
    if len(fields) == len(heading):
        if not ended:
            tally.note(UNENDED, number)
        return number, {name: value.strip() for name, value in zip(heading, fields, strict=True)}
    tally.note(SHORT if ended or len(fields) > len(heading) else CUT, number)
    return number
