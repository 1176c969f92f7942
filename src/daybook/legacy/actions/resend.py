"""Send again: one exception, or all that have the same cause."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append_many
from daybook.legacy import kinds
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.lines import line_by
from daybook.legacy.actions.lock import locked_by_another, refuse_if_locked
from daybook.legacy.engine.claim import in_order
from daybook.legacy.models import Delivery, State

MOST = 1000
AGAIN = [State.REFUSED, State.WAITING, State.SENT, State.DUE]


def resend(caller: Caller, delivery_id: UUID) -> Delivery:
    """Put a delivery back in the queue now. One that was refused is made anew from the report as it is now."""
    require(caller, "legacy.work-exceptions")
    with transaction.atomic():
        row = Delivery.objects.select_for_update().get(pk=delivery_id)
        refuse_if_locked(row, caller)
        if row.state not in AGAIN:
            raise CannotDo(f"This delivery is {row.get_state_display().lower()}, so it is not sent again.")
        _put_back([row])
        append_many([line_by(caller, kinds.RETRIED, row)])
    return row


def resend_all(caller: Caller, system: str, code: str) -> int:
    """The same for all exceptions of a system with this code that nobody has locked; how many."""
    require(caller, "legacy.work-exceptions")
    with transaction.atomic():
        found = Delivery.objects.filter(system=system, code=code, state=State.REFUSED)
        rows = [row for row in in_order(found)[:MOST] if not locked_by_another(row, caller)]
        _put_back(rows)
        append_many(line_by(caller, kinds.RETRIED, row, cause=code) for row in rows)
    return len(rows)


def _put_back(rows: list[Delivery]) -> None:
    """A refusal had no effect, so its payload may be made anew; anything else keeps what may have arrived."""
    now = timezone.now()
    for row in rows:
        if row.state == State.REFUSED:
            row.state, row.exposed, row.attempts = State.DUE, False, 0
            row.code = row.field = row.reason = row.remedy = ""
        row.next_try_at, row.finished_at, row.locked_by, row.locked_until = now, None, None, None
    Delivery.objects.bulk_update(
        rows,
        [
            "state",
            "exposed",
            "attempts",
            "code",
            "field",
            "reason",
            "remedy",
            "next_try_at",
            "finished_at",
            "locked_by",
            "locked_until",
        ],
    )
