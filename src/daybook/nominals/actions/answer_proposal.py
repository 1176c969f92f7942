"""Answer what another person proposes: agree, and it is done; decline; or withdraw one's own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.detach_record import detach_record
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.alone import alone
from daybook.nominals.judging import CannotDecide
from daybook.nominals.kinds import PARTING_DECLINED
from daybook.nominals.models import Answer, Deed, Proposal
from daybook.nominals.queries.filter import require_visible
from daybook.nominals.sight import require_known


def answer_proposal(
    caller: Caller, proposal: UUID, agree: bool, *, reason: str = "", seen: Collection[str] = ()
) -> Proposal:
    """Whoever proposed may only withdraw. Raises `CannotDecide` and what the deed itself raises; nothing is done.

    `seen`: what was `known` of the records when the caller looked at it; `ChangedError` where that is another by now.
    """
    require(caller, "nominals.work-desk")
    with transaction.atomic():
        alone()
        held = Proposal.objects.select_for_update().get(pk=proposal)
        require_visible(caller, held.identities)
        mine = held.proposed_by == caller.author.user
        if held.answer:
            raise CannotDecide("This proposal was answered already.")
        if agree and mine:
            raise CannotDecide("You proposed this. Another person has to confirm it.")
        if not agree and not mine and not reason.strip():
            raise CannotDecide("Say why you decline it.")
        if seen:
            require_known(caller, seen, held.identities)
        held.answer = Answer.AGREED if agree else Answer.WITHDRAWN if mine else Answer.DECLINED
        held.answered_by, held.answered_at = caller.author.user, timezone.now()
        held.answer_reason = reason.strip()
        if agree:
            _carry_out(caller, held)
        else:
            with writing(PARTING_DECLINED, caller.author, held) as page:
                page.save(held)
    return held


def _carry_out(caller: Caller, held: Proposal) -> None:
    """The deed on its own page, on which the proposal is answered too."""
    given: dict[str, Any] = dict(held.given)
    why = given.pop("reason", "") or "Confirmed as proposed."
    if held.deed == Deed.DECIDE:
        first, second = (tuple(one) for one in given["pair"])
        name = given.get("submission")
        more = {"reason": why, "verified": given["verified"], "confirms": held}
        decide(caller, first, second, given["verdict"], submission=UUID(name) if name else None, **more)
    elif held.deed == Deed.DETACH:
        system, key = given["record"]
        detach_record(caller, (system, key), reason=why, verified=given["verified"], confirms=held)
    else:
        undo_decision(caller, UUID(given["operation"]), reason=why, confirms=held)
