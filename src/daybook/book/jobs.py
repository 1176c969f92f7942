"""What a page asks for and takes longer than a page may: done by `daybook work`, whatever room it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

Job = Callable[[], int]
"""Does the next thing that waits, if any, and returns how many it did; claims it first, since others look too."""
Row = TypeVar("Row", bound=Model)
LOOKED_AT = 5
ASKED, RUNNING = "asked", "running"

_jobs: list[Job] = []


def register(job: Job) -> Job:
    _jobs.append(job)
    return job


def work() -> int:
    """One round of every job."""
    return sum(job() for job in _jobs)


def claimed(rows: QuerySet[Row], silent: timedelta) -> Row | None:
    """The oldest row that waits, or whose worker has said nothing for so long; it is running, and ours.

    Rows have a `state` of asked or running, `told_at` and `at`.
    """
    now = timezone.now()
    waiting = Q(state=ASKED) | Q(state=RUNNING, told_at__lt=now - silent)
    for row in rows.filter(waiting).order_by("at")[:LOOKED_AT]:
        mine = row._meta.model._default_manager.filter(waiting, pk=row.pk)
        if mine.update(state=RUNNING, told_at=now):
            return row
    return None
