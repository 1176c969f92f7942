"""Taking in what another system holds of people: each record as it came, in versions, and findable at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice, product
from typing import Any

from daybook.book import Author, writing
from daybook.book.rows import canonical_json
from daybook.nominals.kinds import SOURCES_RECEIVED
from daybook.nominals.matching import Cleaned, Name, Written, clean
from daybook.nominals.matching.features.births import birth_level
from daybook.nominals.matching.features.names import ALIKE, family_grade, given_grade
from daybook.nominals.matching.rules import SAME_BIRTH
from daybook.nominals.models import SourceRecord

AT_ONCE = 500
"""Records in one entry of the book."""
Identity = tuple[str, str]


@dataclass(slots=True)
class Received:
    """How many records were new, changed or as before, and which keys seem to be used for another person now."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    reused: list[Identity] = field(default_factory=list)


def receive(author: Author, records: Iterable[Written], at: datetime) -> Received:
    """Keep what is new or changed; sent again, nothing is kept twice. Each 500 records are one entry."""
    counted = Received()
    for part in _parts(records):
        _receive(author, part, at, counted)
    return counted


def _receive(author: Author, part: Sequence[Written], at: datetime, counted: Received) -> None:
    latest = latest_versions((one.system, one.key) for one in part)
    fresh = []
    for one in part:
        row, before = _version(one, at), latest.get((one.system, one.key))
        if before is not None and before.digest == row.digest:
            counted.unchanged += 1
            continue
        if before is not None:
            row.version = before.version + 1
            row.reused = is_reused(clean(before.as_written()), clean(one))
            counted.changed += 1
        else:
            counted.new += 1
        if row.reused:
            counted.reused.append((one.system, one.key))
        latest[one.system, one.key] = row
        fresh.append(row)
    if fresh:
        with writing(SOURCES_RECEIVED, author) as page:
            page.note(count=len(fresh), systems=sorted({row.system for row in fresh}))
            for row in fresh:
                page.save(row)


def latest_versions(identities: Iterable[Identity]) -> dict[Identity, SourceRecord]:
    """The newest version of each record that is held."""
    wanted = set(identities)
    keys = sorted({key for _, key in wanted})
    rows = SourceRecord.objects.filter(key__in=keys).order_by("version")
    return {(row.system, row.key): row for row in rows if (row.system, row.key) in wanted}


def is_reused(before: Cleaned, now: Cleaned) -> bool:
    """Whether a key now names somebody else: no name has stayed alike, no birth date the same, no number either."""
    if set(before.numbers) & set(now.numbers) or not (before.names and now.names):
        return False
    names = any(_alike(*pair) for pair in product(before.names, now.names))
    births = any(birth_level(*pair) in SAME_BIRTH for pair in product(before.births, now.births))
    return not (names or births)


def _alike(one: Name, other: Name) -> bool:
    return family_grade(one, other) in ALIKE or given_grade(one, other) in ALIKE


def _version(one: Written, at: datetime) -> SourceRecord:
    said = {name: value for name, value in asdict(one).items() if name not in ("key", "system") and value}
    text = canonical_json(said)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SourceRecord(system=one.system, key=one.key, received_at=at, digest=digest, written=_plain(said))


def _plain(value: Any) -> Any:
    """Tuples as lists, as JSON gives them back."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _parts(records: Iterable[Written]) -> Iterator[list[Written]]:
    ahead = iter(records)
    while part := list(islice(ahead, AT_ONCE)):
        yield part
