"""As somebody types: every letter from the third on, as the page of a report sends it, through the whole request."""

from __future__ import annotations

import statistics
import time
from functools import cache
from typing import Any

from bench import measure
from bench.person_lookup import PEOPLE, built

NAMES = 60
PATH = "people_arrested.0"


@cache
def _times() -> list[float]:
    """Milliseconds of each request: a family name letter by letter, then the given name; ten names to warm up."""
    from django.db import connection

    from bench.people import signed_on

    client, _ = signed_on("officer")
    client.defaults["SERVER_NAME"] = "localhost"
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    found = []
    for number, one in enumerate(built()[0][: NAMES + 10]):
        for said in _letters(one.typed):
            began = clock()
            answer = client.post("/reports/arrest/candidates/", said)
            took = clock() - began
            assert answer.status_code == 200, answer.content[:200]
            if number >= 10:
                found.append(1000 * took)
    return found


def _letters(typed: dict[str, Any]) -> list[dict[str, str]]:
    family, given = typed["family_name"], typed["given_names"]
    stages = [(family[:count], "") for count in range(3, len(family) + 1)]
    stages += [(family, given[:count]) for count in range(1, len(given) + 1)]
    return [{"path": PATH, f"{PATH}.family_name": one, f"{PATH}.given_names": other} for one, other in stages]


TITLE = f"As you type, from 3 letters, among {PEOPLE:,}, whole request"


@measure(f"{TITLE}, median", unit=" ms", runs=1)
def median() -> float:
    return statistics.median(_times())


@measure(f"{TITLE}, 95th percentile", unit=" ms", at_most=20, runs=1)
def late() -> float:
    return statistics.quantiles(_times(), n=20)[18]
