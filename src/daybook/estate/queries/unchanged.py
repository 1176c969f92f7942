"""What was worked out from the register, kept in this process until the register changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db.models import Count, Max

from daybook.book.kinds import all_kinds
from daybook.book.models import Entry
from daybook.estate.models import Looking

Answer = TypeVar("Answer")

_kept: dict[Callable[..., Any], tuple[Hashable, Any]] = {}


def unchanged(work_out: Callable[..., Answer], *given: Hashable) -> Answer:
    """`work_out(*given)`, or what it gave last if neither `given` nor register nor the last look is another since."""
    state = (register_state(), Looking.objects.aggregate(last=Max("id"))["last"], given)
    kept = _kept.get(work_out)
    if kept is None or kept[0] != state:
        kept = _kept[work_out] = state, work_out(*given)
    answer: Answer = kept[1]
    return answer


def register_state() -> Hashable:
    """How many entries of this room there are, and when the last was written: another for every change."""
    found = Entry.objects.filter(kind__in=kinds()).aggregate(count=Count("id"), last=Max("written_at"))
    return found["count"], found["last"].isoformat() if found["last"] else ""


def kinds() -> list[str]:
    """The kinds of entry that change the register."""
    return [kind.name for kind in all_kinds() if kind.name.startswith("estate-")]
