"""CSV as rows: a stray quotation mark, a row too short, an end that is missing cost one row each, never the rest."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from daybook.nominals.exports.columns import ColumnsError
from daybook.nominals.exports.tally import Tally
from daybook.nominals.exports.text_lines import text_lines

LONGEST_ROW = 20
"""Lines that one row may take, where an address holds line breaks; a quotation mark open for longer is a slip."""
SHORT = "a row with fewer or more fields than the heading, set aside"
CUT = "the last row is cut off, set aside: the file may be only a part; ask for it again"
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
    _require_each_once(heading)
    at = 1
    while at < len(lines):
        taken = _taken(lines, at)
        if not taken:
            tally.note(QUOTE, at + 1)
        row = _fields(lines[at : at + max(taken, 1)], parting, closed=bool(taken))
        if any(field.strip() for field in row):
            yield _row(row, heading, at + 1, tally, last=at + max(taken, 1) >= len(lines), end=lines[-1])
        at += max(taken, 1)


def _require_each_once(heading: list[str]) -> None:
    """A column without a heading is never read, however many there are."""
    if twice := next((name for name in heading if name and heading.count(name) > 1), ""):
        raise ColumnsError(
            f"The heading “{twice}” stands more than once. Give each of these columns a name of its own, say which is"
            " which in a TOML where need be (--columns), and read the file again."
        )


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


def _row(
    fields: list[str], heading: list[str], number: int, tally: Tally, *, last: bool, end: str
) -> Row | int:
    if len(fields) == len(heading):
        return number, {name: value.strip() for name, value in zip(heading, fields, strict=True)}
    cut = last and len(fields) < len(heading) and not end.endswith("\n")
    tally.note(CUT if cut else SHORT, number)
    return number
