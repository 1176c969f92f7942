"""Entries about a delivery that a person made."""

from __future__ import annotations

from daybook.access.caller import Caller
from daybook.book.pages import Line
from daybook.legacy.models import Delivery


def line_by(caller: Caller, kind: str, row: Delivery, **notes: str) -> Line:
    facts = {"system": row.system, "delivery": row.id.hex, "key": row.key, **notes}
    return Line(kind, caller.author, row.record_type, row.record_id, facts)
