"""Say what was seen of one thing that the successor must do as well."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import PARITY_SHOWN
from daybook.estate.models import ParityItem
from daybook.estate.retirement.held import WORK, held, reasoned
from daybook.estate.retirement.words import ParityVerdict


def show_parity(
    caller: Caller, item_id: UUID, verdict: str, evidence: str, seen_on: date | None = None
) -> ParityItem:
    """`verdict`: holds, fails or not-needed, with the evidence; `seen_on` is today unless said."""
    require(caller, WORK)
    today = timezone.localdate()
    if verdict not in {one.value for one in ParityVerdict}:
        raise ValueError("Choose whether it holds, fails or is not needed.")
    text = reasoned(evidence, "Enter the evidence: what was tried, with what result, and where it is kept.")
    if (seen_on or today) > today:
        raise ValueError("It was seen on a day that is still to come. Check the date.")
    with transaction.atomic():
        item = ParityItem.objects.get(pk=item_id)
        item.retirement = held(item.retirement_id)
        item.verdict, item.evidence, item.seen_on = verdict, text, seen_on or today
        item.by, item.at = caller.author.user, timezone.now()
        with writing(PARITY_SHOWN, caller.author, item.retirement) as page:
            page.save(item)
    return item
