"""Follow a recommendation: revise its date, set its status by hand or let it be computed again, close it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.oversight import kinds
from daybook.oversight.audience import FORCE
from daybook.oversight.models import DueDate, Recommendation
from daybook.oversight.queries import followed, open_one
from daybook.oversight.refusals import refuse, said
from daybook.oversight.standing import BY_HAND, Stage


def revise_due(caller: Caller, number: str, due: date, reason: str) -> DueDate:
    """A later date beside the first one, approved by the caller, who may not be the owner."""
    require(caller, "oversight.revise-date")
    row = open_one(number)
    if _is_owner(caller, row):
        raise ValidationError("You are its owner. Somebody else must approve a new date.")
    last = row.revisions.last()
    if due == (last.due if last else row.due_original):
        raise refuse("due", "It is due on that day already.")
    made = DueDate(
        recommendation=row,
        due=due,
        reason=said(reason, "reason"),
        approved_by=caller.author.user,
        at=timezone.now(),
    )
    made.approver = str(caller.user.get_full_name()) if caller.user else caller.device
    with writing(kinds.DUE_REVISED, caller.author, row) as page:
        page.save(made)
    return made


def override_status(caller: Caller, number: str, status: str, reason: str) -> Recommendation:
    """Show another colour than the computed one, with the reason, for ninety days. Done and closed cannot be set."""
    require(caller, "oversight.override")
    row = open_one(number)
    if status not in BY_HAND:
        known = ", ".join(Stage(stage).value for stage in BY_HAND)
        raise refuse("status", f"A status can be set to {known}. Done and closed come of evidence alone.")
    row.override, row.override_reason = status, said(reason, "reason")
    row.override_by, row.override_at = caller.author.user, timezone.now()
    with writing(kinds.OVERRIDDEN, caller.author, row) as page:
        page.save(row)
    return row


def lift_override(caller: Caller, number: str) -> Recommendation:
    """Let the computed status count again."""
    require(caller, "oversight.override")
    row = open_one(number)
    if not row.override:
        raise ValidationError("Its status is computed already.")
    row.override, row.override_reason, row.override_by, row.override_at = "", "", None, None
    with writing(kinds.OVERRIDE_LIFTED, caller.author, row) as page:
        page.save(row)
    return row


def close_recommendation(caller: Caller, number: str, words: str) -> Recommendation:
    """Closed by somebody who is not the owner, once there is evidence and the measure is where it should be."""
    require(caller, "oversight.close")
    row = open_one(number)
    if _is_owner(caller, row):
        raise ValidationError("You are its owner. It is closed by somebody who is not.")
    [now] = followed(FORCE, number)
    if now.standing.computed != Stage.READY:
        raise ValidationError(f"It cannot be closed yet. {' '.join(now.standing.why)}")
    row.closed_words, row.closed_at, row.closed_by = said(words, "words"), timezone.now(), caller.author.user
    row.override = ""
    with writing(kinds.CLOSED, caller.author, row) as page:
        page.save(row)
    return row


def _is_owner(caller: Caller, row: Recommendation) -> bool:
    user: UUID | None = caller.author.user
    return user is not None and user == row.owner_user
