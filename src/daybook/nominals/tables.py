"""Writing the live index: records in bulk, each with its keys, its words' spellings and the count of its terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from daybook.nominals import compact, key_pages
from daybook.nominals.alone import alone_in_index
from daybook.nominals.matching import Cleaned, identity, index_keys
from daybook.nominals.matching.model.frequencies import TABLES, terms
from daybook.nominals.matching.vocabulary import SHORTEST, forms
from daybook.nominals.models import IndexedRecord, KeyPage, Spelling, TermCount

LONGEST_WORD = 40
PORTION = 400
ALL_RECORDS = "records"
"""The field under which the records themselves are counted."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A record for the index. Whose it is, is kept where it is known already: `nominal` counts for new rows alone."""

    cleaned: Cleaned
    nominal: UUID


@dataclass(frozen=True, slots=True)
class Change:
    """A record of the index by its number: what was kept of it before, if it stood there, and what is now."""

    number: int
    before: Cleaned | None
    after: Cleaned


def put(rows: Sequence[Indexed]) -> int:
    """Bring the index to these records; how many were new or different."""
    with transaction.atomic():
        alone_in_index()
        held = _held([identity(row.cleaned) for row in rows])
        new = [row for row in rows if identity(row.cleaned) not in held]
        changed = [*_added(new), *_corrected(rows, held)]
        _write(changed)
    return len(changed)


def drop(identities: Iterable[tuple[str, str]]) -> None:
    """Take records out of the index with all that was kept of them."""
    with transaction.atomic():
        alone_in_index()
        rows = list(_held(list(identities)).values())
        gone = [(row.pk, compact.decode(row.system, row.key, row.cleaned)) for row in rows]
        taken = [(key, number) for number, record in gone for key in index_keys(record)]
        key_pages.take([key for key, _ in taken], [number for _, number in taken])
        _count([], [record for _, record in gone])
        IndexedRecord.objects.filter(pk__in=[row.pk for row in rows]).delete()


def empty() -> None:
    """Take everything out: before all is built anew because the keys are made otherwise."""
    with transaction.atomic():
        alone_in_index()
        for model in (KeyPage, IndexedRecord, Spelling, TermCount):
            model.objects.all().delete()


def count_anew() -> None:
    """Let PostgreSQL learn what a load has put in: until it does by itself, a search reads whole tables."""
    if connection.vendor == "postgresql":
        names = ", ".join(model._meta.db_table for model in (KeyPage, IndexedRecord, Spelling, TermCount))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")


def _held(identities: Sequence[tuple[str, str]]) -> dict[tuple[str, str], IndexedRecord]:
    """The rows of these records, locked where the database can, so that two writers do not change one at once."""
    found = {}
    by_system: dict[str, list[str]] = {}
    for system, key in identities:
        by_system.setdefault(system, []).append(key)
    rows = IndexedRecord.objects.select_for_update().order_by("id")
    for system, keys in by_system.items():
        for portion in _portions(keys):
            found.update({(row.system, row.key): row for row in rows.filter(system=system, key__in=portion)})
    return found


def _added(rows: Sequence[Indexed]) -> Iterator[Change]:
    made = [
        IndexedRecord(
            system=row.cleaned.system,
            key=row.cleaned.key,
            nominal=row.nominal,
            cleaned=compact.encode(row.cleaned),
        )
        for row in rows
    ]
    IndexedRecord.objects.bulk_create(made, batch_size=PORTION)
    return (Change(its.pk, None, row.cleaned) for its, row in zip(made, rows, strict=True))


def _corrected(rows: Sequence[Indexed], held: dict[tuple[str, str], IndexedRecord]) -> list[Change]:
    changes, different = [], []
    for row in rows:
        its = held.get(identity(row.cleaned))
        if its is not None and its.cleaned != (stored := compact.encode(row.cleaned)):
            before = compact.decode(its.system, its.key, its.cleaned)
            its.cleaned = stored
            different.append(its)
            changes.append(Change(its.pk, before, row.cleaned))
    IndexedRecord.objects.bulk_update(different, ["cleaned"], batch_size=PORTION)
    return changes


def _write(changed: Sequence[Change]) -> None:
    keys: list[int] = []
    numbers: list[int] = []
    taken: list[tuple[int, int]] = []
    for one in changed:
        its = index_keys(one.after)
        if one.before is not None:
            earlier, now = set(index_keys(one.before)), set(its)
            taken += [(key, one.number) for key in earlier - now]
            its = sorted(now - earlier)
        keys += its
        numbers += [one.number] * len(its)
    key_pages.take([key for key, _ in taken], [number for _, number in taken])
    key_pages.put(keys, numbers)
    _count([one.after for one in changed], [one.before for one in changed if one.before is not None])
    _put_spellings({word for one in changed for word in words_of(one.after)})


def words_of(record: Cleaned) -> set[str]:
    """The words of all names whose spellings are kept."""
    return {
        word for name in record.names for word in (*name.family, *name.given, name.surname) if is_kept(word)
    }


def is_kept(word: str) -> bool:
    """Whether a word is long enough to have near ones, and not too long to be a name."""
    return SHORTEST <= len(word) <= LONGEST_WORD


def _put_spellings(words: Iterable[str]) -> None:
    known = {
        word
        for portion in _portions(sorted(words))
        for word in Spelling.objects.filter(form__in=portion, word__in=portion).values_list("word", flat=True)
    }
    pairs = sorted({(form, word) for word in words if word not in known for form in forms(word)})
    _many(
        "INSERT INTO nominals_spelling (form, word) {values} ON CONFLICT DO NOTHING", ("text", "text"), pairs
    )


def _many(insert: str, types: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows: one statement with an array for each column on PostgreSQL, else one repeated."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{its}[]" for its in types)
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(insert.format(values=f"SELECT * FROM unnest({arrays})"), columns)  # noqa: S608
        else:
            marks = ", ".join(["%s"] * len(types))
            cursor.executemany(insert.format(values=f"VALUES ({marks})"), rows)


def _count(put: Iterable[Cleaned], taken: Iterable[Cleaned]) -> None:
    """Add and take away, by field, in the order of the terms: two writers never wait for each other in a ring."""
    counts: Counter[tuple[str, str]] = Counter()
    for records, step in ((put, 1), (taken, -1)):
        for record in records:
            counts[ALL_RECORDS, ""] += step
            for field in TABLES:
                for term in terms(record, field):
                    counts[field, term[:80]] += step
    rows = [(field, term, count) for (field, term), count in sorted(counts.items()) if count]
    _many(
        "INSERT INTO nominals_termcount (field, term, count) {values}"
        " ON CONFLICT (field, term) DO UPDATE SET count = nominals_termcount.count + excluded.count",
        ("text", "text", "bigint"),
        rows,
    )


def _portions(words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (words[start : start + PORTION] for start in range(0, len(words), PORTION))
