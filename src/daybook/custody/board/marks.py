"""What wakes a board: a mark for each suite that changes with every entry of anybody in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Max

from daybook.custody.models import CustodyRecord
from daybook.custody.state import Mark
from daybook.web.live import Watch

NOBODY = "0-0-0"


def last_marks(codes: Collection[str]) -> Mapping[str, str]:
    """How many are in each suite, how many entries they have and when the newest was written: one query.

    Entries are counted because they become visible in another order than they were written.
    """
    rows = CustodyRecord.objects.filter(suite__code__in=codes, closed_at__isnull=True)
    found = (
        rows.order_by()
        .values_list("suite__code")
        .annotate(Count("pk", distinct=True), Count("entries__entered_at"), Max("entries__entered_at"))
    )
    marks = {code: _word(*counted) for code, *counted in found}
    return {**dict.fromkeys(codes, NOBODY), **marks}


def suite_mark(records: Iterable[Mark]) -> str:
    """The same mark, from those of everybody in the suite, where they have been read already."""
    held = list(records)
    newest = max((at for _, at in held if at), default=None)
    return _word(len(held), sum(number for number, _ in held), newest)


def _word(held: int, entries: int, newest: datetime | None) -> str:
    return f"{held}-{entries}-{newest.timestamp():.6f}" if newest else f"{held}-{entries}-0"


entries = Watch(last_marks)
