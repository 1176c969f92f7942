"""What is wrong with a number, date or postcode typed into the search box, in sentences. Plain code, no database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from daybook.records.identifiers import Postcode
from daybook.records.words import DAY_FIRST, IN_WORDS, LONGEST, YEAR_FIRST, failures, read_number, take_birth

LIKE_A_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z0-9]{0,3}(?!\w)", re.IGNORECASE)
LONGEST_NUMBER_WORDS = 4


def remarks(text: str, today: date | None = None) -> list[str]:
    """One sentence for each fault, with what to do instead; nothing where all of it can be read."""
    text = " ".join(text[:LONGEST].split())
    return [*_numbers(text.split()), *_dates(text, today or date.today()), *_postcodes(text)]


def _numbers(words: list[str]) -> Iterator[str]:
    """The first piece that looks like a number and fails its check, tried as long as it can be."""
    for size in range(min(LONGEST_NUMBER_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            piece = " ".join(words[start : start + size])
            if read_number(piece).unchecked:
                found = (f"{error.problem} {error.remedy}" for error in failures(piece))
                yield f"“{piece}”: {' '.join(found)} Or search by name and birth date."
                return


def _dates(text: str, today: date) -> Iterator[str]:
    for pattern in (YEAR_FIRST, DAY_FIRST, IN_WORDS):
        for found in pattern.finditer(text):
            if take_birth(found[0], today)[0] is None or _is_only_a_year(found[0], today):
                yield (
                    f"“{found[0]}” is not a day that a birth date can have. Type day, month and year, such as"
                    " 1/2/1990, or the year alone."
                )


def _is_only_a_year(text: str, today: date) -> bool:
    born = take_birth(text, today)[0]
    return born is not None and born[0] != born[1]


def _postcodes(text: str) -> Iterator[str]:
    for found in LIKE_A_POSTCODE.finditer(text):
        if not Postcode.is_valid(found[0]):
            yield f"“{found[0]}” is not a whole postcode. Type it {Postcode.shape}."
