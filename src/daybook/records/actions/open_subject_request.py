"""Take in a person's request for their own data."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import stated
from daybook.records.kinds import SUBJECT_ASKED
from daybook.records.models import Person, SubjectRequest
from daybook.records.models.subject_request import Identity
from daybook.records.numbers import next_number
from daybook.records.subject_access.clock import answer_by

PREFIX = "SA"


def open_subject_request(
    caller: Caller, person: Person, *, asked_by: str, identity: str, received_on: date, identified_on: date
) -> SubjectRequest:
    """Number the request and start its month. ValueError says what is missing or cannot be."""
    require(caller, "records.answer-subject-access")
    who = stated(asked_by, "Say who asked.")
    today = timezone.localdate()
    if identity not in Identity.values:
        raise ValueError("Choose how it was made sure who asks.")
    if received_on > today or identified_on > today:
        raise ValueError("Neither the request nor the proof of identity can have come after today.")
    row = SubjectRequest(
        number=next_number(PREFIX),
        person=person,
        asked_by=who,
        identity=identity,
        received_on=received_on,
        identified_on=identified_on,
        due_on=answer_by(received_on, identified_on),
        by=caller.user,
        opened_at=timezone.now(),
    )
    with writing(SUBJECT_ASKED, caller.author, person) as page:
        return page.save(row)
