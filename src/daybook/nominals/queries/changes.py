"""The feed of changes, read from the sealed book: other systems' records that came, and whose each came to be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from daybook.access.caller import Caller
from daybook.book.models import Seal
from daybook.nominals.kinds import (
    DECISION_UNDONE,
    PEOPLE_LINKED,
    PERSON_LINKED,
    PERSON_TAKEN_IN,
    PERSON_UNLINKED,
    RECORD_DETACHED,
    SOURCES_GONE,
    SOURCES_RECEIVED,
)
from daybook.nominals.models import SourceRecord
from daybook.nominals.queries.apart import apart
from daybook.nominals.queries.filter import visible

KINDS = (
    SOURCES_RECEIVED,
    SOURCES_GONE,
    PEOPLE_LINKED,
    PERSON_LINKED,
    PERSON_TAKEN_IN,
    PERSON_UNLINKED,
    DECISION_UNDONE,
    RECORD_DETACHED,
)
MOVED, CAME, CORRECTED, WITHDRAWN = "moved", "came", "corrected", "withdrawn"
SOURCE = SourceRecord._meta.label_lower
ENOUGH = 1000
"""Changes after which no further entry is read: an export that was taken in has 500 in one."""
AT_ONCE = 20


def changes_after(caller: Caller, after: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """(changes of records that the caller may see, the number to go on from); of `limit` entries at most."""
    seals = Seal.objects.filter(seq__gt=after, entry__kind__in=KINDS).select_related("entry__value")
    rows: list[dict[str, Any]] = []
    last = after
    for seal in seals.order_by("seq")[:limit].iterator(chunk_size=AT_ONCE):
        last = seal.seq
        rows += _changes(seal)
        if len(rows) >= ENOUGH:
            break
    whose = _whose(caller, rows)
    by_themselves = apart(caller, {row["record"]["key"] for row in rows})
    rows = [row for row in rows if row["what"] != MOVED or _record(row) not in by_themselves]
    whose |= {record: its.nominal for record, its in by_themselves.items()}
    return [_told(row, whose[its]) for row in rows if (its := _record(row)) in whose], last


def _changes(seal: Seal) -> Iterator[dict[str, Any]]:
    value = getattr(seal.entry, "value", None)
    change = json.loads(value.change) if value else {}
    for key, row in change.get("rows", {}).get(SOURCE, {}).items():
        if row:
            its = UUID(key) if row["version"] == 1 else None
            yield _change(seal, _what(row), row, None, its)
    for one in change.get("moved", ()):
        yield _change(seal, MOVED, one, UUID(one["from"]), UUID(one["to"]))


def _what(row: dict[str, Any]) -> str:
    if row.get("gone"):
        return WITHDRAWN
    return CAME if row["version"] == 1 else CORRECTED


def _change(
    seal: Seal, what: str, record: dict[str, Any], before: UUID | None, after: UUID | None
) -> dict[str, Any]:
    return {
        "seq": seal.seq,
        "kind": seal.entry.kind,
        "what": what,
        "at": seal.entry.written_at,
        "record": {"system": record["system"], "key": record["key"]},
        "before": before,
        "after": after,
    }


def _whose(caller: Caller, rows: Sequence[dict[str, Any]]) -> dict[tuple[str, str], UUID]:
    """Whose the records are today that the caller may see."""
    keys = sorted({row["record"]["key"] for row in rows})
    found: dict[tuple[str, str], UUID] = {}
    for start in range(0, len(keys), 400):
        part = visible(caller).filter(key__in=keys[start : start + 400])
        found |= {
            (system, key): nominal for system, key, nominal in part.values_list("system", "key", "nominal")
        }
    return found


def _record(row: dict[str, Any]) -> tuple[str, str]:
    return row["record"]["system"], row["record"]["key"]


def _told(row: dict[str, Any], today: UUID) -> dict[str, Any]:
    """What changed of a record itself changes nothing of whose it is: that is told as it is today."""
    return row if row["after"] else row | {"before": today, "after": today}
