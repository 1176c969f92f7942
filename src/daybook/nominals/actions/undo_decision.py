"""Take a judgement back: links return to what they were without it."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.nominals.alone import alone
from daybook.nominals.answered import reopen_cases
from daybook.nominals.following import follow
from daybook.nominals.four_eyes import hold_back, or_propose
from daybook.nominals.judging import CannotDecide, move
from daybook.nominals.kinds import DECISION_UNDONE
from daybook.nominals.models import Decision, Deed, Proposal
from daybook.nominals.queries.apart import require_visible_at_last
from daybook.nominals.sight import require_known


def undo_decision(
    caller: Caller,
    operation: UUID,
    *,
    reason: str = "",
    seen: Collection[str] = (),
    confirms: Proposal | None = None,
) -> list[Decision]:
    """Undo all decisions of one operation and bring back what they had superseded.

    A person may undo their own without a reason; another's needs one. Later judgements about the same pair must be
    undone first; those about other pairs stand, and persons are worked out anew from what is left. `seen`: what was
    `known` of everybody concerned when the caller looked; `ChangedError` where that is another by now. Raises
    `ProposedError` where a second person has to confirm it: `confirms` is then the proposal.
    """
    require(caller, "nominals.work-desk")
    held = list(Decision.objects.filter(operation=operation))
    records = {end for one in held for end in (one.first, one.second)}
    do = partial(_undo, caller, operation, reason.strip(), seen, confirms)
    return or_propose(caller, do, Deed.UNDO, {"operation": operation.hex, "reason": reason.strip()}, records)


def _undo(
    caller: Caller, operation: UUID, reason: str, seen: Collection[str], confirms: Proposal | None
) -> list[Decision]:
    with transaction.atomic():
        alone()
        held = list(Decision.objects.select_for_update().filter(operation=operation).order_by("pk"))
        _refuse(caller, held, reason)
        records = {end for one in held for end in (one.first, one.second)}
        if seen:
            require_known(caller, seen, records, "What was decided about has")
        with writing(DECISION_UNDONE, caller.author) as page:
            page.note(operation=operation.hex, reason=reason)
            before = list(Decision.objects.filter(superseded_by__in=held))
            for one in before:
                one.superseded_by = None
                page.save(one)
            for one in held:
                one.undone_at = timezone.now()
                page.save(one)
            require_visible_at_last(caller, records)
            hold_back(move(page, records), page, confirms)
        reopen_cases(held)
        follow(records)
    return held


def _refuse(caller: Caller, held: list[Decision], reason: str) -> None:
    if not held:
        raise Decision.DoesNotExist("There is no such decision.")
    if any(one.by is None for one in held):
        raise CannotDecide(
            "A machine's link is not undone but contradicted: decide that the two are different."
        )
    if any(one.undone_at for one in held):
        raise CannotDecide("This decision was undone already.")
    if later := [one.superseded_by for one in held if one.superseded_by]:
        when = timezone.localtime(later[0].decided_at)
        raise CannotDecide(
            f"A later decision of {when:%-d %B %Y, %H:%M} stands in its place. Undo that one first."
        )
    if not reason.strip() and any(one.by != caller.author.user for one in held):
        raise CannotDecide("Another person decided this. Say why it is undone.")
