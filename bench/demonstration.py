"""A running demonstration and an officer at its pages in Chromium: shared by measurements and tests."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, sync_playwright

from daybook.legacy.systems import registry

CHROMIUM = os.environ.get("DAYBOOK_TEST_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
FINAL = ("Confirmed", "Not needed")
START_SECONDS = 400


@contextmanager
def demonstration(home: Path, people: int = 0) -> Iterator[str]:
    """Run `daybook demo` in that home; gives the address of its pages."""
    port = _free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DAYBOOK_")}
    environment |= {"DAYBOOK_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    words = ["demo", "--port", str(port), "--people", str(people), "--no-browser"]
    log = (home / "demo.log").open("w")
    command = [sys.executable, "-m", "daybook", *words]
    running = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield _wait(port, home / "demo.log", running)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1]) // 10 * 10


def _wait(port: int, log: Path, running: subprocess.Popen[bytes]) -> str:
    """The address, once the demonstration says that it is ready; it may have taken other ports than wanted."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and running.poll() is None:
        if found := re.search(r"Daybook is ready: (http://localhost:\d+)/", log.read_text()):
            httpx.get(f"{found[1]}/healthz", timeout=30)
            return found[1]
        time.sleep(0.2)
    raise RuntimeError(f"The demonstration did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def officer(address: str, role: str = "Officer", width: int = 1280) -> Iterator[Page]:
    """A page of Chromium, signed on with the ready-made sign-in of that role."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(f"{address}/sign-on/demo/")
        page.get_by_role("button", name=re.compile(f"Sign on\\W+as {role}$")).click()
        page.wait_for_url(f"{address}/")
        yield page
        browser.close()


def type_arrest(page: Page, address: str, family_name: str) -> int:
    """Type a routine arrest with the keyboard, once through; returns how many fields the name was typed into."""
    page.goto(f"{address}/reports/arrest/new/")
    typed = 0
    for label, words in (("Family name", family_name), ("Given names", "Ada Jane")):
        page.get_by_label(label).press_sequentially(words)
        typed += words == family_name
    page.get_by_label("Female").check()
    page.locator("[name='place.description']").press_sequentially("Market Place")
    page.locator("[name='offences.find']").press_sequentially("theft shop")
    page.locator("[role=option]", has_text="TH68010,").first.click()
    page.locator("[name=grounds]").press_sequentially("Seen to leave without paying.")
    page.get_by_label("To allow the prompt and effective").check()
    page.locator("[name=necessity_reason]").press_sequentially("To interview.")
    return typed


def submit(page: Page) -> float:
    """Submit the arrest; gives the time of the click on the clock of `time.monotonic`."""
    clicked = time.monotonic()
    page.get_by_role("button", name="Submit arrest").click()
    page.wait_for_url("**/events/**")
    return clicked


def deliveries(page: Page) -> dict[str, str]:
    """Each old system on the arrest page and all that its row says."""
    rows = page.locator("table tbody tr").all_inner_texts()
    cells = [re.sub(r"\s+", " ", row).strip() for row in rows]
    known = [mapping.system.title for mapping in registry.mappings(registry.FOLDER).values()]
    return {name: row for row in cells for name in known if row.startswith(name)}


def wait_until_confirmed(page: Page, seconds: float) -> dict[str, str]:
    """Watch the page, without reloading it, until every system has confirmed; what its rows say at the end."""
    deadline = time.monotonic() + seconds
    shown = deliveries(page)
    while time.monotonic() < deadline and not (shown and all(map(is_final, shown.values()))):
        page.wait_for_timeout(100)
        shown = deliveries(page)
    return shown


def is_final(row: str) -> bool:
    return any(word in row for word in FINAL)
