"""Leases: a job that only one process may do, and who takes it over when that process is gone.

Whoever holds a lease checks it again inside the transaction that does the work (`hold`): the row stays locked until
the commit, so a holder that was away too long cannot write beside its successor.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from daybook.book.clock import database_now
from daybook.book.models import Lease


class LeaseLostError(RuntimeError):
    """Another process has taken the job over."""


def take(name: str, holder: str, seconds: float) -> bool:
    """Take or renew the lease; False while another process holds it."""
    if _held_by_another(name, holder):
        return False
    with transaction.atomic():
        Lease.objects.get_or_create(name=name, defaults={"holder": "", "until": database_now()})
        lease = _locked(name)
        now = database_now()
        if lease.holder != holder and lease.until > now:
            return False
        lease.holder, lease.until = holder, now + timedelta(seconds=seconds)
        lease.save()
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


def _held_by_another(name: str, holder: str) -> bool:
    return Lease.objects.filter(name=name, until__gt=database_now()).exclude(holder=holder).exists()


def _locked(name: str) -> Lease:
    rows = Lease.objects.filter(name=name)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.get()
