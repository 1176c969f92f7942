"""Which column of a file is which field: by its heading, then by what stands below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from daybook.estate.register import synonyms
from daybook.estate.register.fields import Field, Sheet
from daybook.estate.register.reading.tables import Cell, text_of
from daybook.estate.register.synonyms import plain

ALIKE = 88
"""From this likeness of 100 on, a heading is taken for a field's name with a slip in it."""
MOSTLY = 0.8


def guess(
    sheet: Sheet,
    headings: Sequence[str],
    first: Sequence[Sequence[Cell]],
    remembered: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Field names by heading, each field at most once; headings that fit nothing are left out.

    `remembered` is what a person chose for these headings before ("" where they chose none) and goes before all else.
    """
    found = {heading: name for heading, name in (remembered or {}).items() if heading in headings}
    for find in (_by_name, _by_likeness):
        for heading in headings:
            if heading and heading not in found:
                name = find(sheet, heading, set(found.values()))
                if name:
                    found[heading] = name
    for place, heading in enumerate(headings):
        if heading and heading not in found:
            cells = [row[place] for row in first if place < len(row) and row[place] != ""]
            if name := _by_content(sheet, cells, set(found.values())):
                found[heading] = name
    return {heading: name for heading, name in found.items() if name}


def names_of(field: Field) -> set[str]:
    """All that a heading may call the field, in plain letters."""
    return {plain(word) for word in (field.name, field.label, *field.aliases)}


def _by_name(sheet: Sheet, heading: str, taken: set[str]) -> str:
    word = plain(heading)
    free = [field for field in sheet.fields if field.name not in taken]
    exact = [field.name for field in free if word in (plain(field.name), plain(field.label))]
    return next(iter(exact or [field.name for field in free if word in names_of(field)]), "")


def _by_likeness(sheet: Sheet, heading: str, taken: set[str]) -> str:
    known = {
        name: field.name for field in sheet.fields if field.name not in taken for name in names_of(field)
    }
    near = process.extractOne(plain(heading), known.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return known[near[0]] if near else ""


def _by_content(sheet: Sheet, cells: Sequence[Cell], taken: set[str]) -> str:
    """A choice whose words stand in most cells."""
    if len(cells) < 2:
        return ""
    for field in sheet.fields:
        if field.words and field.name not in taken:
            fitting = sum(synonyms.word_for(field.words, text_of(cell)) is not None for cell in cells)
            if fitting >= MOSTLY * len(cells):
                return field.name
    return ""
