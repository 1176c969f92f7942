"""Keys of other systems whose people were disposed of here: what is sent under them again is not taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from daybook.nominals.membership import Identity
from daybook.nominals.models import OWN, DisposedKey
from daybook.nominals.receiving import base_key


def bar(records: Iterable[Identity]) -> None:
    """Keep these out, each by the hash of its key as its system has it."""
    today = timezone.localdate()
    digests = {_digest(system, key) for system, key in records if system != OWN}
    rows = [DisposedKey(digest=one, disposed_on=today) for one in sorted(digests)]
    DisposedKey.objects.bulk_create(rows, ignore_conflicts=True)


def barred(system: str, keys: Iterable[str]) -> dict[str, date]:
    """Those of the keys under which somebody was disposed of, and when."""
    digests = {key: _digest(system, key) for key in keys}
    found = dict(DisposedKey.objects.filter(pk__in=digests.values()).values_list("digest", "disposed_on"))
    return {key: found[its] for key, its in digests.items() if its in found}


def _digest(system: str, key: str) -> str:
    return hashlib.sha256(f"{system}\n{base_key(key)}".encode()).hexdigest()
