"""Files of fixed-length records, written and read one record after the other, with counts and a hash total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from daybook.legacy.mapping.fixed.errors import FixedError
from daybook.legacy.mapping.fixed.layout import FileForm
from daybook.legacy.mapping.fixed.record import Record, Values

TOGETHER = 1000
SEND_ANEW = "Nothing of the file was taken; have it sent again."
Slots = dict[str, Any]
"""What the columns of a header or trailer hold: `batch`, `made-on` and the like."""


@dataclass
class _Tally:
    """The records so far: how many, and the sum of the column that is summed up."""

    form: FileForm
    records: int = 0
    hash: int = 0

    def add(self, record: Record, data: bytes) -> None:
        self.records += 1
        if self.form.hash:
            self.hash += record.whole(data, self.form.hash)

    def expected(self) -> Slots:
        """As the trailer has it: the sum without what goes beyond its digits."""
        name = self.form.trailer.slots.get("hash")
        digits = self.form.trailer.columns[name].shape.digits if name else 0
        return {"records": self.records, "hash": self.hash % 10**digits}


def write_file(out: BinaryIO, form: FileForm, header: Slots, bodies: Iterable[bytes]) -> Slots:
    """Header, the records (each gets its number) and trailer; what the trailer says is given back."""
    tally = _Tally(form)
    out.write(_framed(form.header, header))
    for number, body in enumerate(bodies, 1):
        record = form.kind_of(body)
        if record is None or len(body) != form.length:
            raise FixedError(
                "is none of the kinds of this file.", "Compare [files] with the records.", record=number + 1
            )
        data = record.put(body, "sequence", number)
        tally.add(record, data)
        out.write(data)
    said = tally.expected()
    out.write(_framed(form.trailer, header | said))
    return said


def _framed(record: Record, slots: Slots) -> bytes:
    return record.write({name: slots.get(holds) for holds, name in record.slots.items()})


@dataclass
class FixedFile:
    """One file to read. `header` holds its slots once the first record was read."""

    path: Path
    form: FileForm
    header: Slots = field(default_factory=dict)

    def head(self) -> Slots:
        """What the header says; FixedError where there is none."""
        with self.path.open("rb") as file:
            self.header = self._head(file.read(self.form.length))
        return self.header

    def __iter__(self) -> Iterator[tuple[Record, bytes]]:
        """Kind and bytes of each record between header and trailer. FixedError, also at the end, where it is not whole.

        Nothing that came before an error may be used: only the trailer says whether the file is whole.
        """
        self._check_length()
        tally, trailer = _Tally(self.form), b""
        for number, data in enumerate(self._cut(), 1):
            if number == 1:
                self.header = self._head(data)
            elif trailer:
                raise self._wrong("stands behind the trailer.", SEND_ANEW, number)
            elif record := self.form.kind_of(data):
                self._next(record, data, tally, number)
                yield record, data
            elif self.form.trailer.is_one(data):
                trailer = data
                self._check_trailer(data, tally, number)
            else:
                raise self._wrong("has a record type that this file does not have.", SEND_ANEW, number)
        if not trailer:
            raise self._wrong("it ends without its trailer.", SEND_ANEW)

    def values(self) -> Iterator[tuple[str, Values]]:
        """Kind and values of each record."""
        for number, (record, data) in enumerate(self, 2):
            try:
                yield record.name, record.read(data)
            except FixedError as error:
                raise error.at(self.path.name, number) from error

    def _cut(self) -> Iterator[bytes]:
        size = self.form.length
        with self.path.open("rb") as file:
            while block := file.read(size * TOGETHER):
                for first in range(0, len(block), size):
                    yield block[first : first + size]

    def _check_length(self) -> None:
        length = self.path.stat().st_size
        if length == 0 or length % self.form.length:
            number = length // self.form.length + 1
            raise self._wrong(
                f"the file has {length:,} bytes, which is not a whole number of records of {self.form.length};"
                f" record {number} is cut off, or the records are of another length.",
                "Transfer it in binary, without line ends, and have it sent again.",
            )

    def _head(self, data: bytes) -> Slots:
        if not self.form.header.is_one(data):
            text = data[:20].isascii() and data[:20].decode("ascii").isprintable()
            problem = "is text of another machine, not EBCDIC." if text else "is no header of this file."
            raise self._wrong(problem, "Transfer it in binary." if text else SEND_ANEW, 1)
        return self._slots(self.form.header, data, 1)

    def _slots(self, record: Record, data: bytes, number: int) -> Slots:
        try:
            return {str(holds): record.take(data, name) for holds, name in record.slots.items()}
        except FixedError as error:
            raise error.at(self.path.name, number) from error

    def _next(self, record: Record, data: bytes, tally: _Tally, number: int) -> None:
        try:
            tally.add(record, data)
            slot = record.slots.get("sequence")
            sequence = record.take(data, slot) if slot else None
        except FixedError as error:
            raise error.at(self.path.name, number) from error
        if sequence is not None and sequence != tally.records:
            raise self._wrong(
                f"has the number {sequence}, and {tally.records} is its turn.", SEND_ANEW, number
            )

    def _check_trailer(self, data: bytes, tally: _Tally, number: int) -> None:
        said, expected = self._slots(self.form.trailer, data, number), tally.expected()
        if (count := said.get("records") or 0) != expected["records"]:
            raise self._wrong(
                f"the trailer says {count} records, and {expected['records']} came.", SEND_ANEW, number
            )
        if "hash" in said and (said["hash"] or 0) != expected["hash"]:
            raise self._wrong(
                f"the trailer's hash total is {said['hash'] or 0}, and the records come to {expected['hash']}.",
                SEND_ANEW, number,
            )  # fmt: skip

    def _wrong(self, problem: str, remedy: str, record: int = 0) -> FixedError:
        return FixedError(problem, remedy, file=self.path.name, record=record)
