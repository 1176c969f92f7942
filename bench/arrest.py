"""The arrest action: person, place, event, offence, link and entry in one transaction, one writer."""

from __future__ import annotations

import statistics
import sys
from functools import cache
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from bench import measure

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
ARRESTS = 400


@cache
def _officer():
    from callers import caller_with

    return caller_with("officer")


def _times() -> list[float]:
    """Seconds of each of many arrests, after ten to warm up; each of a new person with address and number."""
    from daybook.records.actions.record_report import record_report
    from daybook.records.reports.arrest import Arrest
    from helpers import arrest

    report = Arrest.model_validate(arrest())
    found = []
    for number in range(ARRESTS + 10):
        began = perf_counter()
        record_report(_officer(), report, submission=uuid4())
        if number >= 10:
            found.append(perf_counter() - began)
    return found


@measure("Arrest action, one writer (reach on PostgreSQL: 80/s)", unit="/s", at_least=100)
def rate() -> float:
    return ARRESTS / sum(_times())


@measure("Arrest action, 99th percentile", unit=" ms", at_most=100)
def slowest() -> float:
    return statistics.quantiles(_times(), n=100)[98] * 1000
