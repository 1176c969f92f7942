"""The feed of changes: which records came to another person, read from the sealed book."""

from __future__ import annotations

import json
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
)
from daybook.nominals.queries.filter import visible

KINDS = (PEOPLE_LINKED, PERSON_LINKED, PERSON_TAKEN_IN, PERSON_UNLINKED, DECISION_UNDONE, RECORD_DETACHED)


def changes_after(caller: Caller, after: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """(changes of records that the caller may see, the number to go on from); of `limit` entries at most."""
    seals = Seal.objects.filter(seq__gt=after, entry__kind__in=KINDS).select_related("entry__value")
    rows, last = [], after
    for seal in seals.order_by("seq")[:limit]:
        last = seal.seq
        value = getattr(seal.entry, "value", None)
        moved = json.loads(value.change).get("moved", ()) if value else ()
        rows += [_change(seal, one) for one in moved]
    keys = sorted({row["record"]["key"] for row in rows})
    seen: set[tuple[str, str]] = set()
    for start in range(0, len(keys), 400):
        part = visible(caller).filter(key__in=keys[start : start + 400])
        seen |= set(part.values_list("system", "key"))
    return [row for row in rows if (row["record"]["system"], row["record"]["key"]) in seen], last


def _change(seal: Seal, moved: dict[str, str]) -> dict[str, Any]:
    return {
        "seq": seal.seq,
        "kind": seal.entry.kind,
        "at": seal.entry.written_at,
        "record": {"system": moved["system"], "key": moved["key"]},
        "before": UUID(moved["from"]),
        "after": UUID(moved["to"]),
    }
