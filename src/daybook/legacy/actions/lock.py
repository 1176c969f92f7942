"""One person works on an exception at a time; the lock runs out by itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.models import Delivery

LOCKED_FOR = timedelta(minutes=20)


def lock(caller: Caller, delivery_id: UUID) -> Delivery:
    """Take the exception for the caller, or renew the caller's lock."""
    require(caller, "legacy.work-exceptions")
    with transaction.atomic():
        row = Delivery.objects.select_for_update().get(pk=delivery_id)
        refuse_if_locked(row, caller)
        row.locked_by = caller.author.user
        row.locked_until = timezone.now() + LOCKED_FOR
        row.save(update_fields=["locked_by", "locked_until"])
    return row


def unlock(caller: Caller, delivery_id: UUID) -> Delivery:
    """Give the exception back."""
    require(caller, "legacy.work-exceptions")
    with transaction.atomic():
        row = Delivery.objects.select_for_update().get(pk=delivery_id)
        refuse_if_locked(row, caller)
        row.locked_by = row.locked_until = None
        row.save(update_fields=["locked_by", "locked_until"])
    return row


def locked_by_another(row: Delivery, caller: Caller) -> bool:
    """True while somebody else's lock is in force."""
    if row.locked_by is None or row.locked_until is None or row.locked_until <= timezone.now():
        return False
    return row.locked_by != caller.author.user


def refuse_if_locked(row: Delivery, caller: Caller) -> None:
    if locked_by_another(row, caller):
        raise CannotDo("Another person is working on this exception. Wait until they are done, or ask them.")
