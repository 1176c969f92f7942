"""Booking in as a custody sergeant types it: a routine case in Chromium, from the arrest's page to the last step.

Django forbids its database in the thread in which Playwright runs, and the figures need no clock: the case is played
in a process of its own, which prints what it counted.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

from bench import NotHereError, measure
from bench.demonstration import CHROMIUM, FLAGS

HOUSE = Path(__file__).parents[1]


@measure("Fields typed to book in one detainee after the arrest (routine case)", unit="", at_most=25, runs=1)
def fields() -> float:
    return _counted()["fields"]


@measure("Of these, fields into which the person's name is typed", unit="", at_most=0, runs=1)
def names() -> float:
    return _counted()["names"]


@cache
def _counted() -> dict[str, int]:
    """Play the case in the house that is measured, which this process and that one share."""
    if not Path(CHROMIUM).exists():
        raise NotHereError("needs Chromium; name it in DAYBOOK_TEST_CHROMIUM")
    words = [sys.executable, "-c", "from bench import custody_booking; custody_booking.main()"]
    done = subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    counted: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return counted


def play() -> dict[str, int]:
    """How many fields were typed, ticked or chosen, and into how many of them the person's name."""
    from playwright.sync_api import sync_playwright

    import callers
    from browser import serving
    from custody_made import arrest_of, suite
    from custody_routine import book_in

    callers._numbers = itertools.count(50_000)  # the process that started this one has made users too
    event, cookie = arrest_of(hours=0.1), _signed_on()
    suite(name="Northgate")
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.context.add_cookies([{**cookie, "url": address}])
        page.goto(f"{address}/events/{event.pk}/")
        hand = book_in(page)
        browser.close()
    named = [words for words in hand.typed.values() if "O’Brien" in words or "Zoë" in words]
    return {"fields": len(hand.fields), "names": len(named)}


def _signed_on() -> dict[str, str]:
    from django.conf import settings

    from callers import signed_on_client

    client = signed_on_client("custody-officer", rank="sergeant")
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def main() -> None:
    """Play the case and print what was counted."""
    import django

    sys.path.insert(0, str(HOUSE / "tests"))
    django.setup()
    print(json.dumps(play()))
