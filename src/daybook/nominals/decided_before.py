"""A judgement that its sender has named and sends again: what the first made of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from daybook.access.caller import Caller
from daybook.nominals.four_eyes import ProposedError, words_of
from daybook.nominals.judging import CannotDecide
from daybook.nominals.models import Answer, Decision, Proposal

OTHER = "This Idempotency-Key came with another judgement. Give each judgement a UUID of its own."


def decided_before(caller: Caller, given: dict[str, Any]) -> Decision | None:
    """What the judgement `given` (as `decide` proposes it) has made before; None for one that is new or has no name.

    Raises `ProposedError` where it was proposed and is not confirmed, `CannotDecide` where the name is another's.
    """
    if not (name := given.get("submission")):
        return None
    made = Decision.objects.filter(operation=UUID(name)).first()
    proposed = Proposal.objects.filter(given__submission=name).first()
    if proposed is not None:
        if proposed.proposed_by != caller.author.user or _plain(proposed.given) != _plain(given):
            raise CannotDecide(OTHER)
        if proposed.answer != Answer.AGREED:
            raise ProposedError(words_of(proposed))
    elif made is not None and not _is_the_same(caller, made, given):
        raise CannotDecide(OTHER)
    return made


def _is_the_same(caller: Caller, made: Decision, given: dict[str, Any]) -> bool:
    said = made.by, made.verdict, made.reason, made.verified
    pair = sorted(tuple(one) for one in given["pair"])
    return [made.first, made.second] == pair and said == (
        caller.author.user or UUID(int=0),
        given["verdict"],
        given["reason"],
        given["verified"],
    )


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    """As it is compared: the two in any order."""
    return given | {"pair": sorted(tuple(one) for one in given["pair"])}
