"""Judge whether two records are one person."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.nominals.alone import alone
from daybook.nominals.answered import close_cases
from daybook.nominals.decided_before import decided_before
from daybook.nominals.evidence import evidence_of
from daybook.nominals.following import follow
from daybook.nominals.four_eyes import hold_back, or_propose
from daybook.nominals.judging import CannotDecide, judgement, move, name_entry, write_decision
from daybook.nominals.kinds import PERSON_LEFT_OPEN, PERSON_LINKED, PERSON_TOLD_APART, PERSON_UNLINKED
from daybook.nominals.locks import refuse_if_locked
from daybook.nominals.membership import Identity
from daybook.nominals.models import Decision, Deed, Proposal, ReviewCase, Verdict
from daybook.nominals.queries.apart import require_told, require_visible_at_last
from daybook.nominals.sight import require_seen

KINDS = {
    Verdict.SAME: PERSON_LINKED,
    Verdict.DIFFERENT: PERSON_TOLD_APART,
    Verdict.UNSURE: PERSON_LEFT_OPEN,
}


def decide(
    caller: Caller,
    first: Identity,
    second: Identity,
    verdict: str,
    *,
    reason: str = "",
    verified: bool = False,
    seen: Collection[str] = (),
    submission: UUID | None = None,
    confirms: Proposal | None = None,
) -> Decision:
    """Write the judgement; persons follow from it at once, and it outlives every run.

    `seen`: what was before the caller's eyes (`nominals.sight`); `ChangedError` where it is so no longer. `submission`
    names this judgement and becomes its operation: sent again, it gives what the first made and writes nothing.
    A reason is needed where the judgement contradicts the evidence. Raises `CannotDecide`, `NoSuchRecordError`,
    `JudgedOneError` where earlier judgements of people say otherwise, and `ProposedError` where a second person has to
    confirm it: `confirms` is then the proposal.
    """
    require(caller, "nominals.work-desk")
    require_told(caller, (first, second))
    if first == second:
        raise CannotDecide("A record is always the same person as itself. Choose another record.")
    wanted, why = Verdict(verdict), reason.strip()
    case = _case(first, second)
    given = {"pair": [first, second], "verdict": wanted.value, "reason": why, "verified": verified}
    given |= {"submission": submission.hex} if submission else {}
    return or_propose(
        caller,
        partial(_write, caller, (first, second), wanted, given, seen, confirms),
        Deed.DECIDE,
        given,
        (first, second),
        case=case.pk if case else None,
    )


def _write(
    caller: Caller,
    pair: tuple[Identity, Identity],
    wanted: Verdict,
    given: dict[str, Any],
    seen: Collection[str],
    confirms: Proposal | None,
) -> Decision:
    with transaction.atomic():
        alone()
        if confirms is None and (before := decided_before(caller, given)):
            return before
        refuse_if_locked(_case(*pair, locked=True), caller)
        if seen:
            require_seen(caller, seen, *pair)
        made = _judged(caller, pair, wanted, given)
        with writing(KINDS[wanted], caller.author) as page:
            page.note(verdict=wanted.value, reason=made.reason)
            write_decision(page, made)
            # Only what would be written of a stranger's record is refused for whom this one is one with.
            require_visible_at_last(caller, pair)
            moves = move(page, pair)
            if moves and wanted != Verdict.SAME:
                name_entry(page, PERSON_UNLINKED)
            hold_back(moves, page, confirms)
        close_cases(made)
        follow(pair)
    return made


def _judged(
    caller: Caller, pair: tuple[Identity, Identity], wanted: Verdict, given: dict[str, Any]
) -> Decision:
    """The decision beside what is known now: whoever went while this waited is judged no more."""
    evidence, why, name = evidence_of(*pair), given["reason"], given.get("submission")
    against = "" if wanted == Verdict.UNSURE else evidence.speaks_against(wanted == Verdict.SAME)
    if against and not why:
        raise CannotDecide(f"{against} Say how you know.")
    operation = UUID(name) if name else uuid7()
    return judgement(caller, evidence, wanted, operation, reason=why, verified=given["verified"])


def _case(first: Identity, second: Identity, locked: bool = False) -> ReviewCase | None:
    one, other = sorted((first, second))
    ends = {"first_system": one[0], "first_key": one[1], "second_system": other[0], "second_key": other[1]}
    rows = ReviewCase.objects.select_for_update() if locked else ReviewCase.objects.all()
    return rows.filter(**ends).first()
