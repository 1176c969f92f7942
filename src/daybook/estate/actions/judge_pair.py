"""Say whether two systems do the same work. The verdict stands, and the pair score learns from it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import PAIR_JUDGED
from daybook.estate.models import System, Verdict
from daybook.estate.register.words import PairVerdict


def judge_pair(caller: Caller, one: System, other: System, verdict: str, *, reason: str = "") -> Verdict:
    """A later verdict takes the place of an earlier one; the book keeps both. ValueError says what is wrong."""
    require(caller, "estate.judge")
    if one.pk == other.pk:
        raise ValueError("A system is not a pair with itself. Choose another.")
    if verdict not in set(PairVerdict):
        raise ValueError(f"A verdict is one of: {', '.join(PairVerdict)}.")
    first, second = sorted((one, other), key=lambda system: system.number)
    with transaction.atomic():
        held = Verdict.objects.select_for_update().filter(first=first, second=second).first()
        row = held or Verdict(first=first, second=second)
        row.verdict, row.reason = verdict, reason.strip()
        row.by, row.at = caller.author.user, timezone.now()
        with writing(PAIR_JUDGED, caller.author, first) as page:
            page.note(first=first.number, second=second.number, verdict=verdict, reason=reason.strip())
            page.save(row)
    return row
