"""CSV files over SFTP: one file for each record, one answer file for each.

`in/<key>.csv` is what we lay down (under another name, then renamed, so that a half-written file is never taken),
`out/<key>.csv` what the old system answers; a read answer moves to `out/read/`. A file that is laid down twice has the
same name and the same content. How a file is made: `csv_file.py`.

`request/<key>.csv`, an empty file, asks for an extract of all that it holds, which comes as `extract/<key>.csv`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from daybook.legacy.mapping import Unreadable
from daybook.legacy.transports.base import (
    Connection,
    Extract,
    Reply,
    Sent,
    Tree,
    Verb,
    not_whole,
    reply_from,
    unreadable,
)
from daybook.legacy.transports.csv_file import answer_in, records_in, whole
from daybook.legacy.transports.folder import file_name
from daybook.legacy.transports.placed import PlacedExtract

ENDING = ".csv"
AT_ONCE = 100
STILL_WRITTEN_SECONDS = 2.0


class CsvSftp:
    def __init__(self) -> None:
        self._broken_since: dict[str, float] = {}

    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        name = file_name(key)
        _files().lay_down(connection, f"in/{name}{ENDING}", whole(body, name, connection.mapping))
        return Sent("accepted")

    @contextmanager
    def collect(self, connection: Connection) -> Iterator[list[Reply]]:
        found = [
            (name, reply)
            for name, raw in _files().answers(connection, ENDING, AT_ONCE)
            if (reply := self._read(name, raw, connection)) is not None
        ]
        yield [reply for _, reply in found]
        if found:
            _files().put_away(connection, [name for name, _ in found])

    def ask(self, key: str, connection: Connection) -> None:
        _files().lay_down(connection, f"request/{key}{ENDING}", b"")

    @contextmanager
    def extract(self, key: str, connection: Connection) -> Iterator[Extract | None]:
        with tempfile.TemporaryDirectory(prefix="daybook-extract-") as folder:
            file = Path(folder) / f"{key}{ENDING}"
            there = _files().fetched(connection, f"extract/{key}{ENDING}", file)
            yield CsvExtract(file, key, connection) if there else None
        if there:
            _files().removed(connection, f"extract/{key}{ENDING}")

    def _read(self, name: str, raw: bytes, connection: Connection) -> Reply | None:
        """The reply in a file; None where it is broken and so new that it may still be written."""
        key = name.removesuffix(ENDING).replace(".", ":", 1)
        try:
            row = answer_in(raw, name.removesuffix(ENDING), connection.mapping)
        except Unreadable as error:
            since = self._broken_since.setdefault(name, time.monotonic())
            if time.monotonic() - since < STILL_WRITTEN_SECONDS:
                return None
            return unreadable(key, connection.mapping.system.title, str(error), raw, name)
        self._broken_since.pop(name, None)
        return reply_from(connection, key, row, name)


@dataclass(frozen=True)
class CsvExtract(PlacedExtract):
    """An extract that was fetched into a file of ours."""

    file: Path
    name: str
    connection: Connection

    def _records(self, places: Container[int] | None) -> Iterator[tuple[str, Tree]]:
        mapping = self.connection.mapping
        record = mapping.spec.extract.record if mapping.spec.extract else ""
        try:
            for place, row in enumerate(records_in(self.file, self.name, mapping)):
                if places is None or place in places:
                    yield record, row
        except (Unreadable, UnicodeDecodeError) as error:
            raise not_whole(self.connection, "is cut off or broken, or its count is wrong.") from error


def _files() -> ModuleType:
    """Loading asyncssh takes longer than all the rest of a command, so it waits until it is needed."""
    from daybook.legacy.transports import sftp_files

    return sftp_files
