"""Take in a sheet as a force has it: the good rows in one go, the bad ones named with what to do."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.pages import Page
from daybook.estate.register.reading.tables import Cell, TableError, open_table, text_of
from daybook.oversight import kinds
from daybook.oversight.putting import put, sheet_named
from daybook.oversight.sheets.catalogue import Sheet

MOST_ROWS, LARGEST = 5_000, 5_000_000


@dataclass(slots=True)
class Taken:
    """What came of a file. `faults` are (row of the file, the heading being 1, sentence); `unknown` headings."""

    added: int = 0
    amended: int = 0
    unchanged: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def import_sheet(caller: Caller, sheet: str, content: bytes) -> Taken:
    """`content` is CSV or Excel with a row of headings: labels or names of the sheet's fields, in any order.

    Raises ValidationError where the file as a whole cannot be read; a bad row is told and left out.
    """
    require(caller, "oversight.keep")
    chosen, taken = sheet_named(sheet), Taken()
    rows = _rows(chosen, content, taken)
    with transaction.atomic(), writing(kinds.SHEET_IMPORTED, caller.author) as page:
        for number, values in rows:
            _take(page, chosen, number, values, taken)
        page.note(sheet=chosen.slug, added=taken.added, amended=taken.amended, refused=len(taken.faults))
    return taken


def _take(page: Page, sheet: Sheet, number: int, values: dict[str, str], taken: Taken) -> None:
    try:
        row, changed = put(page, sheet, values)
    except ValidationError as error:
        taken.faults.append((number, " ".join(error.messages)))
        return
    if not changed:
        taken.unchanged += 1
    elif page.is_new(row):
        taken.added += 1
    else:
        taken.amended += 1


def _rows(sheet: Sheet, content: bytes, taken: Taken) -> list[tuple[int, dict[str, str]]]:
    if len(content) > LARGEST:
        raise ValidationError(f"The file has {len(content) / 1e6:.1f} MB; at most 5 MB are taken at once.")
    try:
        table = open_table(io.BytesIO(content))
        lines = list(islice(table.rows, MOST_ROWS + 1))
    except TableError as error:
        raise ValidationError(str(error)) from None
    if len(lines) > MOST_ROWS:
        raise ValidationError(f"The file has more than {MOST_ROWS:,} rows. Part it.")
    names = _names(sheet, table.headings, taken)
    for name in sheet.key:
        if name not in names:
            heads = ", ".join(table.headings)
            raise ValidationError(
                f"The file has no column “{sheet.field(name).label}”. Its headings: {heads}."
            )
    return [(number, _values(names, cells)) for number, cells in lines]


def _names(sheet: Sheet, headings: list[str], taken: Taken) -> list[str | None]:
    known = {word.lower(): field.name for field in sheet.fields for word in (field.label, field.name)}
    found = [known.get(heading.strip().lower()) for heading in headings]
    pairs = zip(headings, found, strict=True)
    taken.unknown = [heading for heading, name in pairs if name is None and heading.strip()]
    return found


def _values(names: list[str | None], cells: list[Cell]) -> dict[str, str]:
    return {name: _plain(text_of(cell)) for name, cell in zip(names, cells, strict=False) if name}


def _plain(text: str) -> str:
    """Without the apostrophe that a download puts before what a spreadsheet takes for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text
