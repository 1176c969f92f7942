"""An old system holds no more what it was told of somebody disposed of: a person says so, or the system itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import Author, writing
from daybook.records.actions.order_disposal import DisposalRefusedError
from daybook.records.kinds import NOTICE_DONE
from daybook.records.models import ErasureNotice
from daybook.records.models.retention import Erased
from daybook.records.retention.notices import follow


def settle_notice(caller: Caller, notice: ErasureNotice) -> ErasureNotice:
    """Somebody has seen that it is erased there; an erasure that has not gone out is not sent any more."""
    require(caller, "records.dispose")
    now = timezone.now()
    with transaction.atomic():
        held = _followed(ErasureNotice.objects.filter(pk=notice.pk), now)
        if held is None:
            raise DisposalRefusedError("This notice is settled already.")
        _settle(caller.author, held, Erased.SAID, now, caller.author.user)
    return held


def confirm_erasure(author: Author, told_as: UUID, outcome: Erased, now: datetime) -> None:
    """The old system says so itself. What was settled meanwhile stays as it is."""
    held = _followed(ErasureNotice.objects.filter(told_as=told_as), now)
    if held:
        _settle(author, held, outcome, now, None)


def _followed(notices: QuerySet[ErasureNotice], now: datetime) -> ErasureNotice | None:
    """The notice, locked; None where it is settled. Deliveries are locked before it, as those who deliver do."""
    seen = notices.filter(done_at=None).first()
    if seen is None:
        return None
    follow(seen, now)
    rows = notices.select_for_update(of=("self",)).select_related("order")
    return rows.filter(done_at=None).first()


def _settle(author: Author, held: ErasureNotice, outcome: Erased, now: datetime, by: UUID | None) -> None:
    """The reference is needed no more and goes."""
    with writing(NOTICE_DONE, author, held.order) as page:
        page.note(system=held.system, outcome=outcome.value)
        held.done_at, held.done_by, held.outcome, held.reference = now, by, outcome, ""
        held.save(update_fields=["done_at", "done_by", "outcome", "reference"])
