"""Take a shift over: the custody officer who comes signs that they know what was handed over."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.custody.kinds import HANDOVER_TAKEN
from daybook.custody.models import Handover, Suite
from daybook.records.report_rows import officer_of


def take_over(caller: Caller, suite: Suite) -> Handover:
    """Sign the handover that waits; ValueError where none does, or where the caller gave it."""
    require(caller, "custody.hand-over")
    officer = officer_of(caller)
    with transaction.atomic():
        held = Suite.objects.select_for_update().get(pk=suite.pk)
        given = held.handovers.filter(taken_at=None).first()
        if given is None:
            raise ValueError("No handover waits to be taken. The officer who goes signs first.")
        if given.given_by_id == officer.pk:
            raise ValueError("You handed over yourself: the officer who comes signs, under their own name.")
        with writing(HANDOVER_TAKEN, caller.author, held) as page:
            given.taken_by, given.taken_at = officer, timezone.now()
            return page.save(given)
