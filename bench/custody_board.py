"""The board of a full suite: 200 detainees with 150 entries each, opened again and again by one officer."""

from __future__ import annotations

from functools import cache
from time import perf_counter
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
    taken = sorted(_seconds(client, address) for _ in range(TIMES))
    return taken[int(TIMES * 0.95)] * 1000


@measure("Queries for that board", unit="", at_most=19, runs=1)
def queries() -> float:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address = _officer()
    with CaptureQueriesContext(connection) as asked:
        _seconds(client, address)
    return float(len(asked))


def _seconds(client: Any, address: str) -> float:
    began = perf_counter()
    answer = client.get(address)
    taken = perf_counter() - began
    assert answer.status_code == 200, answer.status_code
    assert answer.content.count(b'data-record="') == DETAINED
    return taken


@cache
def _officer() -> tuple[Any, str]:
    from django.conf import settings

    from bench.people import signed_on
    from daybook.demo.custody.filling import fill_suite

    settings.ALLOWED_HOSTS = ["testserver"]
    client, user = signed_on("custody-officer")
    suite = fill_suite(DETAINED, ENTRIES, officer=user, code="full")
    return client, f"/custody/suite/{suite.code}/"
