"""Forty officers write while twenty boards are open: real processes, real streams.

`python -m bench custody_live` runs the five minutes, or so many seconds as BENCH_SECONDS says; together with all other
measurements it runs half a minute.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from bench import NotHereError, measure
from bench.processes import browser, found_in, free_address, headers, processor, running

OFFICERS, BOARDS, EVERY, SOONEST = 40, 20, 5.0, 3.0
SECONDS = int(os.environ.get("BENCH_SECONDS", "300" if "custody_live" in sys.argv else "30"))
PART = re.compile(r'data-refresh-url="([^"]+)"')


spent: list[float] = []
"""Processor seconds of the web role and the clerk, their start included, of each run that ended."""


@dataclass
class Run:
    """One run: what was acknowledged, how long each write took (seconds), and what the boards heard."""

    address: str
    code: str
    until: float = 0.0
    ready: threading.Barrier = field(init=False)
    taken: list[float] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ready = threading.Barrier(OFFICERS + BOARDS, self._begin, timeout=180)

    def _begin(self) -> None:
        """Every page is open: the time runs from here."""
        self.until = time.monotonic() + SECONDS


@measure(
    f"{OFFICERS} officers write each {EVERY:g} s, {BOARDS} live boards open, {SECONDS} s: write, 95th percentile",
    unit=" ms",
    at_most=200,
    runs=1,
)
def live() -> float:
    """Fails if an entry that was acknowledged is not there, or is there twice, or a board hears nothing."""
    from daybook.custody.models import CustodyEntry

    run, cookies, numbers = _suite()
    before, used = CustodyEntry.objects.count(), processor()
    with running(run.address, "clerk"):
        workers = [threading.Thread(target=_board, args=(run, cookie)) for cookie in cookies[:BOARDS]]
        workers += [
            threading.Thread(target=_officer, args=(run, cookie, number, place))
            for place, (cookie, number) in enumerate(zip(cookies, numbers, strict=True))
        ]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    spent.append(processor() - used)
    assert not run.failed, run.failed[:3]
    kept = CustodyEntry.objects.filter(submission__in=run.acknowledged).count()
    assert kept == len(run.acknowledged) == CustodyEntry.objects.count() - before, (
        "an entry was lost or doubled"
    )
    assert len(run.heard) == BOARDS
    assert min(run.heard) > 0
    return sorted(run.taken)[int(len(run.taken) * 0.95)] * 1000


@measure("The processor time of the web role and the clerk in that run, of one core", unit="%", runs=1)
def share() -> float:
    """Says on a busy machine whether a slow write was waiting for a processor, or for us."""
    if not spent:
        raise NotHereError("the run before it did not end")
    return spent[-1] / SECONDS * 100


def _suite() -> tuple[Run, list[str], list[str]]:
    from bench.people import signed_on
    from daybook.custody.models import CustodyRecord
    from daybook.demo.custody.filling import fill_suite

    signed = [signed_on("custody-officer") for _ in range(OFFICERS)]
    code = f"live{uuid4().hex[:6]}"
    suite = fill_suite(OFFICERS, 20, officer=signed[0][1], code=code)
    numbers = CustodyRecord.objects.filter(suite=suite).order_by("number").values_list("number", flat=True)
    cookies = [client.cookies["daybook_session"].value for client, _ in signed]
    return Run(free_address(), code), cookies, list(numbers)


def _officer(run: Run, cookie: str, number: str, place: int) -> None:
    """Write a note each five seconds; begin at a moment of one's own."""
    with browser(run.address, cookie) as client:
        page = client.get(f"/custody/suite/{run.code}/")
        sent = headers(page.text)
        run.ready.wait()
        due = time.monotonic() + EVERY * place / OFFICERS
        while due < run.until:
            time.sleep(max(due - time.monotonic(), 0))
            _write(run, client, sent, number)
            due += EVERY


def _write(run: Run, client: httpx.Client, sent: dict[str, str], number: str) -> None:
    key = str(uuid4())
    said = {"record": number, "kind": "note", "submission": key, "note.text": "Asked for water; given."}
    began = time.monotonic()
    try:
        answer = client.post(f"/custody/suite/{run.code}/entry/", data=said, headers=sent)
    except httpx.HTTPError as error:
        run.failed.append(f"no answer: {error!r}")
        return
    run.taken.append(time.monotonic() - began)
    if answer.status_code == 200:
        run.acknowledged.add(key)
    else:
        run.failed.append(f"{answer.status_code} {answer.text[:200]}")


def _board(run: Run, cookie: str) -> None:
    """Keep a board open as a browser does: hear the stream, fetch the part anew, at most each three seconds."""
    changes, fetched = 0, 0.0
    with browser(run.address, cookie) as client, browser(run.address, cookie) as fetcher:
        page = client.get(f"/custody/suite/{run.code}/").text
        part = found_in(PART, page).replace("&amp;", "&")
        run.ready.wait()
        with client.stream("GET", f"/custody/suite/{run.code}/live/") as stream:
            for line in stream.iter_lines():
                changes += line == "event: changed"
                if line.startswith("event: changed") and time.monotonic() - fetched > SOONEST:
                    fetched = time.monotonic()
                    assert fetcher.get(part).status_code == 200
                if time.monotonic() > run.until:
                    break
    run.heard.append(changes)
