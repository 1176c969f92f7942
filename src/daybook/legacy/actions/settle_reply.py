"""Say what became of an answer that fitted nothing."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.pages import append
from daybook.legacy import kinds
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.models import UnmatchedReply


def settle_reply(caller: Caller, reply_id: UUID, reason: str) -> UnmatchedReply:
    """Take it off the desk with a reason; the answer itself is kept."""
    require(caller, "legacy.work-exceptions")
    if not reason.strip():
        raise CannotDo("Enter what was found out about this answer.")
    with transaction.atomic():
        row = UnmatchedReply.objects.select_for_update().get(pk=reply_id)
        if row.settled_at:
            return row
        row.settled_at, row.settled_by = timezone.now(), caller.author.user
        row.settled_reason = reason.strip()[:300]
        row.save(update_fields=["settled_at", "settled_by", "settled_reason"])
        notes = {"system": row.system, "reply": row.id.hex, "reason": row.settled_reason}
        append(kinds.SETTLED, caller.author, notes=notes)
    return row
