"""A force's own processes, started for a measurement: the web role on a free port, and others beside it."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx

PATIENCE = 60
"""Seconds until the pages must answer."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def free_address() -> str:
    """An address of this machine whose port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@contextmanager
def running(address: str, *roles: str) -> Iterator[None]:
    """The web role at this address and the other roles, as a force runs them; stopped as a service stops them."""
    words = [["web", "--bind", address.removeprefix("http://")], *([role] for role in roles)]
    started = [subprocess.Popen([sys.executable, "-m", "daybook", *each], env=os.environ) for each in words]
    try:
        _wait(address)
        yield
    finally:
        _stop(started)


def _wait(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}/sign-on/", timeout=30).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise RuntimeError("the pages did not start")


def _stop(started: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in started:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def processor() -> float:
    """Processor seconds of the processes that were started here and have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def browser(address: str, cookie: str) -> httpx.Client:
    """A browser asks again where the server closed an idle connection under it; here none is kept that long."""
    limits = httpx.Limits(keepalive_expiry=1)
    return httpx.Client(base_url=address, cookies={"daybook_session": cookie}, timeout=60, limits=limits)


def headers(page: str) -> dict[str, str]:
    """What a script of this page sends with a form."""
    return {"X-Requested-With": "fetch", "X-CSRFToken": found_in(TOKEN, page)}


def found_in(wanted: re.Pattern[str], page: str) -> str:
    """What the page has in this place; RuntimeError where it is another page."""
    found = wanted.search(page)
    if found is None:
        raise RuntimeError(f"The page has no {wanted.pattern}: {page[:200]}")
    return found[1]
