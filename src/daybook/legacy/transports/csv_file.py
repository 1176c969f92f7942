"""Files of rows as old systems exchange them: a header, the names of the columns, rows, and a trailer that counts them.

`[transport]`: `header` and `trailer` are the first and last line of a file; `{name}` stands for the file's name without
its ending, `{rows}` for the number of rows. Either may be left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from daybook.legacy.mapping import Mapping, Unreadable
from daybook.legacy.mapping.formats.csv import LINE, rows_of


def whole(body: bytes, name: str, mapping: Mapping) -> bytes:
    """The file around a body: the names of the columns and one row."""
    lines = [
        _line(mapping, "header", name, 1),
        body.decode(_encoding(mapping)),
        _line(mapping, "trailer", name, 1),
    ]
    return "".join(lines).encode(_encoding(mapping))


def answer_in(raw: bytes, name: str, mapping: Mapping) -> bytes:
    """The one row of an answer as a JSON object by its columns; Unreadable where the file is not whole."""
    head, tail = _line(mapping, "header", name, 1), _line(mapping, "trailer", name, 1)
    text = _decoded(raw, mapping)
    if not (text.startswith(head) and text.endswith(tail)):
        raise Unreadable("its header or trailer is missing or wrong, so that it may be cut off.")
    inner = text[len(head) : len(text) - len(tail)].encode(_encoding(mapping))
    rows = rows_of(inner, _encoding(mapping), mapping.spec.body.separator)
    if len(rows) != 2:
        raise Unreadable(f"it holds {max(len(rows) - 1, 0)} rows, and its trailer says 1.")
    return json.dumps(dict(zip(*rows, strict=True)), ensure_ascii=False).encode()


def records_in(file: Path, name: str, mapping: Mapping) -> Iterator[dict[str, str]]:
    """The rows of an extract by their columns, one by one; Unreadable, also at the end, where it is not whole."""
    with file.open(encoding=_encoding(mapping), newline="") as lines:
        if head := mapping.spec.transport.get("header"):
            _same(next(lines, ""), head.format(name=name) + LINE)
        names, count, held = "", 0, next(lines, "")
        has_trailer = "trailer" in mapping.spec.transport
        for line in lines:
            if not names:
                names, held = held, line
                continue
            yield _record(names, held, mapping)
            count, held = count + 1, line
        if has_trailer:
            _same(held if names else "", _line(mapping, "trailer", name, count))
        elif names:
            yield _record(names, held, mapping)


def _record(names: str, line: str, mapping: Mapping) -> dict[str, str]:
    raw = (names + line).encode(_encoding(mapping))
    rows = rows_of(raw, _encoding(mapping), mapping.spec.body.separator)
    return {name: value for name, value in zip(rows[0], rows[-1], strict=True) if value}


def _same(line: str, wanted: str) -> None:
    if line != wanted:
        raise Unreadable("has not the header or the count that it must have.")


def _line(mapping: Mapping, key: str, name: str, rows: int) -> str:
    template = mapping.spec.transport.get(key)
    return template.format(name=name, rows=rows) + LINE if template else ""


def _decoded(raw: bytes, mapping: Mapping) -> str:
    try:
        return raw.decode(_encoding(mapping))
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not written in {_encoding(mapping)}.") from error


def _encoding(mapping: Mapping) -> str:
    return mapping.spec.body.encoding
