"""Dates and times as files write them, and how exactly they are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute

from daybook.forecast.engine.arrays import Ints, Times
from daybook.forecast.engine.events import Precision
from daybook.forecast.engine.reading.codes import texts_of
from daybook.forecast.engine.reading.notes import Note

NOTHING = np.datetime64("NaT", "s")
ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?"
)
PARTED = re.compile(
    r"(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{4})"
    r"(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?"
)
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EARLIEST, LATEST = np.datetime64("1950-01-01", "s"), np.datetime64("2100-01-01", "s")
DAY_ALONE = len("2019-12-31")
PLAIN = {0, DAY_ALONE, len("2019-12-31 23:59"), len("2019-12-31 23:59:59")}
MOST_KNOWN = 1_000_000


class Form(IntEnum):
    """How a date was written. `EITHER` ones could be of the other order and another day, `BOTH` ones are the same."""

    NONE = 0
    MONTH = 1
    DAY = 2
    MINUTE = 3
    NAMED = 4
    DAY_FIRST = 5
    MONTH_FIRST = 6
    EITHER_DAY_FIRST = 7
    EITHER_MONTH_FIRST = 8
    BOTH = 9
    KIND = 10


WRITTEN = {
    Form.MONTH: "2019-12",
    Form.DAY: "2019-12-31",
    Form.MINUTE: "2019-12-31 23:59",
    Form.NAMED: "31 Dec 2019",
    Form.DAY_FIRST: "31/12/2019",
    Form.MONTH_FIRST: "12/31/2019",
    Form.KIND: "dates of the file's own kind",
}
EITHER = {Form.EITHER_DAY_FIRST: Form.DAY_FIRST, Form.EITHER_MONTH_FIRST: Form.MONTH_FIRST}


class Moments:
    """Reads one file's times. A text that was read before is not read again; `forms` counts rows by `Form`.

    `month_first` is found out from the first block of values, as files do not say.
    """

    def __init__(self) -> None:
        self.month_first: bool | None = None
        self.offsets = False
        self.forms = np.zeros(len(Form), np.int64)
        self._known: dict[str, int] = {}
        """Seconds since 1970, times 16, and the form."""

    def read(self, values: Any, counted: bool = True) -> Times:
        """datetime64[s] as written, not-a-time where none can be read; a told offset is taken off, which gives UTC.

        Rows count in `forms` unless the column is `counted` by another.
        """
        if isinstance(values, np.ndarray) and values.dtype.kind == "M":
            self.forms[Form.KIND] += int((~np.isnat(values)).sum()) * counted
            return values.astype("M8[s]")
        plain = _plain_iso(values)
        known = self._worked_out(values) if plain is None else plain
        form, read = known & 15, (known >> 4).astype("M8[s]")
        right = (form > 0) & (read > EARLIEST) & (read < LATEST)
        self.forms += np.bincount(form[right], minlength=len(Form)) * counted
        return np.where(right, read, NOTHING)

    def _worked_out(self, values: Any) -> Ints:
        """Each text by itself."""
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        texts = texts_of(values)
        new = set(texts.words) - self._known.keys()
        if self.month_first is None and new:
            self.month_first = _month_first(new)
        self._known.update((text, self._one(text)) for text in new)
        return np.array([self._known[word] for word in texts.words], np.int64)[texts.rows]

    def _one(self, text: str) -> int:
        try:
            if found := ISO.fullmatch(text):
                return self._iso(*found.groups())
            if found := PARTED.fullmatch(text):
                return self._parted(*found.groups())
        except ValueError:
            return Form.NONE
        return Form.NONE

    def _iso(self, year: str, month: str, day: str | None, *more: str | None) -> int:
        hour, minute, second, offset = more
        form = Form.MONTH if day is None else Form.DAY if hour is None else Form.MINUTE
        at = _moment(int(year), int(month), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
        self.offsets |= offset is not None
        if offset not in (None, "Z"):
            minutes = int(offset[1:3]) * 60 + int(offset[-2:])
            at -= 60 * (minutes if offset[0] == "+" else -minutes)
        return at << 4 | form

    def _parted(self, first: str, second: str, year: str, *clock: str | None) -> int:
        named = second[:3].lower()
        if named in MONTH_NAMES:
            return (
                _moment(int(year), MONTH_NAMES.index(named) + 1, int(first), *_hours(*clock)) << 4
                | Form.NAMED
            )
        turned = int(second) > 12 or (bool(self.month_first) and int(first) <= 12)
        if int(first) == int(second):
            form = Form.BOTH
        elif int(first) <= 12 and int(second) <= 12:
            form = Form.EITHER_MONTH_FIRST if turned else Form.EITHER_DAY_FIRST
        else:
            form = Form.MONTH_FIRST if turned else Form.DAY_FIRST
        day, month = (second, first) if turned else (first, second)
        return _moment(int(year), int(month), int(day), *_hours(*clock)) << 4 | form

    def notes(self) -> list[Note]:
        """How many rows were read in which form, where there are several; and how many could be of another day."""
        rows = {form: int(self.forms[form]) for form in Form}
        same = EITHER | {Form.BOTH: Form.MONTH_FIRST if self.month_first else Form.DAY_FIRST}
        told = {
            form: rows[form] + sum(rows[one] for one, alike in same.items() if alike is form)
            for form in WRITTEN
        }
        ways = sorted((form for form in told if told[form]), key=lambda form: -told[form])
        notes = []
        if len(ways) > 1:
            each = ", ".join(f"{told[form]:,} as {WRITTEN[form]}" for form in ways)
            notes.append(
                Note(f"a date, written in {len(ways)} ways ({each})", sum(told.values()), "all read")
            )
        if either := sum(rows[form] for form in EITHER):
            notes.append(
                Note("a date that could be either way round, as 01/02/2019", either, self._taken(rows))
            )
        return notes

    def _taken(self, rows: Mapping[Form, int]) -> str:
        day, month = rows[Form.DAY_FIRST], rows[Form.MONTH_FIRST]
        first, (so, otherwise) = ("month", (month, day)) if self.month_first else ("day", (day, month))
        if not so + otherwise:
            return f"read with the {first} first, though no date tells; write them as 2019-12-31 if that is wrong"
        return (
            f"read with the {first} first, as {so:,} can be read only so and {otherwise:,} only the other way"
        )


def _plain_iso(values: Any) -> Ints | None:
    """All at once where every text is one such as 2019-12-31 or 2019-12-31 23:59; None where another is among them."""
    if not isinstance(values, pa.Array) or not pa.types.is_string(values.type):
        return None
    lengths = compute.binary_length(values).fill_null(0).to_numpy()
    if not np.isin(lengths, list(PLAIN)).all():
        return None
    try:
        read = values.cast(pa.timestamp("s")).fill_null(0).to_numpy().astype(np.int64)
    except pa.ArrowInvalid:
        return None
    form = np.where(lengths == DAY_ALONE, Form.DAY, Form.MINUTE)
    return np.asarray(np.where(lengths, read << 4 | form, Form.NONE))


def _month_first(texts: Iterable[str]) -> bool:
    """Whether more dates can be read only with the month first than only with the day first."""
    parted = [(int(first), int(second)) for first, second in _figures(texts)]
    return sum(second > 12 for _, second in parted) > sum(first > 12 for first, _ in parted)


def _figures(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        if (found := PARTED.fullmatch(text)) and found[2].isdecimal():
            yield found[1], found[2]


def _hours(
    hour: str | None, minute: str | None, second: str | None, half: str | None
) -> tuple[int, int, int]:
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    return hours, int(minute or 0), int(second or 0)


def _moment(year: int, month: int, day: int, hour: int, minute: int, second: int) -> int:
    """Seconds since 1970. Raises `ValueError`."""
    return round(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())


def precision_of(time: Times) -> Precision:
    """How exactly the times of a file are known: by the month where all but a few stand on its first second, and so on.

    A file of days has one in thirty on the first of a month; a file of minutes few at midnight.
    """
    if (time == time.astype("M8[M]")).mean() > 0.9:
        return Precision.MONTH
    return Precision.DAY if (time == time.astype("M8[D]")).mean() > 0.5 else Precision.MINUTE
