"""Record a person who is met outside a report: by post, by a partner, by an import."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records import people
from daybook.records.actions.reasons import NothingToDoError
from daybook.records.duplicates import refuse_second
from daybook.records.kinds import PERSON_RECORDED
from daybook.records.models import Person
from daybook.records.people import PersonData


def record_person(
    caller: Caller,
    given: PersonData,
    *,
    source: str = "daybook",
    source_key: str = "",
    somebody_else: str = "",
) -> Person:
    """Record the person with all that is given; a person without a name has to be marked as not known.

    Raises OnRecordError where they are nearly surely on record, unless `somebody_else` says why this is another.
    """
    require(caller, "records.record-person")
    if given.known and not (given.family_name.strip() or given.given_names.strip()):
        raise NothingToDoError("Enter a name, or say that the name is unknown or refused.")
    refuse_second(caller, given, somebody_else)
    with writing(PERSON_RECORDED, caller.author) as page:
        person = people.new_person(page, given, timezone.now(), source, source_key)
        page.about(person)
        if somebody_else:
            page.note(somebody_else=somebody_else)
    return person
