"""One class for each kind of column: a value to its bytes and back, refusing what would not come back as it was.

`empty` is what stands in a column where nothing is known. The usual case comes first: many go through.
"""

from __future__ import annotations

import codecs
from datetime import date
from typing import Any, Protocol

from daybook.legacy.mapping.fixed.codepages import CodePage
from daybook.legacy.mapping.fixed.errors import Misfit
from daybook.legacy.mapping.fixed.numbers import Digits

CONTROL = {*range(0x20), *range(0x7F, 0xA0)}
BLANK, LOW = b"\x40", b"\x00"


class Column(Protocol):
    def write(self, value: Any) -> bytes: ...

    def read(self, data: bytes) -> Any: ...


class Text:
    """Letters, filled with blanks on the right; `size` in bytes."""

    def __init__(self, page: CodePage, size: int) -> None:
        self.page, self.size = page, size
        self.letters, self.map = page.letters, codecs.charmap_build(page.letters)
        self.empty = BLANK * size

    def write(self, value: Any) -> bytes:
        if value is None or value == "":
            return self.empty
        text = value if type(value) is str else str(value)
        try:
            data = codecs.charmap_encode(text, "strict", self.map)[0]
        except UnicodeEncodeError as error:
            raise self._no_such(ord(text[error.start])) from error
        if len(data) > self.size:
            raise Misfit(
                f"has {len(data)} characters and the column holds {self.size}.", "Shorten it in the report."
            )
        if data[-1] == 0x40:
            raise Misfit("ends with a blank, which cannot be told from filling.", "Take it off.")
        if not text.isprintable() and not CONTROL.isdisjoint(map(ord, text)):
            raise Misfit("holds a control character.", "Take line breaks and the like out of the text.")
        return data.ljust(self.size, BLANK)

    def read(self, data: bytes) -> str | None:
        text = codecs.charmap_decode(data, "strict", self.letters)[0].rstrip(" ")
        if not text.isprintable() and not CONTROL.isdisjoint(map(ord, text)):
            raise Misfit("holds bytes that are no letters.", "Have the sender fill the column with blanks.")
        return text or None

    def _no_such(self, number: int) -> Misfit:
        return Misfit(
            f"holds the character U+{number:04X}, which code page {self.page.name} does not have.",
            "Declare what becomes of it under [characters], or correct the spelling in the report.",
        )


class Number:
    """Digits in zoned or packed form; where `empty` is None something must stand there."""

    def __init__(self, digits: Digits, empty: bytes | None = None) -> None:
        self.digits, self.empty = digits, empty

    def write(self, value: Any) -> bytes:
        if value is None or value == "":
            if self.empty is None:
                raise Misfit("is missing, and the column must hold a number.", "Fill it in the report.")
            return self.empty
        data = self.digits.write(value)
        if data == self.empty:
            raise Misfit("is 0, which stands for not known in this column.", "Correct it in the report.")
        return data

    def read(self, data: bytes) -> Any:
        return None if data == self.empty else self.digits.read(data)


class Counter:
    """A number that the batch itself keeps; 0 is a number like others, and nothing is 0."""

    def __init__(self, digits: Digits) -> None:
        self.digits, self.read = digits, digits.read

    def write(self, value: Any) -> bytes:
        return self.digits.write(value or 0)


class Day:
    """A date as digits: `YYYYMMDD`, `YYMMDD`, `YYYYDDD` or `YYDDD`; zeros where it is not known.

    A two-digit year up to `pivot` is in this century; a date outside those hundred years is refused.
    """

    def __init__(self, digits: Digits, layout: str, pivot: int = 0) -> None:
        self.digits, self.layout = digits, layout
        self.short, self.by_month = not layout.startswith("YYYY"), not layout.endswith("DDD")
        self.first, self.last = (1901 + pivot, 2000 + pivot) if self.short else (1, 9999)

    def write(self, value: Any) -> bytes:
        if value is None or value == "":
            return self.digits.write(0)
        try:
            day = value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError as error:
            raise Misfit("is not a date.", "Write it as 1990-02-28.") from error
        if not self.first <= day.year <= self.last:
            raise Misfit(
                f"is a date that {self.layout} cannot hold: it reaches from {self.first} to {self.last}.",
                "Correct the date, or ask the integrator for a column with the whole year.",
            )
        year = day.year % 100 if self.short else day.year
        rest = day.month * 100 + day.day if self.by_month else _day_of_year(day)
        return self.digits.write(year * (10000 if self.by_month else 1000) + rest)

    def read(self, data: bytes) -> date | None:
        number = self.digits.read(data)
        try:
            return self._day(number) if number else None
        except ValueError as error:
            text = str(number).zfill(self.digits.picture.digits)
            raise Misfit(f"{text} is no date.", f"It must be {self.layout}.") from error

    def _day(self, number: int) -> date:
        year, rest = divmod(number, 10000 if self.by_month else 1000)
        if self.short:
            year += 1900 if year + 1900 >= self.first else 2000
        if self.by_month:
            return date(year, rest // 100, rest % 100)
        day = date.fromordinal(date(year, 1, 1).toordinal() + rest - 1)
        if day.year != year:
            raise ValueError("no such day of the year")
        return day


def _day_of_year(day: date) -> int:
    return day.toordinal() - date(day.year, 1, 1).toordinal() + 1
