"""The work of `daybook work` that nobody asks for: maps for what begins next, scores for what is over."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.book import jobs, leases
from daybook.book.loops import process_name, where
from daybook.forecast.following import due, follow, score, unscored
from daybook.forecast.job import DEVICE

log = logging.getLogger(__name__)
LEASE_SECONDS = 900.0
RETRY = timedelta(minutes=10)
"""What could not be done is left alone so long, and does not keep the others waiting."""
_failed: dict[UUID, datetime] = {}


@jobs.register
def follow_next() -> int:
    """The map of the day, ready before it begins."""
    return _do("forecast-follow", due, lambda model, now: follow(model, system_caller(DEVICE), now))


@jobs.register
def score_next() -> int:
    return _do("forecast-score", unscored, lambda forecast, now: score(forecast, system_caller(DEVICE)))


def _do(
    name: str,
    find: Callable[[datetime, Collection[UUID]], Any],
    work: Callable[[Any, datetime], Any],
) -> int:
    """Do the next that is due, in one process alone."""
    now = timezone.now()
    found = find(now, [one for one, when in _failed.items() if when > now - RETRY])
    holder = process_name(DEVICE)
    if found is None or not leases.take(name, holder, LEASE_SECONDS):
        return 0
    try:
        work(found, now)
    except Exception as error:
        log.exception("%s %s: %s", name, found.pk, where(error))
        _failed[found.pk] = now
    finally:
        leases.release(name, holder)
    return 1
