"""The work of `daybook work` that nobody asks for: maps for what begins next, scores for what is over, tidying."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.book import jobs, leases
from daybook.book.loops import process_name, where
from daybook.book.pages import append
from daybook.forecast import failing
from daybook.forecast.following import due, follow, score, unscored
from daybook.forecast.job import DEVICE
from daybook.forecast.kinds import STORE_TIDIED
from daybook.forecast.tidying import tidy

log = logging.getLogger(__name__)
LEASE_SECONDS = 45.0
RENEW_SECONDS = 15.0
"""While work lasts. A process that is killed renews no more, so another begins the work anew within a minute."""
DAILY = timedelta(days=1)
_tidied: list[datetime] = []


@jobs.register
def follow_next() -> int:
    """The map of the day, ready before it begins."""
    return _do("forecast-follow", due, lambda model, now: follow(model, system_caller(DEVICE), now))


@jobs.register
def score_next() -> int:
    return _do("forecast-score", unscored, lambda forecast, now: score(forecast, system_caller(DEVICE)))


@jobs.register
def tidy_daily() -> int:
    """Once a day, by one process alone; what it holds for that long keeps the others from doing it again."""
    now = timezone.now()
    if _tidied and now - _tidied[-1] < DAILY:
        return 0
    _tidied[:] = [now]
    if not leases.take("forecast-tidy", process_name(DEVICE), DAILY.total_seconds()):
        return 0
    gone = tidy(now)
    if gone:
        append(STORE_TIDIED, system_caller(DEVICE).author, notes=asdict(gone))
    return int(bool(gone))


def _do(
    name: str,
    find: Callable[[datetime, Iterable[UUID]], Any],
    work: Callable[[Any, datetime], Any],
) -> int:
    """Do the next that is due, in one process alone."""
    now = timezone.now()
    holder = process_name(DEVICE)
    if find(now, failing.lately(now)) is None or not leases.take(name, holder, LEASE_SECONDS):
        return 0
    try:
        found = find(now, failing.lately(now))  # another may have done it before the lease was ours
        if found is None:
            return 0
        with _renewed(name, holder):
            return _tried(name, found, work, now)
    finally:
        leases.release(name, holder)


@contextmanager
def _renewed(name: str, holder: str) -> Iterator[None]:
    """Meanwhile the lease stays ours, however long the work takes."""
    ended = Event()
    renewing = Thread(target=_renew, args=(name, holder, ended), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        ended.set()
        renewing.join()


def _renew(name: str, holder: str, ended: Event) -> None:
    while not ended.wait(RENEW_SECONDS):
        try:
            leases.take(name, holder, LEASE_SECONDS)
        except DatabaseError as error:
            log.warning("%s: %s", name, where(error))
        finally:
            connection.close()


def _tried(name: str, found: Any, work: Callable[[Any, datetime], Any], now: datetime) -> int:
    try:
        work(found, now)
    except Exception as error:
        log.exception("%s %s: %s", name, found.pk, where(error))
        failing.remember(found.pk, now, error)
    else:
        failing.forget(found.pk)
    return 1
