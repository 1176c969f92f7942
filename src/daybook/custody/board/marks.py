"""What wakes a board: a mark for each suite that changes with every entry of anybody in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count, Max

from daybook.custody.models import CustodyRecord
from daybook.web.live import Watch


def last_marks(codes: Collection[str]) -> Mapping[str, str]:
    """How many are in each suite, how many entries they have and when the newest was written: one query.

    Entries are counted because they become visible in another order than they were written.
    """
    rows = CustodyRecord.objects.filter(suite__code__in=codes, closed_at__isnull=True)
    found = rows.values_list("suite__code").annotate(
        Count("pk", distinct=True), Count("entries"), Max("entries__entered_at")
    )
    marks = {
        code: f"{held}-{entries}-{newest.timestamp() if newest else 0:.6f}"
        for code, held, entries, newest in found
    }
    return {**dict.fromkeys(codes, "0-0-0"), **marks}


entries = Watch(last_marks)
