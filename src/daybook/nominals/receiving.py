"""Taking in what another system holds of people: each record as it came, in versions, and findable at once.

A key that now names somebody else keeps its old record: the newcomer is `key#2`, as in an export that holds both. The
two are a pair for the desk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import count, islice, product
from typing import Any
from uuid import UUID

from daybook.book import Author, writing
from daybook.book.rows import canonical_json
from daybook.nominals.key_names import MOST_NUMBER, base_key, kept_key, number_of, numbered
from daybook.nominals.kinds import SOURCES_RECEIVED
from daybook.nominals.matching import Cleaned, Name, Written, clean
from daybook.nominals.matching.features.births import birth_level
from daybook.nominals.matching.features.names import ALIKE, family_grade, given_grade
from daybook.nominals.matching.rules import SAME_BIRTH
from daybook.nominals.models import SourceRecord

HOLDERS_AT_ONCE = 8
"""People of one key who are looked for together: the first may have been disposed of while later ones are held."""
AT_ONCE = 500
"""Records in one entry of the book."""
Identity = tuple[str, str]


@dataclass(slots=True)
class Received:
    """How many records were new, changed or as before.

    `fresh`: those new or changed, by the name they are kept under; `begun`: those new. `renamed`: the name of each that
    came under another one, as a long key does. `reused`: (the record before, the newcomer) of each key that is used for
    another person now. `disposed`: how many were left out, since whom they name was disposed of here.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    fresh: list[Identity] = field(default_factory=list)
    begun: set[Identity] = field(default_factory=set)
    renamed: dict[Identity, Identity] = field(default_factory=dict)
    reused: list[tuple[Identity, Identity]] = field(default_factory=list)
    disposed: int = 0

    def add(self, other: Received) -> None:
        """Count what came through another export as well."""
        self.new, self.changed = self.new + other.new, self.changed + other.changed
        self.unchanged, self.disposed = self.unchanged + other.unchanged, self.disposed + other.disposed
        self.fresh += other.fresh
        self.begun |= other.begun
        self.reused += other.reused
        self.renamed |= other.renamed


def receive(
    author: Author, records: Iterable[Written], at: datetime, submission: UUID | None = None
) -> Received:
    """Keep what is new or changed; sent again, nothing is kept twice. Each 500 records are one entry.

    `submission` names the sending, where its system gave it a name.
    """
    counted = Received()
    for part in _parts(records):
        _receive(author, part, at, counted, submission)
    return counted


def _receive(
    author: Author, part: Sequence[Written], at: datetime, counted: Received, submission: UUID | None
) -> None:
    named = [replace(one, key=kept_key(one.key)) for one in part]
    kept, fresh = _Kept([(one.system, one.key) for one in part]), []
    for said, one in zip(part, named, strict=True):
        place = kept.place_of(one)
        if place is None:
            counted.unchanged += 1
        else:
            fresh.append(kept.add(one, place, at))
            _count(counted, place, fresh[-1])
        if (its := kept.now[one.system, one.key]) != (said.system, said.key):
            counted.renamed[said.system, said.key] = its
    if fresh:
        with writing(SOURCES_RECEIVED, author) as page:
            page.note(count=len(fresh), systems=sorted({row.system for row in fresh}))
            for row in fresh:
                row.submission = submission
                page.save(row)


