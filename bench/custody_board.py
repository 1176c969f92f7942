"""The board of a full suite: 200 detainees with 150 entries each, opened again and again by one officer.

Measured as a force runs it: the process keeps its objects out of garbage collections, as the web role does, and the
database has looked at its tables, as autovacuum does within the minute.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from time import perf_counter, process_time
from typing import Any

from bench import measure, need

DETAINED, ENTRIES, TIMES = 200, 150, 60


@measure(f"Board of {DETAINED} detainees, the first that a process serves", unit=" ms", runs=1)
def cold() -> float:
    """What the first officer waits for after a start: templates are read and entries understood for the first time."""
    need("postgresql")
    return _seconds(*_officer()) * 1000


@measure(f"Board of {DETAINED} detainees, server time, 95th percentile", unit=" ms", at_most=100)
def warm() -> float:
    """The whole page through sign-on, permission filter and consultations, one request at a time."""
    need("postgresql")
    client, address = _officer()
    return _p95(client, address, perf_counter)


@measure("The same by the processor time of the web process, 95th percentile", unit=" ms", at_most=100)
def warm_processor() -> float:
    """What is left of it when nothing else runs on the machine: without the database's own time, a few milliseconds."""
    need("postgresql")
    client, address = _officer()
    return _p95(client, address, process_time)


@measure("Queries for that board", unit="", at_most=19, runs=1)
def queries() -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address = _officer()
    with CaptureQueriesContext(connection) as asked:
        _seconds(client, address)
    return float(len(asked))


def _p95(client: Any, address: str, clock: Callable[[], float]) -> float:
    """Milliseconds."""
    taken = sorted(_seconds(client, address, clock) for _ in range(TIMES))
    return taken[int(TIMES * 0.95)] * 1000


def _seconds(client: Any, address: str, clock: Callable[[], float] = perf_counter) -> float:
    began = clock()
    answer = client.get(address)
    taken = clock() - began
    assert answer.status_code == 200, answer.status_code
    assert answer.content.count(b'data-record="') == DETAINED
    return taken


@cache
def _officer() -> tuple[Any, str]:
    from django.conf import settings
    from django.db import connection

    from bench.people import signed_on
    from daybook.config.serving import spare_the_collector
    from daybook.demo.custody.filling import fill_suite

    settings.ALLOWED_HOSTS = ["testserver"]
    client, user = signed_on("custody-officer")
    suite = fill_suite(DETAINED, ENTRIES, officer=user, code="full")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    spare_the_collector()
    return client, f"/custody/suite/{suite.code}/"
