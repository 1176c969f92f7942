"""Which of the records just read say something new: each known by its number there and a digest of what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.mapping import Held
from daybook.legacy.models import ReadRecord
from daybook.legacy.read_in.scope import reports_read

Name = tuple[str, str]
"""Kind of report, and the record's number there."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A record as it was just read, and the row by which it is known; a row without digest is to be looked at."""

    held: Held
    row: ReadRecord

    @property
    def is_news(self) -> bool:
        return self.row.digest != digest_of(self.held)


def name_of(held: Held) -> Name:
    """Where it has no number of its own, ours names it."""
    return held.report, (held.reference or held.key)[:120]


def digest_of(held: Held) -> str:
    """Of all that is compared, of our number in it, and of whether it is in force."""
    return digest_as_read(held.digest, held.key, held.is_live)


def digest_as_read(values: bytes, key: str, is_live: bool) -> str:
    """The same of a record whose values are known by their digest alone."""
    said = b"|".join((values, key.encode(), str(is_live).encode()))
    return blake2b(said, digest_size=16).hexdigest()


def sights(system: OldSystem, helds: Iterable[Held], now: datetime) -> list[Sight]:
    """Each record that is read once, as it came last, with its row; new rows are not saved yet."""
    reports = reports_read(system)
    read = {name_of(held): held for held in helds if held.report in reports}
    rows = {(row.report, row.reference): row for row in _rows(system.name, read)}
    return [Sight(held, rows.get(name) or _new(system.name, name, now)) for name, held in read.items()]


def _rows(system: str, names: Iterable[Name]) -> Iterator[ReadRecord]:
    references = sorted({reference for _, reference in names})
    yield from ReadRecord.objects.filter(system=system, reference__in=references)


def _new(system: str, name: Name, now: datetime) -> ReadRecord:
    report, reference = name
    times = {"first_at": now, "changed_at": now, "seen_at": now}
    return ReadRecord(system=system, report=report, reference=reference, **times)
