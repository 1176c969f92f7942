"""Let a difference to an old system stand, with the reason."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.legacy import kinds
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.models import Difference, FunctionCount
from daybook.legacy.switch.functions import function_of


def settle_difference(caller: Caller, difference_id: UUID, reason: str) -> Difference:
    """Take it off the list; it comes back only when one of the two sides changes."""
    require(caller, "legacy.work-exceptions")
    if not reason.strip():
        raise CannotDo("Enter why this difference may stand, or what was done about it there.")
    with transaction.atomic():
        row = Difference.objects.select_for_update(of=("self",)).select_related("run").get(pk=difference_id)
        if row.settled_at:
            return row
        row.settled_at, row.settled_by = timezone.now(), caller.author.user
        row.settled_reason = reason.strip()[:300]
        row.save(update_fields=["settled_at", "settled_by", "settled_reason"])
        counted = FunctionCount.objects.filter(run=row.run, function=function_of(row.report), unsettled__gt=0)
        counted.update(unsettled=F("unsettled") - 1)
        notes = {"system": row.run.system, "kind": row.kind, "reason": row.settled_reason}
        append(kinds.DIFFERENCE_SETTLED, caller.author, row.record_type, row.record_id, notes)
    return row
