"""Hold the identity of a source apart from the report that came from it: encrypted, in a table of its own."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import stated
from daybook.records.crypto import seal
from daybook.records.kinds import SOURCE_HELD
from daybook.records.models import Event, SourceIdentity
from daybook.records.queries.guarded import refuse_guarded
from daybook.records.report_rows import officer_of
from daybook.records.reports.intelligence import Intelligence

LONGEST = 1000


def hold_source(caller: Caller, event: Event, identity: str) -> SourceIdentity:
    """Keep who the report came from. Its author and the evaluators may; a later word replaces an earlier one."""
    require(caller, Intelligence.permission())
    if event.report_type != Intelligence.slug:
        raise ValueError("Only an intelligence report has a source to be held apart.")
    refuse_guarded(caller, event)
    said = stated(identity, "Enter who the source is, and how to reach them.")
    if len(said) > LONGEST:
        raise ValueError(f"Write at most {LONGEST:,} characters; these are {len(said):,}.")
    row = SourceIdentity(
        event=event, sealed=seal(said, mark(event.pk)), by=officer_of(caller), held_at=timezone.now()
    )
    with writing(SOURCE_HELD, caller.author, event) as page:
        return page.save(row)


def mark(event_id: UUID) -> str:
    """For whom the text is sealed: it opens for this report and no other."""
    return f"source/{event_id.hex}"
