"""Take one record out of a person: it stands alone again, and no run puts it back."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.nominals.alone import alone
from daybook.nominals.cases import Doubt, open_cases
from daybook.nominals.evidence import evidence_of
from daybook.nominals.following import follow
from daybook.nominals.four_eyes import hold_back, or_propose
from daybook.nominals.judging import CannotDecide, judgement, move, write_decision
from daybook.nominals.kinds import RECORD_DETACHED
from daybook.nominals.membership import Identity, about
from daybook.nominals.models import Decision, Deed, Proposal, Verdict
from daybook.nominals.queries.apart import require_told, require_visible_at_last, told
from daybook.nominals.sight import require_known


def detach_record(
    caller: Caller,
    record: Identity,
    *,
    reason: str,
    verified: bool = False,
    seen: Collection[str] = (),
    confirms: Proposal | None = None,
) -> list[Decision]:
    """Judge the record different from each record that it was linked with directly; one operation, undone as a whole.

    Those whom only this record held together part as well; each such pair comes onto the desk. `seen`: what was `known`
    of the person when the caller looked; `ChangedError` where that is another by now. Raises `ProposedError` where a
    second person has to confirm it: `confirms` is then the proposal.
    """
    require(caller, "nominals.work-desk")
    require_told(caller, [record])
    if not reason.strip():
        raise CannotDecide("Say why the record is of another person.")
    others = _linked(caller, record)
    why = {"reason": reason.strip(), "verified": verified}
    do = partial(_detach, caller, record, why, seen, confirms)
    return or_propose(caller, do, Deed.DETACH, {"record": record, **why}, (record, *others))


def _detach(
    caller: Caller,
    record: Identity,
    why: dict[str, Any],
    seen: Collection[str],
    confirms: Proposal | None,
) -> list[Decision]:
    operation, made = uuid7(), []
    with transaction.atomic():
        alone()
        if seen:
            require_known(caller, seen, [record], "This person has")
        others = _linked(caller, record)
        with writing(RECORD_DETACHED, caller.author) as page:
            page.note(system=record[0], key=record[1], reason=why["reason"])
            for other in sorted(told(caller, others)):
                one = judgement(caller, evidence_of(record, other), Verdict.DIFFERENT, operation, **why)
                made.append(write_decision(page, one))
            require_visible_at_last(caller, [record, *others])
            hold_back(move(page, [record, *others]), page, confirms)
        _ask_about(others)
        follow([record, *others])
    return made


def _linked(caller: Caller, record: Identity) -> list[Identity]:
    """The records that this one is linked with directly. `CannotDecide` where the caller is told of none."""
    links = [one for one in about([record]) if one.verdict == Verdict.SAME]
    others = sorted({one.second if one.first == record else one.first for one in links})
    if not told(caller, others):
        raise CannotDecide("This record is linked with no other.")
    return others


def _ask_about(others: list[Identity]) -> None:
    found = [(one, other, evidence_of(one, other)) for one, other in combinations(others, 2)]
    doubts = [Doubt(one, other, its.bits, its.rule) for one, other, its in found if its.bits > 0]
    open_cases(doubts, found[0][2].model if found else "", timezone.now())
