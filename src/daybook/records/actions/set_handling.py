"""Open, restrict or seal a person's record: who may see it from now on."""

from __future__ import annotations

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.kinds import HANDLING_SET
from daybook.records.models import Handling, Person


def set_handling(caller: Caller, person: Person, handling: str, *, reason: str) -> Person:
    """Mark the record; whoever sealed it opens it with a reason like everybody else."""
    require(caller, "records.set-handling")
    why = stated(reason, "Say why the record is to be handled so.")
    if handling not in Handling.values:
        raise ValueError("Choose how the record is to be handled: open, restricted or sealed.")
    with transaction.atomic():
        held = Person.objects.select_for_update().get(pk=person.pk)
        if held.handling == handling:
            raise NothingToDoError(f"The record is {Handling(handling).label.lower()} already.")
        with writing(HANDLING_SET, caller.author, held) as page:
            held.handling = handling
            page.save(held)
            page.note(reason=why)
    return held