def _count(counted: Received, place: Place, row: SourceRecord) -> None:
    counted.fresh.append((row.system, row.key))
    if row.version == 1:
        counted.new += 1
        counted.begun.add((row.system, row.key))
    else:
        counted.changed += 1
    if place.instead_of:
        counted.reused.append((place.instead_of, (row.system, row.key)))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record goes: the name it is kept under, and whose record had that key before."""

    key: str
    version: int = 1
    instead_of: Identity | None = None


class _Kept:
    """What is held under the keys of a part: for each, the latest of everybody it has named."""

    def __init__(self, part: Sequence[Identity]) -> None:
        self.now: dict[Identity, Identity] = {}
        self.held = families_of_keys(part)

    def place_of(self, one: Written) -> Place | None:
        """Where it is to be kept; None where what it says is held already."""
        family, digest = self.held.get((one.system, base_key(one.key)), {}), digest_of(one)
        for key in _likeliest_first(one.key, family):
            if family[key].digest == digest and not family[key].gone:
                self.now[one.system, one.key] = one.system, key
                return None
        now = clean(one)
        alike = [
            key
            for key in _likeliest_first(one.key, family)
            if not is_reused(clean(family[key].as_written()), now)
        ]
        own = [key for key in alike if kept_key(key) == one.key or one.key == base_key(one.key)]
        if own:
            return Place(own[0], family[own[0]].version + 1)
        before = (one.system, list(family)[-1]) if family and not alike else None
        return Place(_free_key(one.key, family), 1, before)

    def add(self, one: Written, place: Place, at: datetime) -> SourceRecord:
        """The row, not yet written."""
        row = _version(replace(one, key=place.key), at)
        row.version, row.reused = place.version, place.instead_of is not None
        self.held.setdefault((one.system, base_key(one.key)), {})[row.key] = row
        self.now[one.system, one.key] = row.system, row.key
        return row


def families(records: Iterable[Identity]) -> dict[Identity, dict[str, SourceRecord]]:
    """By system and key as the system has it: everybody whom the key has named and who was not disposed of, each by the
    latest version, in the order of their numbers.

    They are looked for from the first, and from the number that a record has: a system may give numbers of its own.
    """
    found: dict[Identity, SourceRecord] = {}
    ahead = {(system, base_key(key), number) for system, key in records for number in (1, number_of(key))}
    while ahead:
        windows = {one: _window(*one) for one in ahead}
        found |= latest_versions({name for names in windows.values() for name in names})
        more = {
            one
            for one, names in windows.items()
            if any(number_of(its[1]) > 1 and its in found for its in names)
        }
        ahead = {(system, base, number + HOLDERS_AT_ONCE) for system, base, number in more}
    held: dict[Identity, dict[str, SourceRecord]] = {}
    for (system, key), row in sorted(found.items(), key=lambda one: number_of(one[0][1])):
        held.setdefault((system, base_key(key)), {})[key] = row
    return held


def families_of_keys(keys: Sequence[Identity]) -> dict[Identity, dict[str, SourceRecord]]:
    """The same for keys of any length, each by the name it is kept under.

    A long one may have been kept whole, as far as the column held it: those records stay who they are.
    """
    held = families((system, kept_key(key)) for system, key in keys)
    whole = families((system, key) for system, key in keys if kept_key(key) != key)
    for (system, base), rows in whole.items():
        family = system, base_key(kept_key(base))
        held[family] = rows | held.get(family, {})
    return held


def _window(system: str, base: str, number: int) -> list[Identity]:
    return [
        (system, numbered(base, its)) for its in range(number, min(number + HOLDERS_AT_ONCE, MOST_NUMBER + 1))
    ]


def _likeliest_first(key: str, family: dict[str, SourceRecord]) -> list[str]:
    """The very key, then whoever had it last."""
    return [*filter(family.__contains__, [key]), *(one for one in reversed(family) if one != key)]


def _free_key(key: str, family: dict[str, SourceRecord]) -> str:
    """The key itself while it names nobody else, else with the first number after all that are held.

    Where a system's own number leaves none after it, it is the first that nobody has.
    """
    base = base_key(key)
    if not (key in family or (key == base and family)):
        return key
    after = max(map(number_of, family)) + 1
    ahead = count(after if after <= MOST_NUMBER else 2)
    return next(name for its in ahead if (name := numbered(base, its)) not in family)


def latest_versions(identities: Iterable[Identity]) -> dict[Identity, SourceRecord]:
    """The newest version of each record that is held."""
    wanted = set(identities)
    systems, keys = sorted({system for system, _ in wanted}), sorted({key for _, key in wanted})
    rows = SourceRecord.objects.filter(system__in=systems, key__in=keys).order_by("version")
    return {(row.system, row.key): row for row in rows if (row.system, row.key) in wanted}


def said_since(rows: Iterable[SourceRecord]) -> dict[Identity, datetime]:
    """When what each of these versions says came: of one that is gone, not when that was told."""
    latest = {(row.system, row.key): row for row in rows}
    since = {record: row.received_at for record, row in latest.items()}
    gone = [row for row in latest.values() if row.gone]
    if gone:
        systems, keys = sorted({row.system for row in gone}), sorted({row.key for row in gone})
        held = SourceRecord.objects.filter(system__in=systems, key__in=keys, gone=False).order_by("version")
        came = {(system, key): at for system, key, at in held.values_list("system", "key", "received_at")}
        since |= {record: at for record, at in came.items() if record in latest and latest[record].gone}
    return since


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
    said = _said(one)
    return SourceRecord(
        system=one.system, key=one.key, received_at=at, digest=digest_of(one), written=_plain(said)
    )


def digest_of(one: Written) -> str:
    """SHA-256 of all that the record says, its key apart."""
    return hashlib.sha256(canonical_json(_said(one)).encode()).hexdigest()


def _said(one: Written) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name not in ("key", "system") and value}


def _plain(value: Any) -> Any:
    """Tuples as lists, as JSON gives them back."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _parts(records: Iterable[Written]) -> Iterator[list[Written]]:
    ahead = iter(records)
    while part := list(islice(ahead, AT_ONCE)):
        yield part
