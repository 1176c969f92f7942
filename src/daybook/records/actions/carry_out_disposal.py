"""Carry out an approved disposal: each person in one transaction, then the files. Cut off, it can be gone on with."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.disposing import dispose
from daybook.records.actions.order_disposal import DisposalRefusedError, refuse_blocked
from daybook.records.attachment_store import path_of
from daybook.records.kinds import DISPOSAL_FINISHED, DISPOSED
from daybook.records.models import Attachment, DisposalOrder, ErasureNotice, Person
from daybook.records.models.retention import OrderState, Way
from daybook.records.retention.going import Going, begin
from daybook.records.retention.telling import taken_of, told_anew


def carry_out_disposal(caller: Caller, order: DisposalOrder) -> DisposalOrder:
    """Dispose of everybody the order names who is not gone yet; what forbids it by now stops it before that person."""
    require(caller, "records.dispose")
    if order.state not in {OrderState.APPROVED, OrderState.DONE}:
        raise DisposalRefusedError("Another person has to approve the order first.")
    for one in order.people:
        _dispose_of(caller, order, UUID(one))
    return _finish(caller, order)


def _dispose_of(caller: Caller, order: DisposalOrder, key: UUID) -> None:
    with transaction.atomic():
        begin()
        held = DisposalOrder.objects.select_for_update().get(pk=order.pk)
        person = Person.objects.filter(pk=key).first()
        if key.hex in held.done or person is None:
            return
        going = refuse_blocked(person)
        taken = taken_of(going)
        with writing(DISPOSED, caller.author, held) as page:
            for step in going.beside:
                step()
            for _, rows in reversed(going.groups):
                for row in reversed(rows):
                    page.remove(row)
            for row in told_anew(going, taken):
                page.save(row)
            for step in going.after:
                step()
            held.done = [*held.done, key.hex]
            held.files = sorted({*held.files, *going.files})
            page.save(held)
            page.note(counts=going.counts, values=len(taken.values), mentions=taken.mentions)
        dispose(taken.values, page.entry)
        _notify(held, going, page.entry.pk)


def _notify(held: DisposalOrder, going: Going, entry: UUID) -> None:
    """Written with the erasure itself: from its entry the deliveries of the erasures are made."""
    rows = [
        ErasureNotice(
            **asdict(one), order=held, made_at=timezone.now(), entry=entry,
            told_as=uuid7() if one.way == Way.ERASE else None,
        )
        for one in going.notices
    ]  # fmt: skip
    ErasureNotice.objects.bulk_create(rows)


def _finish(caller: Caller, order: DisposalOrder) -> DisposalOrder:
    """Delete the files that nobody has any more; only then is the order done."""
    held = DisposalOrder.objects.get(pk=order.pk)
    kept = set(Attachment.objects.filter(sha256__in=held.files).values_list("sha256", flat=True))
    for sha256 in set(held.files) - kept:
        with suppress(FileNotFoundError):
            path_of(sha256).unlink()
    if held.state != OrderState.DONE:
        with writing(DISPOSAL_FINISHED, caller.author, held) as page:
            held.state, held.files, held.finished_at = OrderState.DONE, [], timezone.now()
            page.save(held)
    return held
