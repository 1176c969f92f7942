"""Leases: a job that only one process may do, and who takes it over when that process is gone.

Whoever holds a lease checks it again inside the transaction that does the work (`hold`): the row stays locked until
the commit, so a holder that was away too long cannot write beside its successor.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from daybook.book.asked import asked
from daybook.book.changed import write
from daybook.book.clock import database_now
from daybook.book.models import Lease


class LeaseLostError(RuntimeError):
    """Another process has taken the job over."""


def take(name: str, holder: str, seconds: float) -> bool:
    """Take or renew the lease; False while another process holds it."""
    found = _lease(name=name)
    if not found:
        Lease.objects.get_or_create(name=name, defaults={"holder": "", "until": database_now()})
    elif _is_anothers(found[0], holder, database_now()):
        return False
    with transaction.atomic():
        lease = _locked(name)
        now = database_now()
        if _is_anothers(lease, holder, now):
            return False
        lease.holder, lease.until = holder, now + timedelta(seconds=seconds)
        write([lease], ("holder", "until"))
    return True


def hold(name: str, holder: str) -> None:
    """Inside a transaction: make sure that the job is still this process's, until the transaction ends."""
    lease = _locked(name)
    if lease.holder != holder or lease.until <= database_now():
        raise LeaseLostError(f"The lease {name!r} is no longer held by {holder}.")


def release(name: str, holder: str) -> None:
    """Give the job back at once, so that a standby need not wait."""
    with transaction.atomic():
        Lease.objects.filter(name=name, holder=holder).update(until=database_now())


def _is_anothers(lease: Lease, holder: str, now: datetime) -> bool:
    return lease.holder != holder and lease.until > now


@asked
def _lease(name: str) -> QuerySet[Lease]:
    return Lease.objects.filter(name=name)


def _locked(name: str) -> Lease:
    """The lease, which must be there, locked for this transaction."""
    return _to_lock(name=name)[0]


@asked
def _to_lock(name: str) -> QuerySet[Lease]:
    return Lease.objects.filter(name=name).select_for_update()
