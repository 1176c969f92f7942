"""Open the identity of a source: with a reason, which stands in the book before anything is shown."""

from __future__ import annotations

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import append
from daybook.records.actions.hold_source import mark
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.crypto import unseal
from daybook.records.kinds import SOURCE_OPENED
from daybook.records.models import Event, SourceIdentity
from daybook.records.queries.filter import visible

SHORTEST_REASON = 15


def open_source(caller: Caller, event: Event, *, reason: str) -> str:
    """Who the report came from, in the words last held."""
    require(caller, "records.see-source")
    why = stated(reason, "Say why you need to know who the source is.")
    if len(why) < SHORTEST_REASON:
        raise ValueError("Say why you need to know this now, in a sentence an auditor will understand.")
    held = visible(caller, SourceIdentity).filter(event=event).order_by("-held_at", "-pk").first()
    if held is None:
        raise NothingToDoError("No source is held for this report.")
    append(SOURCE_OPENED, caller.author, "event", event.pk, {"reason": why})
    return unseal(bytes(held.sealed), mark(event.pk))
