"""One search in Daybook and eight old systems: six answer, one takes 4 s, one never answers."""

from __future__ import annotations

import re
import sys
import time
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter, process_time

from bench import measure

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
STATE = re.compile(rb'data-system="(\w+)" data-state="(\w+)"')
PROMPT, SLOW, DOWN = [f"prompt{number}" for number in range(6)], "slow", "down"
TAKES = {**dict.fromkeys(PROMPT, 0.2), SLOW: 4.0, DOWN: 8.0}
"""Seconds."""


def _join() -> None:
    from daybook.legacy import registry
    from daybook.legacy.engine.ports import FoundThere
    from daybook.legacy.mapping import Held
    from old_systems import Target, old_system

    def asked(name: str, seconds: float):
        said = {"family_name": ["Quill"], "given_names": ["Ada"], "date_of_birth": ["1971-06-30"]}
        held = Held("arrest", "", {}, None, date(2019, 5, 3), f"{name}-1")

        def find(sought, most):
            time.sleep(seconds)
            return [FoundThere(held, said)]

        return find

    registry._systems.clear()
    registry._loaded = True
    for name, seconds in TAKES.items():
        registry.register(old_system(Target(name), name=name, title=name.title(), find=asked(name, seconds)))


@cache
def searched() -> dict[str, float]:
    """Seconds from the search to each part of the answer, as a browser with a script would see them."""
    from callers import signed_on_client

    _join()
    client = signed_on_client("officer")
    client.defaults["SERVER_NAME"] = "localhost"
    address = client.post("/search/", {"words": "nobody else 1900"}).url
    client.get(address)  # the first page that a process serves costs its imports
    began, worked = perf_counter(), process_time()
    address = client.post("/search/", {"words": "ada quill"}).url
    page = client.get(address).content
    seen = {"own": perf_counter() - began, "worked": process_time() - worked}
    while True:
        for name, state in STATE.findall(page):
            if state != b"asking":
                seen.setdefault(name.decode(), perf_counter() - began)
        if b"data-refresh-url" not in page:
            break
        time.sleep(0.3)
        page = client.get(f"{address}old-systems/").content
    return seen | {"complete": perf_counter() - began}


@measure("Search, 8 old systems, one down, one at 4 s: own results", unit=" ms", at_most=300, runs=1)
def own_results() -> float:
    return searched()["own"] * 1000


@measure(
    "The same by the processor time of the process, its askers included", unit=" ms", at_most=300, runs=1
)
def own_work() -> float:
    return searched()["worked"] * 1000


@measure("The same: the last of the six that answer in 0.2 s is shown", unit=" s", at_most=1, runs=1)
def prompt_ones() -> float:
    return max(searched()[name] for name in PROMPT)


@measure("The same: the one at 4 s is shown", unit=" s", at_most=4.7, runs=1)
def slow_one() -> float:
    return searched()[SLOW]


@measure("The same: the page is complete, at its limit of 5 s", unit=" s", at_most=5.7, runs=1)
def complete() -> float:
    return searched()["complete"]
