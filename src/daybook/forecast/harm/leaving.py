"""How a row leaves its list: at once, with its evidence, and with a recall to everybody who has a copy with it.

A row that stays is recalled from the copies that tell what is not so any more: a conviction was quashed, a crime
cancelled.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.book.pages import Page
from daybook.forecast.harm.kinds import ROW_LEFT
from daybook.forecast.harm.models import HarmExportLine, HarmRecall, HarmReview, HarmRow, Left, RowState

ANSWER_WITHIN = timedelta(days=7)
LARGEST_REASON = 1000


def leave(caller: Caller, row: HarmRow, why: Left, reason: str) -> HarmRow:
    """Take the row off the list; ValueError where it is not on it."""
    with writing(ROW_LEFT, caller.author, row) as page:
        held = HarmRow.objects.select_for_update().get(pk=row.pk)
        if held.state != RowState.ON:
            raise ValueError("This person is not on the list any more.")
        now = timezone.now()
        held.state, held.left_why, held.reason = RowState.LEFT, why, reason
        held.decided_by, held.decided_at = caller.author.user, now
        held.evidence, held.review_due = [], None
        page.save(held)
        if why == Left.REVIEWED:
            by = caller.author.user
            page.save(HarmReview(row=held, by=by, at=now, kept=False, reason=reason))
        recall(page, held)
    return held


def recall(page: Page, row: HarmRow, told: frozenset[str] = frozenset()) -> None:
    """Recall the row from every copy that holds it and was not recalled yet; from those with such fields, if any are
    named."""
    now = timezone.now()
    due = timezone.localdate(now) + ANSWER_WITHIN
    for line in HarmExportLine.objects.filter(row=row, recall=None).select_related("export").order_by("pk"):
        if not told or told & set(line.export.fields):
            page.save(HarmRecall(line=line, made_at=now, due_on=due))
