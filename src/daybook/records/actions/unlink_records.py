"""End a link between two records. It stays with its last day, or as withdrawn where it never was true."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.kinds import RECORDS_UNLINKED
from daybook.records.models import Link


def unlink_records(
    caller: Caller, link: Link, *, reason: str, ended_on: date | None = None, was_wrong: bool = False
) -> Link:
    """End the link on that day (default today, London); `was_wrong` takes it off every page."""
    require(caller, "records.link")
    why = stated(reason, "Say why the link ends.")
    last = ended_on or timezone.localdate()
    if link.valid_from and last < link.valid_from and not was_wrong:
        raise ValueError("A link cannot end before it began. Check the date, or mark it as wrong.")
    with transaction.atomic():
        held = Link.objects.select_for_update().get(pk=link.pk)
        if held.withdrawn or held.valid_to:
            raise NothingToDoError("This link has ended already.")
        with writing(RECORDS_UNLINKED, caller.author) as page:
            held.valid_to, held.withdrawn = last, was_wrong
            page.save(held)
            page.entry.record_type, page.entry.record_id = held.from_kind, held.from_id
            page.note(reason=why)
    return held
