"""What somebody typed into the search box, read every way it can be meant. Plain code, no database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from daybook.records import telephone
from daybook.records.identifiers import (
    Asn,
    Cro,
    DriverNumber,
    Identifier,
    IdentifierError,
    Nino,
    PncId,
    Postcode,
    WrongShapeError,
)
from daybook.records.names import readings

LONGEST = 120
NUMBERS: Mapping[str, type[Identifier]] = {
    "pncid": PncId,
    "cro": Cro,
    "driver_number": DriverNumber,
    "nino": Nino,
    "asn": Asn,
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
APART = r"(?<![\w/.\-])"
END = r"(?![\w/\-]|\.\w)"
DAY_FIRST = re.compile(rf"{APART}(\d{{1,2}})([/.\-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){END}")
YEAR_FIRST = re.compile(rf"{APART}(\d{{4}})([/.\-])(\d{{1,2}})\2(\d{{1,2}}){END}")
IN_WORDS = re.compile(
    rf"{APART}(\d{{1,2}})(?:st|nd|rd|th)?[ \-]+(?:of )?({'|'.join(MONTHS)})[a-z]*[ ,\-]+(\d{{4}}|\d{{2}}){END}",
    re.IGNORECASE,
)
RUN_TOGETHER = re.compile(rf"{APART}(\d{{2}})(\d{{2}})((?:19|20)\d{{2}}){END}")
YEAR = re.compile(rf"{APART}((?:19|20)\d{{2}}){END}")
EVENT_NUMBER = re.compile(r"([A-Z]{2,3})[ /\-]*(\d{1,7})[ /\-]+(?:20)?(\d{2})")
ITEM = re.compile(r"[A-Z]{2,4}/\d{1,4}|[A-Z]{1,3}\d{5,12}")
TELEPHONE = re.compile(r"\+?[\d ()\-]{9,20}")
REGISTRATION = re.compile(r"(?=[A-Z0-9]*[0-9])(?=[A-Z0-9]*[A-Z])[A-Z0-9]{2,7}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The readings of one search. `names` holds the ways to read the name words; `born` first and last day.

    `numbers` are pairs of scheme and canonical form; the rest are canonical forms or empty.
    """

    names: tuple[tuple[str, ...], ...] = ()
    born: tuple[date, date] | None = None
    numbers: tuple[tuple[str, str], ...] = ()
    event_number: str = ""
    postcode: str = ""
    telephone: str = ""
    registration: str = ""
    item: str = ""
    """The exhibit reference or the seal of an item of property."""
    unchecked: str = ""
    """The text as a number that fails its check is kept: perhaps it was recorded so, too."""

    @property
    def is_empty(self) -> bool:
        return self == Asked()

    def canonical(self, scheme: str) -> str:
        """The number of that scheme, or empty."""
        return dict(self.numbers).get(scheme, "")


def read(text: str, today: date | None = None) -> Asked:
    """Every reading of the typed text. Numbers and names may stand together: `smith 1/2/90 sw1a 1aa`."""
    text = " ".join(text[:LONGEST].split())
    whole = read_number(text)
    if not whole.is_empty:
        return whole
    born, rest = take_birth(text, today or date.today())
    found, words = _take_numbers(rest.split())
    return Asked(
        names=tuple(readings(" ".join(words))),
        born=born,
        numbers=found.numbers,
        event_number=found.event_number,
        postcode=found.postcode,
        telephone=found.telephone,
        registration=found.registration,
        item=found.item,
        unchecked=found.unchecked,
    )


def read_number(text: str) -> Asked:
    """The text as one number of whatever kind; it may be of several kinds at once. Empty if of none."""
    if not any(sign.isdigit() for sign in text):
        return Asked()
    compact = "".join(text.split()).upper()
    numbers = tuple(_schemes(text))
    return Asked(
        numbers=numbers,
        event_number=_event_number(text.upper()),
        postcode=_postcode(text),
        telephone=_telephone(text),
        registration=compact if REGISTRATION.fullmatch(compact) else "",
        item=compact if ITEM.fullmatch(text.upper()) else "",
        unchecked=compact if not numbers and failures(text) else "",
    )


def take_birth(text: str, today: date) -> tuple[tuple[date, date] | None, str]:
    """The first date in the text as first and last possible day, and the text without it. A year alone is a year."""
    for pattern in (YEAR_FIRST, DAY_FIRST, IN_WORDS, RUN_TOGETHER):
        for found in pattern.finditer(text):
            if day := _day(pattern, found, today):
                return (day, day), text[: found.start()] + " " + text[found.end() :]
    if year := YEAR.search(text):
        first, last = date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
        return (first, last), text[: year.start()] + " " + text[year.end() :]
    return None, text


def _day(pattern: re.Pattern[str], found: re.Match[str], today: date) -> date | None:
    if pattern is YEAR_FIRST:
        year, month, day = found[1], found[3], found[4]
    elif pattern is DAY_FIRST:
        day, month, year = found[1], found[3], found[4]
    elif pattern is IN_WORDS:
        day, month, year = found[1], str(MONTHS.index(found[2].lower()) + 1), found[3]
    else:
        day, month, year = found[1], found[2], found[3]
    try:
        read_day = date(_full_year(year, today), int(month), int(day))
    except ValueError:
        return None
    return read_day if read_day <= today + timedelta(days=1) else None


def _full_year(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) <= today.year % 100 else 1900)


def _take_numbers(words: list[str]) -> tuple[Asked, list[str]]:
    """The first number among the words, tried over one word and over neighbours, and the words left."""
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            piece = words[start : start + size]
            if not all(any(sign.isdigit() for sign in word) for word in piece):
                continue
            found = read_number(" ".join(piece))
            if not found.is_empty:
                return found, words[:start] + words[start + size :]
    return Asked(), words


def _schemes(text: str) -> Iterator[tuple[str, str]]:
    for scheme, kind in NUMBERS.items():
        try:
            yield scheme, kind.parse(text).canonical
        except IdentifierError:
            continue


def failures(text: str) -> list[IdentifierError]:
    """Why the text is not a number that it looks like: for each scheme whose shape it has."""
    return [error for kind in NUMBERS.values() if (error := _failure(kind, text))]


def _failure(kind: type[Identifier], text: str) -> IdentifierError | None:
    try:
        kind.parse(text)
    except WrongShapeError:
        return None
    except IdentifierError as error:
        return error
    return None


def _event_number(text: str) -> str:
    found = EVENT_NUMBER.fullmatch(text)
    return f"{found[1]}/{int(found[2]):07d}/{found[3]}" if found else ""


def _postcode(text: str) -> str:
    try:
        return Postcode.parse(text).canonical
    except IdentifierError:
        return ""


def _telephone(text: str) -> str:
    number = telephone.canonical(text)
    return number if TELEPHONE.fullmatch(text.strip()) and len(number) >= 9 else ""
