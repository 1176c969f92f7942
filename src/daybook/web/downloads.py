"""Downloads as CSV that a spreadsheet cannot be made to run."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """A file for csv.writer that gives each line back."""

    def write(self, line: str) -> str:
        return line


def csv_download(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """A CSV file (UTF-8 with byte order mark, as spreadsheets expect), sent while it is made."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_plain(filename)}"'
    return response


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + str(writer.writerow([harmless(title) for title in header]))
    for row in rows:
        yield str(writer.writerow([harmless(cell) for cell in row]))


def harmless(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA_STARTS):
        return "'" + cell
    return "" if cell is None else cell


def _plain(filename: str) -> str:
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in filename)
