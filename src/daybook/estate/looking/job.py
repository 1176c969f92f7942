"""The job that looks over the register when it has changed and nothing more is being taken in."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from daybook.book import jobs, leases
from daybook.book.loops import process_name
from daybook.book.models import Entry
from daybook.estate.looking.look import is_due, look
from daybook.estate.models import ImportState, RegisterImport
from daybook.estate.queries.unchanged import kinds

LEASE, LEASE_SECONDS = "estate-look", 600.0
QUIET = timedelta(seconds=5)
"""Changes come together: the look waits until none has come for so long."""


@jobs.register
def look_when_changed() -> int:
    under_way = (ImportState.ASKED, ImportState.RUNNING)
    if RegisterImport.objects.filter(state__in=under_way).exists() or not _is_quiet() or not is_due():
        return 0
    name = process_name("look")
    if not leases.take(LEASE, name, LEASE_SECONDS):
        return 0
    try:
        look()
    finally:
        leases.release(LEASE, name)
    return 1


def _is_quiet() -> bool:
    last = Entry.objects.filter(kind__in=kinds()).aggregate(last=Max("written_at"))["last"]
    return last is not None and last < timezone.now() - QUIET
