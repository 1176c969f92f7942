"""Place a legal hold on a person's records, and lift it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.kinds import HOLD_LIFTED, HOLD_PLACED
from daybook.records.models import LegalHold, Person


def place_hold(caller: Caller, person: Person, *, reason: str, asked_by: str, review_on: date) -> LegalHold:
    """From now on nothing of the person is disposed of. The hold has a day on which it is looked at again."""
    require(caller, "records.hold-records")
    why, who = (
        stated(reason, "Say why the records are held."),
        stated(asked_by, "Say who asked for the hold."),
    )
    if review_on <= timezone.localdate():
        raise ValueError("The day on which the hold is looked at again has to come after today.")
    row = LegalHold(
        person=person, reason=why, asked_by=who, review_on=review_on, by=caller.user, placed_at=timezone.now()
    )
    with writing(HOLD_PLACED, caller.author, person) as page:
        return page.save(row)


def lift_hold(caller: Caller, hold: LegalHold, *, reason: str) -> LegalHold:
    """The hold stands no more."""
    require(caller, "records.hold-records")
    why = stated(reason, "Say why the hold is lifted.")
    if hold.lifted_at:
        raise NothingToDoError("The hold is lifted already.")
    hold.lifted_at, hold.lifted_by, hold.lifted_why = timezone.now(), caller.user, why
    with writing(HOLD_LIFTED, caller.author, hold.person) as page:
        return page.save(hold)
