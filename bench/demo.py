"""The promise of the demonstration: one arrest, its name typed once, confirmed by every old system, in seconds."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

from bench import measure
from bench.demonstration import demonstration, officer, submit, type_arrest, wait_until_confirmed

RUNS = 3


@cache
def promise() -> list[tuple[int, int, float]]:
    """For each run: fields the name was typed into, systems confirmed, seconds from submit to the last of them."""
    found = []
    with (
        tempfile.TemporaryDirectory(prefix="daybook-promise-", ignore_cleanup_errors=True) as home,
        demonstration(Path(home)) as address,
        officer(address) as page,
    ):
        for number in range(RUNS):
            typed = type_arrest(page, address, f"Quillfeather{'abc'[number]}")
            clicked = submit(page)
            shown = wait_until_confirmed(page, 30)
            confirmed = sum("Confirmed" in row for row in shown.values())
            found.append((typed, confirmed, time.monotonic() - clicked))
    return found


@measure("Arrest typed in Chromium: fields the name is typed into", unit="", at_most=1, runs=1)
def name_typed() -> float:
    return max(typed for typed, _, _ in promise())


@measure("Arrest typed in Chromium: old systems confirmed, of 8", unit="", at_least=8, runs=1)
def systems_confirmed() -> float:
    return min(confirmed for _, confirmed, _ in promise())


@measure("Arrest typed in Chromium: submit to last confirmation, longest of 3", unit=" s", at_most=10, runs=1)
def seconds_to_confirm() -> float:
    return max(seconds for _, _, seconds in promise())


@measure(
    "Force of 20,000 people, 60,000 events and the old systems' copies loaded", unit=" s", at_most=60, runs=1
)
def seconds_to_load() -> float:
    """The command as it is typed, into a house of its own on SQLite, everything sealed at the end."""
    with tempfile.TemporaryDirectory(prefix="daybook-force-") as home:
        surroundings = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        surroundings |= {"DAYBOOK_HOME": home}
        daybook = (sys.executable, "-m", "daybook")
        subprocess.run([*daybook, "migrate", "-v0"], env=surroundings, check=True)
        started = time.monotonic()
        subprocess.run(
            [*daybook, "demo", "load", "--quiet"], env=surroundings, check=True, capture_output=True
        )
        return time.monotonic() - started
