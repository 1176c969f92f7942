"""Erasures: what an answer to one means, and what is done once a record is erased there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from daybook.book.author import system as system_author
from daybook.legacy.engine.ports import OldSystem, Outcome
from daybook.legacy.models import Delivery, Verb
from daybook.records.actions.settle_notice import confirm_erasure
from daybook.records.models.retention import Erased

GONE = "GONE"
"""The code of an erasure of what was not there any more."""


def as_wanted(system: OldSystem, row: Delivery, outcome: Outcome) -> Outcome:
    """Nothing of that number there any more is what an erasure wants; it gives back neither number nor identifier."""
    if row.verb != Verb.ERASE:
        return outcome
    if outcome.state == "refused" and outcome.code in system.erasure.gone:
        return Outcome("confirmed", code=GONE)
    return replace(outcome, reference="", returned={})


def file_erased(settled: Sequence[tuple[Delivery, Outcome]], now: datetime) -> None:
    """Settle the notice of each, and forget what was sent: the number of the record stands in it."""
    erased = [(row, outcome) for row, outcome in settled if row.verb == Verb.ERASE]
    if not erased:
        return
    Delivery.objects.filter(pk__in=[row.pk for row, _ in erased]).update(payload=None, losses=[])
    for row, outcome in erased:
        came = Erased.GONE if outcome.code == GONE else Erased.ERASED
        confirm_erasure(system_author("deliver"), row.record_id, came, now)
