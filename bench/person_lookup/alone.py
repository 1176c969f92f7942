"""The index and the scorer alone: what was typed cleaned, its keys and records read, those scored and sorted.

No permission filter, no warnings, no words: what is left of a look-up beside the way through the action.
"""

from __future__ import annotations

import statistics
import time
from functools import cache

from bench import measure
from bench.person_lookup import PEOPLE, built

ENTRIES, WARM = 2_000, 100


@cache
def _times() -> list[float]:
    """Milliseconds of each entry: of this process, or by the clock where a server works too."""
    from django.db import connection

    from daybook.nominals import scoring, search
    from daybook.nominals.asked import cleaned

    by = scoring.loaded()
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    found = []
    for one in built()[0][: ENTRIES + WARM]:
        began = clock()
        list(search.best(cleaned(one.typed), by))
        found.append(1000 * (clock() - began))
    return found[WARM:]


TITLE = f"One person among {PEOPLE:,}, index and scorer alone"


@measure(f"{TITLE}, median", unit=" ms", at_most=8, runs=1)
def median() -> float:
    return statistics.median(_times())


@measure(f"{TITLE}, 95th percentile", unit=" ms", at_most=16, runs=1)
def late() -> float:
    return statistics.quantiles(_times(), n=20)[18]
