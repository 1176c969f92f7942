"""Take a delivery back: a person decides, with a reason, that this system shall not have it."""

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
from daybook.legacy.actions.lock import refuse_if_locked
from daybook.legacy.models import Delivery, State


def withdraw(caller: Caller, delivery_id: UUID, reason: str) -> Delivery:
    """Only what was refused or never left may be taken back; what may have arrived must come to its own end."""
    require(caller, "legacy.work-exceptions")
    if not reason.strip():
        raise CannotDo("Enter why this system shall not have the report.")
    with transaction.atomic():
        row = Delivery.objects.select_for_update().get(pk=delivery_id)
        refuse_if_locked(row, caller)
        _refuse_where_it_may_be_there(row)
        row.state, row.finished_at, row.reason = State.WITHDRAWN, timezone.now(), reason.strip()[:500]
        row.locked_by = row.locked_until = None
        row.save(update_fields=["state", "finished_at", "reason", "locked_by", "locked_until"])
        append_many([line_by(caller, kinds.WITHDRAWN, row, reason=reason.strip())])
    return row


def _refuse_where_it_may_be_there(row: Delivery) -> None:
    if row.state == State.REFUSED or (row.state in (State.DUE, State.WAITING) and not row.exposed):
        return
    raise CannotDo(
        "The old system may have this report, so it cannot be taken back here. "
        "Amend or withdraw the report itself: the system is then told."
    )
