"""Writing the live index: records in bulk, each with its keys, its words' spellings and the count of its terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from daybook.nominals import compact
from daybook.nominals.matching import Cleaned, identity, record_keys
from daybook.nominals.matching.model.frequencies import TABLES, terms
from daybook.nominals.matching.vocabulary import SHORTEST, forms
from daybook.nominals.models import BlockingKey, IndexedRecord, Spelling, TermCount

LONGEST_WORD = 40
PORTION = 400
ALL_RECORDS = "records"
"""The field under which the records themselves are counted."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """A record for the index. `person`: the record of ours that it is. Whose it is, is kept where it is known already:
    `nominal` counts for new rows alone."""

    cleaned: Cleaned
    person: UUID | None
    nominal: UUID


def put(rows: Sequence[Indexed]) -> int:
    """Bring the index to these records; how many were new or different. Keys are written in their order."""
    changed: list[tuple[IndexedRecord, Cleaned | None, Cleaned]] = []
    held = _held([identity(row.cleaned) for row in rows])
    for row in rows:
        text, known = compact.encode(row.cleaned), held.get(identity(row.cleaned))
        if known is None:
            system, key = identity(row.cleaned)
            new = IndexedRecord(system=system, key=key, person=row.person, nominal=row.nominal, cleaned=text)
            changed.append((new, None, row.cleaned))
        elif known.cleaned != text:
            before = compact.decode(known.system, known.key, known.cleaned)
            known.cleaned = text
            changed.append((known, before, row.cleaned))
    with transaction.atomic():
        _write(changed)
    return len(changed)


def drop(identities: Iterable[tuple[str, str]]) -> None:
    """Take records out of the index with all that was kept of them."""
    with transaction.atomic():
        rows = list(_held(list(identities)).values())
        gone = [(row.pk, compact.decode(row.system, row.key, row.cleaned)) for row in rows]
        _take_keys((key, number) for number, record in gone for key in record_keys(record))
        _count([], [record for _, record in gone])
        IndexedRecord.objects.filter(pk__in=[row.pk for row in rows]).delete()


def empty() -> None:
    """Take everything out: before all is built anew because the keys are made otherwise."""
    with transaction.atomic():
        for model in (BlockingKey, IndexedRecord, Spelling, TermCount):
            model.objects.all().delete()


def _held(identities: Sequence[tuple[str, str]]) -> dict[tuple[str, str], IndexedRecord]:
    found = {}
    by_system: dict[str, list[str]] = {}
    for system, key in identities:
        by_system.setdefault(system, []).append(key)
    for system, keys in by_system.items():
        for start in range(0, len(keys), PORTION):
            rows = IndexedRecord.objects.filter(system=system, key__in=keys[start : start + PORTION])
            found.update({(row.system, row.key): row for row in rows})
    return found


def _write(changed: Sequence[tuple[IndexedRecord, Cleaned | None, Cleaned]]) -> None:
    new = [row for row, before, _ in changed if before is None]
    IndexedRecord.objects.bulk_create(new, batch_size=PORTION)
    IndexedRecord.objects.bulk_update(
        [row for row, before, _ in changed if before is not None], ["cleaned"], batch_size=PORTION
    )
    put_keys, taken = [], []
    for row, before, after in changed:
        keys = set(record_keys(after))
        if before is not None:
            earlier = set(record_keys(before))
            taken += [(key, row.pk) for key in earlier - keys]
            keys -= earlier
        put_keys += [(key, row.pk) for key in keys]
    _take_keys(taken)
    _put_keys(sorted(put_keys))
    _count([after for *_, after in changed], [before for _, before, _ in changed if before is not None])
    _put_spellings({word for *_, after in changed for word in words_of(after)})


def words_of(record: Cleaned) -> set[str]:
    """The words of all names whose spellings are kept."""
    return {
        word for name in record.names for word in (*name.family, *name.given, name.surname) if is_kept(word)
    }


def is_kept(word: str) -> bool:
    """Whether a word is long enough to have near ones, and not too long to be a name."""
    return SHORTEST <= len(word) <= LONGEST_WORD


def _put_keys(pairs: Sequence[tuple[int, int]]) -> None:
    """In the order of the keys: each page of the table is written once in a batch, not once for every key."""
    _many("nominals_blockingkey", ("key", "record_id"), ("bigint", "bigint"), pairs)


def _put_spellings(words: Iterable[str]) -> None:
    known = {
        word
        for portion in _portions(sorted(words))
        for word in Spelling.objects.filter(form__in=portion, word__in=portion).values_list("word", flat=True)
    }
    pairs = sorted({(form, word) for word in words if word not in known for form in forms(word)})
    _many("nominals_spelling", ("form", "word"), ("text", "text"), pairs)


def _many(
    table: str,
    columns: tuple[str, str],
    types: tuple[str, str],
    pairs: Sequence[tuple[int, int]] | Sequence[tuple[str, str]],
) -> None:
    """Insert pairs that may stand there already: one statement with two arrays on PostgreSQL, else one repeated."""
    if not pairs:
        return
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{its}[]" for its in types)
            insert = f"INSERT INTO {table} ({quoted}) SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING"  # noqa: S608
            cursor.execute(insert, [list(column) for column in zip(*pairs, strict=True)])
        else:
            insert = f"INSERT OR IGNORE INTO {table} ({quoted}) VALUES (%s, %s)"  # noqa: S608
            cursor.executemany(insert, pairs)


def _take_keys(pairs: Iterable[tuple[int, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM nominals_blockingkey WHERE key = %s AND record_id = %s", sorted(pairs)
        )


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
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO nominals_termcount (field, term, count) VALUES (%s, %s, %s)"
            " ON CONFLICT (field, term) DO UPDATE SET count = nominals_termcount.count + excluded.count",
            rows,
        )


def _portions(words: Sequence[str]) -> Iterable[Sequence[str]]:
    return (words[start : start + PORTION] for start in range(0, len(words), PORTION))
