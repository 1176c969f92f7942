"""One kind of record at work: values by column name to its bytes and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from daybook.legacy.mapping.fixed.codepages import CodePage
from daybook.legacy.mapping.fixed.columns import BLANK, LOW, Column, Counter, Day, Number, Text
from daybook.legacy.mapping.fixed.errors import FixedError, Misfit
from daybook.legacy.mapping.fixed.line import Line
from daybook.legacy.mapping.fixed.numbers import Packed, Zoned
from daybook.legacy.mapping.fixed.spec import FILLER, ColumnSpec

Values = dict[str, Any]
"""Column name to str, int, Decimal or date; what is not known is left out."""


class Record:
    """`slots` are the columns that the batch itself fills, by what they hold."""

    def __init__(self, name: str, columns: Sequence[ColumnSpec], page: CodePage) -> None:
        self.name = name
        self.columns = {column.name: column for column in columns if column.name != FILLER}
        self.length = columns[-1].last
        self.slots = {str(column.holds): column.name for column in self.columns.values() if column.holds}
        self._made = {name: _made(column, page) for name, column in self.columns.items()}
        self._constant = {
            name: (column.at - 1, column.last, self._made[name].write(column.value))
            for name, column in self.columns.items()
            if column.value is not None
        }
        self._fixed = list(self._constant.values())
        self._kind = [value for _, _, value in self._fixed]
        self._write = [(column.name, self._writer(column)) for column in columns]
        self._read = [
            (name, column.at - 1, column.last, self._made[name].read)
            for name, column in self.columns.items()
            if name not in self._constant
        ]
        self._numbers = [each for each in self._read if not self.columns[each[0]].shape.is_text]
        texts = {column.name for column in columns if column.shape.is_text}
        writers = {name: write for name, write in self._write if name not in texts}
        self._line = Line(columns, writers, page)

    @property
    def free(self) -> set[str]:
        """The columns that a mapping may fill."""
        return set(self.columns) - set(self._constant) - set(self.slots.values())

    def write(self, values: Mapping[str, Any]) -> bytes:
        """The record's bytes; FixedError names the column that does not hold its value."""
        if data := self._line.write(values):
            return data
        get = values.get
        try:
            return b"".join([write(get(name)) for name, write in self._write])
        except Misfit:
            raise self._culprit((name, partial(write, get(name))) for name, write in self._write) from None

    def read(self, data: bytes) -> Values:
        """The values in a record; FixedError names the column that cannot be read."""
        if len(data) != self.length:
            raise FixedError(
                f"has {len(data)} bytes, and a record '{self.name}' has {self.length}.",
                "Ask the sender which layout it uses.",
            )
        texts = self._line.read(data)
        try:
            found = {} if texts is None else texts
            for name, first, last, read in self._read if texts is None else self._numbers:
                if (value := read(data[first:last])) is not None:
                    found[name] = value
            return found
        except Misfit:
            raise self._culprit((name, partial(read, data[a:b])) for name, a, b, read in self._read) from None

    def is_one(self, data: bytes) -> bool:
        """Whether these bytes are of this kind, by its constants."""
        return [data[first:last] for first, last, _ in self._fixed] == self._kind

    def put(self, data: bytes, holds: str, value: Any) -> bytes:
        """The record with this in the slot of that name; as it is where it has none."""
        if holds not in self.slots:
            return data
        column = self.columns[self.slots[holds]]
        return data[: column.at - 1] + self._made[column.name].write(value) + data[column.last :]

    def take(self, data: bytes, name: str) -> Any:
        """What stands in one column; None where it is empty."""
        column = self.columns[name]
        try:
            return self._made[name].read(data[column.at - 1 : column.last])
        except Misfit as error:
            raise self._at(name, error) from error

    def whole(self, data: bytes, name: str) -> int:
        """A number without sign and point, for summing up; 0 where it is not known."""
        value, places = self.take(data, name), self.columns[name].shape.places
        return 0 if value is None else abs(int(value.scaleb(places) if places else value))

    def _writer(self, column: ColumnSpec) -> Callable[[Any], bytes]:
        """What writes a column; fillers and constants ask nothing of the values."""
        if column.name == FILLER:
            return partial(_always, BLANK * column.shape.size)
        if column.name in self._constant:
            return partial(_always, self._constant[column.name][2])
        return self._made[column.name].write

    def _culprit(self, tries: Iterable[tuple[str, Callable[[], Any]]]) -> FixedError:
        """The error of the first column that goes wrong."""
        for name, one in tries:
            try:
                one()
            except Misfit as error:
                return self._at(name, error)
        raise AssertionError("no column was wrong")

    def _at(self, name: str, error: Misfit) -> FixedError:
        column = self.columns[name]
        return FixedError(error.problem, error.remedy, name, f"{column.at} to {column.last}")


def _always(data: bytes, value: Any) -> bytes:
    return data


def _made(column: ColumnSpec, page: CodePage) -> Column:
    shape = column.shape
    if shape.is_text:
        return Text(page, shape.size)
    digits = Packed(shape) if shape.packed else Zoned(shape)
    if column.date:
        return Day(digits, column.date, column.pivot or 0)
    if column.holds:
        return Counter(digits)
    patterns = {"blanks": BLANK * shape.size, "low-values": LOW * shape.size, "zeros": digits.write(0)}
    return Number(digits, patterns.get(column.empty or ""))
