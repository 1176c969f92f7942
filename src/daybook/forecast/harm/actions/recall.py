"""Follow up recalls: somebody was chased, or has said that the row is out of their copy."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import allowed, require
from daybook.book import writing
from daybook.forecast.harm.gate import OPEN, SEE, WORK, stands
from daybook.forecast.harm.kinds import RECALL_ANSWERED, RECALL_CHASED
from daybook.forecast.harm.models import HarmList, HarmRecall


def may_follow_up(caller: Caller, harm_list: HarmList) -> bool:
    """The owner and the reviewers, and who opens lists; that a list is closed stops no recall."""
    return allowed(caller, OPEN) or (
        allowed(caller, WORK) and stands(caller, harm_list) in ("owner", "reviewer")
    )


def chase_recall(caller: Caller, recall: HarmRecall) -> HarmRecall:
    """They were asked again, now. ValueError where they have answered."""
    with writing(RECALL_CHASED, caller.author, recall) as page:
        row = _waiting(caller, recall)
        row.chased, row.chased_at = row.chased + 1, timezone.now()
        return page.save(row)


def answer_recall(caller: Caller, recall: HarmRecall, who: str) -> HarmRecall:
    """`who` there said that the row is out of every copy. ValueError says what is missing."""
    if not who.strip():
        raise ValueError("Say who there confirmed that the row is out of every copy.")
    with writing(RECALL_ANSWERED, caller.author, recall) as page:
        row = _waiting(caller, recall)
        row.answered_by, row.answered_at = who.strip()[:120], timezone.now()
        return page.save(row)


def _waiting(caller: Caller, recall: HarmRecall) -> HarmRecall:
    require(caller, SEE)
    row = (
        HarmRecall.objects.select_for_update(of=("self",))
        .select_related("line__export__harm_list")
        .get(pk=recall.pk)
    )
    if not may_follow_up(caller, row.line.export.harm_list):
        raise PermissionDenied("Recalls are followed up by the owner and the reviewers of the list.")
    if row.answered_at:
        raise ValueError("This recall is answered already.")
    return row
