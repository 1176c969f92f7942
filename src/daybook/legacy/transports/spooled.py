"""An extract that comes in pieces, kept whole while it is gone through: what is read twice is the same both times.

The file has no name, so that nothing of it is left when it is closed, or when the process dies.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from daybook.legacy.transports.base import Tree

Record = tuple[str, Tree]


class Spooled:
    """The records of an open file, one on each line."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file

    def __iter__(self) -> Iterator[Record]:
        return self._records(None)

    def only(self, places: Container[int]) -> Iterator[Record]:
        return self._records(places)

    def _records(self, places: Container[int] | None) -> Iterator[Record]:
        self.file.seek(0)
        for place, line in enumerate(self.file):
            if places is None or place in places:
                name, tree = json.loads(line)
                yield name, tree


@contextmanager
def spooled(records: Iterable[Record]) -> Iterator[Spooled]:
    """All the records, once the last has come; an error on the way leaves nothing."""
    with TemporaryFile("w+", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
        yield Spooled(file)
