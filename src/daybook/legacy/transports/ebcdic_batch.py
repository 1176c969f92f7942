"""Numbered batches of fixed-width EBCDIC records in a shared folder; a result file and a rejects file answer each.

`in/B0000007.dat` is a batch (written under another name, then renamed); the old system answers with `out/B0000007.res`
and, where it refused any record, `out/B0000007.rej`. When a batch leaves: `mapping/fixed/timing.py`; where records wait
until then: `batch_spool.py`.

`request/<key>.req`, an empty file, asks for an extract of all that it holds; it comes as `extract/<key>.dat`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from daybook.legacy.mapping.fixed import FixedError, FixedFile
from daybook.legacy.mapping.fixed.timing import Timing
from daybook.legacy.mapping.formats.fixed import texts
from daybook.legacy.transports.base import (
    Connection,
    Extract,
    Reply,
    Sent,
    Tree,
    Verb,
    not_answering,
    not_whole,
)
from daybook.legacy.transports.batch_answers import answers, misfit
from daybook.legacy.transports.batch_spool import Spool, locked
from daybook.legacy.transports.folder import file_name, folder_of, not_written
from daybook.legacy.transports.placed import PlacedExtract


class EbcdicBatch:
    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        with _share(connection), locked(folder_of(connection), connection.timeout) as mine:
            if not mine:
                raise not_answering(connection, "the spool is locked")
            return Sent("accepted", duplicate=not _spool(connection).keep(file_name(key), body))

    @contextmanager
    def collect(self, connection: Connection) -> Iterator[list[Reply]]:
        """Let the batch go whose moment has come, then read what was answered; one process does so at a time."""
        with locked(folder_of(connection)) as mine:
            if not mine:
                yield []
                return
            spool = _spool(connection)
            with _share(connection):
                found = [misfit(file, connection) for file in spool.close_batches()]
                found += answers(spool, connection)
            yield [reply for answer in found for reply in answer.replies]
            with _share(connection):
                for answer in found:
                    answer.put_away(spool)

    def ask(self, key: str, connection: Connection) -> None:
        request = folder_of(connection) / "request" / f"{key}.req"
        with _share(connection):
            request.parent.mkdir(parents=True, exist_ok=True)
            request.touch()

    @contextmanager
    def extract(self, key: str, connection: Connection) -> Iterator[Extract | None]:
        file = folder_of(connection) / "extract" / f"{key}.dat"
        yield FixedExtract(file, connection) if file.is_file() else None
        file.unlink(missing_ok=True)


@dataclass(frozen=True)
class FixedExtract(PlacedExtract):
    """An extract in one file of fixed-width records, as `[files.extract]` of the layout says."""

    file: Path
    connection: Connection

    def _records(self, places: Container[int] | None) -> Iterator[tuple[str, Tree]]:
        layout = self.connection.mapping.layout
        assert layout is not None
        try:
            for place, (record, data) in enumerate(FixedFile(self.file, layout.files["extract"])):
                if places is None or place in places:
                    yield record.name, texts(record.read(data))
        except FixedError as error:
            raise not_whole(self.connection, f"is not whole or broken: {error}") from error


@contextmanager
def _share(connection: Connection) -> Iterator[None]:
    """A share that cannot be read or written is one of the connection's troubles."""
    try:
        yield
    except OSError as error:
        raise not_written(connection, error) from error


def _spool(connection: Connection) -> Spool:
    layout = connection.mapping.layout
    assert layout is not None
    timing = Timing.of(connection.mapping.spec.transport)
    return Spool(folder_of(connection), layout.files["batch"], timing)
