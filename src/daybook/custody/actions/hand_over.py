"""Hand a shift over: the custody officer who goes signs what the next one must know."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.custody.kinds import HANDOVER_GIVEN
from daybook.custody.models import Handover, Suite
from daybook.records.report_rows import officer_of


def hand_over(caller: Caller, suite: Suite, *, notes: str = "") -> Handover:
    """Sign the handover and return it; ValueError where one of somebody else still waits to be taken.

    Signing again before it is taken puts the new notes in place of the old.
    """
    require(caller, "custody.hand-over")
    officer = officer_of(caller)
    with transaction.atomic():
        held = Suite.objects.select_for_update().get(pk=suite.pk)
        waiting = held.handovers.filter(taken_at=None).first()
        if waiting and waiting.given_by_id != officer.pk:
            raise ValueError(
                f"The handover by {waiting.given_by} still waits to be taken. Take it over first, then hand over."
            )
        with writing(HANDOVER_GIVEN, caller.author, held) as page:
            given = waiting or Handover(suite=held, given_by=officer)
            given.given_at, given.notes = timezone.now(), notes.strip()
            given.detainees = held.records.filter(closed_at=None).count()
            return page.save(given)
