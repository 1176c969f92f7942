"""One row of a CSV file below the names of its columns, in the order of the fields."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from daybook.legacy.mapping.errors import MappingRefused, Unreadable

LINE = "\r\n"


@dataclass(frozen=True)
class Csv:
    columns: tuple[str, ...]
    encoding: str = "utf-8"
    separator: str = ","

    def render(self, tree: dict[str, Any]) -> bytes:
        row = [self._cell(name, tree.get(name)) for name in self.columns]
        out = io.StringIO()
        csv.writer(out, delimiter=self.separator, lineterminator=LINE).writerows([self.columns, row])
        return out.getvalue().encode(self.encoding)

    def parse(self, body: bytes) -> dict[str, Any]:
        rows = rows_of(body, self.encoding, self.separator)
        if len(rows) != 2 or rows[0] != list(self.columns):
            raise Unreadable("it is not one row below the names of its columns.")
        return {name: value for name, value in zip(rows[0], rows[1], strict=False) if value}

    def _cell(self, name: str, value: Any) -> str:
        text = "" if value is None else str(value)
        if any(sign in text for sign in "\r\n\0"):
            raise MappingRefused(
                name, "holds a line break, which this file cannot hold.", "Write it in one line."
            )
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError as error:
            problem = f"holds a character that {self.encoding} does not have (U+{ord(error.object[error.start]):04X})."
            raise MappingRefused(name, problem, "Narrow [characters] set in the mapping.") from error
        return text


def rows_of(body: bytes, encoding: str, separator: str) -> list[list[str]]:
    """All rows of CSV from outside; Unreadable where it is none in this encoding, or a row is longer than the first."""
    try:
        rows = list(
            csv.reader(io.StringIO(body.decode(encoding), newline=""), delimiter=separator, strict=True)
        )
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not written in {encoding}.") from error
    except csv.Error as error:
        raise Unreadable("its quotation marks do not fit together.") from error
    if any(len(row) != len(rows[0]) for row in rows):
        raise Unreadable("its rows do not all have the same number of columns.")
    return rows
