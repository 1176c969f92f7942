"""Sixteen desks look somebody up each second while ten new records arrive: real processes, through the page.

The web role, the clerk and the readers run as a force runs them. Each desk sends what is typed of one person to the
look-up of the arrest form; a third are not on record. Each new record is an arrest of somebody new, through the action. An
answer that is not a page of candidates fails the run, and so does a record that is not in the index at its end.
"""

from __future__ import annotations

import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench import measure, need
from bench.people import signed_on
from bench.person_lookup import PEOPLE, SEED, UNTIL, Asked, built
from bench.processes import browser, free_address, headers, processor, running

DESKS, EVERY, RECORDS = 16, 1.0, 10
SECONDS = int(os.environ.get("BENCH_SECONDS", "60"))
PATIENCE = 30
"""Seconds that the readers have, after the run, to bring the last records into the index."""
FORM, PATH = "/reports/arrest/", "people_arrested.0"


@dataclass
class Run:
    """One run: how long each search and each record took (seconds), what failed, when it began and ends."""

    address: str
    began: float = 0.0
    ready: threading.Barrier = field(init=False)
    searched: list[float] = field(default_factory=list)
    recorded: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    processor: float = 0.0

    def __post_init__(self) -> None:
        self.ready = threading.Barrier(DESKS + 1, self._begin, timeout=180)

    def _begin(self) -> None:
        self.began = time.monotonic()

    def each(self, every: float, first: float, do: Callable[[int], None]) -> None:
        """Do it again and again until the run ends, at moments that do not wait for how long it takes."""
        for number in range(int(SECONDS / every)):
            time.sleep(max(self.began + first + number * every - time.monotonic(), 0))
            do(number)


@cache
def run() -> Run:
    """The run, once."""
    from daybook.records.models import Person

    need("postgresql")
    found = Run(free_address())
    asked, _ = built()
    cookies = [signed_on("officer")[0].cookies["daybook_session"].value for _ in range(DESKS)]
    officer, before, used = signed_on("officer")[1], Person.objects.count(), processor()
    with running(found.address, "clerk", "read"):
        work = [
            partial(_desk, found, place, cookie, asked[place::DESKS]) for place, cookie in enumerate(cookies)
        ]
        threads = [threading.Thread(target=one) for one in (*work, partial(_arrivals, found, officer))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not found.failed, found.failed[:3]
        assert Person.objects.count() - before == len(found.recorded)
        _wait_for_the_index()
    found.processor = processor() - used
    return found


def _wait_for_the_index() -> None:
    from daybook.nominals.models import IndexedRecord
    from daybook.records.models import Person

    until = time.monotonic() + PATIENCE
    while IndexedRecord.objects.count() < Person.objects.count():
        assert time.monotonic() < until, "a new person is not in the index"
        time.sleep(0.2)


def _desk(run: Run, place: int, cookie: str, asked: Sequence[Asked]) -> None:
    with browser(run.address, cookie) as client:
        sent = headers(client.get(FORM, follow_redirects=True).text)
        run.ready.wait()

        def search(number: int) -> None:
            said = _said(asked[number % len(asked)].typed)
            began = time.monotonic()
            answer = client.post(f"{FORM}candidates/", data=said, headers=sent)
            run.searched.append(time.monotonic() - began)
            if answer.status_code != 200:
                run.failed.append(f"{answer.status_code} {answer.text[:200]}")

        run.each(EVERY, EVERY * place / DESKS, search)


def _said(typed: dict[str, Any]) -> dict[str, str]:
    """The boxes as the page sends them."""
    flat = {name: value for name, value in typed.items() if isinstance(value, str)}
    flat |= {f"date_of_birth.{box}": value for box, value in typed["date_of_birth"].items()}
    return {"path": PATH} | {f"{PATH}.{name}": value for name, value in flat.items()}


def _arrivals(run: Run, user: Any) -> None:
    """Arrests of people who come after all that are on record, one after the other."""
    from django.db import connection

    from daybook.access.caller import caller_for
    from daybook.records.actions.record_report import record_report
    from daybook.records.reports.arrest import Arrest

    caller, reports = caller_for(user, "bench"), [Arrest.model_validate(one) for one in _arrests()]
    run.ready.wait()

    def record(number: int) -> None:
        began = time.monotonic()
        try:
            record_report(caller, reports[number], submission=uuid4())
        except Exception as error:
            run.failed.append(repr(error))
        run.recorded.append(time.monotonic() - began)

    run.each(1 / RECORDS, 0.0, record)
    connection.close()


def _arrests() -> Iterator[dict[str, Any]]:
    from daybook.demo.generator import generate

    sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
    from helpers import arrest

    for one in islice(generate(SEED + 1, SECONDS * RECORDS, until=UNTIL).people(), SECONDS * RECORDS):
        person = {
            "family_name": one.family_name,
            "given_names": " ".join(one.given_names),
            "date_of_birth": one.date_of_birth.isoformat(),
            "sex": one.sex,
            "address": list(one.address.lines),
            "postcode": one.address.postcode,
        }
        yield arrest(people_arrested=[person])


TITLE = f"{DESKS} desks among {PEOPLE:,}, a search each second, {RECORDS} records/s, {SECONDS} s"


def _late(times: Sequence[float]) -> float:
    return 1000 * statistics.quantiles(times, n=20)[18]


@measure(f"{TITLE}: search, median", unit=" ms", runs=1)
def median() -> float:
    return 1000 * statistics.median(run().searched)


@measure(f"{TITLE}: search, 95th percentile", unit=" ms", at_most=100, runs=1)
def late() -> float:
    return _late(run().searched)


@measure(f"{TITLE}: record, 95th percentile", unit=" ms", runs=1)
def record_late() -> float:
    return _late(run().recorded)


@measure(f"{TITLE}: processor time of web, clerk and readers, of one core", unit="%", runs=1)
def share() -> float:
    """Says on a busy machine whether a slow answer was waiting for a processor, or for us."""
    return run().processor / SECONDS * 100
