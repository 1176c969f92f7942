"""Put right in an old system what a reconciliation found: tell it again, or tell it that a record is gone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import Line, append_many
from daybook.legacy import kinds
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.models import Difference
from daybook.legacy.reconcile import words
from daybook.legacy.reconcile.repairs import forget_what_proved_untrue, verb_for
from daybook.legacy.switch.positions import may_repair, position_of, repairable

MOST = 1000


def repair(caller: Caller, difference_id: UUID) -> Difference:
    """One difference: ours is sent as it is now, or what is only there is taken back."""
    require(caller, "legacy.work-exceptions")
    with transaction.atomic():
        row = Difference.objects.select_for_update(of=("self",)).select_related("run").get(pk=difference_id)
        if row.record_id is None:
            raise CannotDo(
                "This record was not sent from here, so it cannot be taken back from here. Correct it there."
            )
        if not may_repair(row.kind, position := position_of(row.run.system, row.report)):
            raise CannotDo(words.not_repaired(row.run.system, row.report, position))
        if row.repaired_at is None:
            _repair(caller, row.run.system, [row])
    return row


def repair_all(caller: Caller, system: str, kind: str) -> int:
    """The same for all open differences of a kind that the switch lets us put right, at most a thousand; how many."""
    require(caller, "legacy.work-exceptions")
    with transaction.atomic():
        found = Difference.objects.select_for_update(of=("self",)).filter(run__system=system, kind=kind)
        open_ones = found.filter(record_id__isnull=False, repaired_at=None, settled_at=None)
        rows = list(repairable(system, open_ones).order_by("id")[:MOST])
        _repair(caller, system, rows)
    return len(rows)


def _repair(caller: Caller, system: str, rows: Sequence[Difference]) -> None:
    """The entries ask for the deliveries; the deliveries' reader makes them."""
    forget_what_proved_untrue(system, rows)
    append_many(_line(caller, system, row) for row in rows)
    now = timezone.now()
    for row in rows:
        row.repaired_at = now
    Difference.objects.bulk_update(rows, ["repaired_at"], batch_size=500)


def _line(caller: Caller, system: str, row: Difference) -> Line:
    facts = {"system": system, "report": row.report, "verb": verb_for(row).value, "difference": row.kind}
    if row.part_id:
        facts["part"] = row.part_id.hex
    return Line(kinds.REPAIR_ASKED, caller.author, row.record_type, row.record_id, facts)
