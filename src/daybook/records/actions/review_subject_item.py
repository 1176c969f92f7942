"""Decide about one item of a subject access request: confirm what the rules withhold, lift some, or withhold more."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.kinds import SUBJECT_REVIEWED
from daybook.records.models import CollectedItem, ItemDecision, SubjectRequest
from daybook.records.models.subject_request import RequestState
from daybook.records.queries.subject_requests import open_item
from daybook.records.subject_access.items import Item
from daybook.records.subject_access.rules import EXEMPTIONS, rule_of


def review_subject_item(
    caller: Caller,
    row: CollectedItem,
    *,
    exemption: str = "",
    shown: Iterable[str] = (),
    hidden: Iterable[int] = (),
    reason: str = "",
) -> ItemDecision:
    """Write the decision. A reason is needed for whatever differs from the rules; see `ItemDecision`."""
    require(caller, "records.answer-subject-access")
    item = open_item(caller, row)
    if item is None:
        raise ValueError("The record is sealed: open it with a reason before you decide.")
    lifted, more, why = sorted(set(shown)), sorted(set(hidden)), reason.strip()
    _check(item, exemption, lifted, more, why)
    made = ItemDecision(
        request=row.request,
        item=row.key,
        digest=row.digest,
        exemption=exemption,
        shown=lifted,
        hidden=more,
        reason=why,
        by=caller.user,
        decided_at=timezone.now(),
    )
    with transaction.atomic():
        held = SubjectRequest.objects.select_for_update().get(pk=row.request_id)
        if held.state != RequestState.COLLECTED:
            raise ValueError("Only what is collected and not yet released can be reviewed.")
        with writing(SUBJECT_REVIEWED, caller.author, held.person) as page:
            return page.save(made)


def _check(item: Item, exemption: str, shown: list[str], hidden: list[int], reason: str) -> None:
    if exemption and exemption not in EXEMPTIONS:
        raise ValueError("Choose the ground of s.45(4) under which all of it is withheld.")
    redactions = {place: rule_of(part.rule) for place, _, part in item.redactions()}
    if not set(shown) <= redactions.keys():
        raise ValueError("The item has changed since the page was opened. Look at it again.")
    if any(redactions[place].final for place in shown):
        raise ValueError("What would show a source of intelligence is never released.")
    if not set(hidden) <= set(range(len(item.facts))):
        raise ValueError("The item has changed since the page was opened. Look at it again.")
    if not reason and (exemption or shown or hidden or item.whole):
        raise ValueError("Say why: what is withheld whole, lifted or added to the rules needs a reason.")
