"""What wakes a board: a mark for each suite that changes with every entry of anybody in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from daybook.custody.models import CustodyRecord
from daybook.custody.state import Mark, marked
from daybook.web.live import Watch


def last_marks(codes: Collection[str]) -> Mapping[str, str]:
    """How many are in each suite, how many entries they have and when the newest was written: one query.

    Entries are counted because they become visible in another order than they were written.
    """
    held = marked(CustodyRecord.objects.filter(suite__code__in=codes, closed_at__isnull=True))
    found: dict[str, list[Mark]] = {code: [] for code in codes}
    for code, written, newest in held.values_list("suite__code", "written", "newest"):
        found[code].append((written or 0, newest))
    return {code: suite_mark(marks) for code, marks in found.items()}


def suite_mark(records: Iterable[Mark]) -> str:
    """The same mark, from those of everybody in the suite, where they have been read already."""
    held = list(records)
    newest = max((at.timestamp() for _, at in held if at), default=0)
    return f"{len(held)}-{sum(number for number, _ in held)}-{newest:.6f}"


entries = Watch(last_marks)
