"""Keys of other systems whose people were disposed of here: what is sent or read in under them again is not taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from daybook.nominals.key_names import base_key, kept_key
from daybook.nominals.matching import Written, clean
from daybook.nominals.membership import Identity, in_parts
from daybook.nominals.models import OWN, DisposedKey, SourceRecord
from daybook.nominals.receiving import families_of_keys, is_reused


def bar(records: Iterable[Identity]) -> None:
    """Keep these out, each by the hash of its key as its system has it."""
    today = timezone.localdate()
    digests = {_digest(system, kept_key(key)) for system, key in records if system != OWN}
    rows = [DisposedKey(digest=one, disposed_on=today) for one in sorted(digests)]
    DisposedKey.objects.bulk_create(rows, ignore_conflicts=True)


def of_disposed(records: Sequence[Written]) -> dict[Identity, date]:
    """Of which of these somebody was disposed of, and when: to take them would make that person again.

    Whom a key names beside, and who is held, is not among them. Call it under `alone`.
    """
    found = _barred((one.system, one.key) for one in records)
    held = families_of_keys(list(found))
    return {
        record: found[record]
        for one in records
        if (record := (one.system, one.key)) in found
        and not _is_held(one, held.get((one.system, base_key(kept_key(one.key))), {}).values())
    }


def _barred(records: Iterable[Identity]) -> dict[Identity, date]:
    """Those under whose key somebody was disposed of, and when."""
    digests = {record: _digests(*record) for record in records}
    found: dict[str, date] = {}
    for part in in_parts(sorted({one for its in digests.values() for one in its})):
        found |= dict(DisposedKey.objects.filter(pk__in=part).values_list("digest", "disposed_on"))
    return {record: found[one] for record, its in digests.items() for one in its if one in found}


def _is_held(one: Written, rows: Iterable[SourceRecord]) -> bool:
    return any(not is_reused(clean(row.as_written()), clean(one)) for row in rows)


def _digests(system: str, key: str) -> set[str]:
    """A long key may have been kept whole when its person was disposed of."""
    return {_digest(system, kept_key(key)), _digest(system, key)}


def _digest(system: str, key: str) -> str:
    return hashlib.sha256(f"{system}\n{base_key(key)}".encode()).hexdigest()
