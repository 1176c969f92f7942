"""Workers and readers killed with SIGKILL while reports flow: what was lost, what had its effect twice."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bench import house, measure
from house import house as house_of_its_own
from torture import Tally, torture


@cache
def tally() -> Tally:
    with (
        tempfile.TemporaryDirectory(prefix="daybook-torture-", ignore_cleanup_errors=True) as folder,
        house_of_its_own(Path(folder), house.vendor()) as place,
    ):
        return torture(place)


@measure("Workers and readers killed with SIGKILL while reports flow", unit="", at_least=30, runs=1)
def kills() -> float:
    return tally().kills


@measure("Killed workers: deliveries lost", unit="", at_most=0, runs=1)
def lost() -> float:
    return tally().lost


@measure("Killed workers: deliveries with a second effect", unit="", at_most=0, runs=1)
def doubled() -> float:
    return tally().doubled
