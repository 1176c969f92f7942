"""The bytes of a file as lines of text, even where two encodings stand in one file."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from daybook.nominals.exports.tally import Tally

OTHER = "a row not in UTF-8, read as Windows-1252"
BEGINNINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_lines(path: Path, tally: Tally) -> Iterator[str]:
    """The lines with their endings. A line that is not UTF-8 is read as Windows-1252, and counted."""
    with path.open("rb") as opened:
        start = opened.read(3)
    encoding = next((name for mark, name in BEGINNINGS if start.startswith(mark)), "")
    if encoding == "utf-16":
        with path.open(encoding=encoding, errors="replace", newline="") as whole:
            yield from whole
        return
    with path.open("rb") as opened:
        for number, line in enumerate(opened, 1):
            yield decoded(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, number, tally)


def decoded(line: bytes, number: int, tally: Tally) -> str:
    """UTF-8 as text; anything else is read as Windows-1252, and counted."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        tally.note(OTHER, number)
        return line.decode("cp1252", errors="replace")
