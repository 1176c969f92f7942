"""A sealed record is opened with a reason, which alerts the auditors; an auditor reviews that."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.kinds import SEALED_OPENED, SEALED_REVIEWED
from daybook.access.models import SealedOpening
from daybook.access.permission import require
from daybook.access.purpose import Purpose
from daybook.book.pages import writing

OPEN_FOR = timedelta(minutes=30)
SHORTEST_REASON = 15


def open_sealed(
    caller: Caller, record_type: str, record_id: UUID, *, reason: str, purpose: str
) -> SealedOpening:
    """Let the caller see this record for half an hour. Raises ValidationError for a reason that says nothing."""
    require(caller, "access.open-sealed")
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError(
            {"reason": "Say why you need this record now, in a sentence an auditor will understand."}
        )
    if purpose not in Purpose.values:
        raise ValidationError({"purpose": "Choose the purpose from the list."})
    now = timezone.now()
    opening = SealedOpening(
        user=caller.user,
        record_type=record_type,
        record_id=record_id,
        purpose=purpose,
        reason=reason.strip(),
        opened_at=now,
        until=now + OPEN_FOR,
    )
    with writing(SEALED_OPENED, caller.author) as page:
        page.save(opening)
        page.entry.record_type, page.entry.record_id = record_type, record_id
    return opening


def review_opening(caller: Caller, opening: SealedOpening, finding: str) -> SealedOpening:
    """An auditor, never the one who opened it, says what they found."""
    require(caller, "access.audit")
    if caller.user and caller.user.pk == opening.user_id:
        raise ValidationError("You opened this record yourself. Another auditor must review it.")
    if not finding.strip():
        raise ValidationError({"finding": "Write what you found."})
    opening.reviewed_by, opening.reviewed_at, opening.review = caller.user, timezone.now(), finding.strip()
    with writing(SEALED_REVIEWED, caller.author) as page:
        page.save(opening)
        page.entry.record_type, page.entry.record_id = opening.record_type, opening.record_id
    return opening
