"""Open, restrict or seal a record: who may see it from now on."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.kinds import EVENT_HANDLING_SET, HANDLING_SET
from daybook.records.models import Event, Handling, Person

Handled = TypeVar("Handled", Person, Event)
KINDS = {Person: HANDLING_SET, Event: EVENT_HANDLING_SET}


def set_handling(caller: Caller, record: Handled, handling: str, *, reason: str) -> Handled:
    """Mark the record; whoever sealed it opens it with a reason like everybody else."""
    require(caller, "records.set-handling")
    why = stated(reason, "Say why the record is to be handled so.")
    if handling not in Handling.values:
        raise ValueError("Choose how the record is to be handled: open, restricted or sealed.")
    model = type(record)
    with transaction.atomic():
        held = model.objects.select_for_update().get(pk=record.pk)
        if held.handling == handling:
            raise NothingToDoError(f"The record is {Handling(handling).label.lower()} already.")
        with writing(KINDS[model], caller.author, held) as page:
            held.handling = handling
            page.save(held)
            page.note(reason=why)
    return held
