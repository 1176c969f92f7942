"""The search in a process of its own: told from outside, stopped, killed, short of memory, without OR-Tools."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from bench.estate.invented import estate, wishes

from daybook.estate.roadmap import (
    Estate,
    EstateError,
    Feed,
    SearchError,
    Searching,
    System,
    Wishes,
    check,
    find,
)

ESTATE, WISHES = estate(5, systems=120), wishes(120)


def test_it_tells_plans_and_bounds_that_close_in() -> None:
    found = find(ESTATE, WISHES, 6)
    assert found.plan is not None
    assert check(ESTATE, WISHES, found.plan) == []
    values = [told.value for told in found.trail if told.kind == "plan"]
    bounds = [told.bound for told in found.trail if told.bound is not None]
    assert values == sorted(values)
    assert bounds == sorted(bounds, reverse=True)
    assert found.solver == "CP-SAT"
    assert found.gap is not None


def test_the_next_search_goes_on_from_its_plan_and_its_leaves() -> None:
    first = find(ESTATE, WISHES, 6)
    assert first.plan
    assert first.leaves["leaves"]
    again = find(ESTATE, WISHES, 3, earlier=first.plan, leaves=first.leaves)
    assert again.value >= first.value
    assert again.leaves["leaves"]


def test_stopped_it_keeps_the_best_plan_so_far() -> None:
    searching = Searching(ESTATE, WISHES, 600)
    kinds = []
    for told in searching:
        kinds.append(told.kind)
        if told.kind == "plan":
            searching.stop()
    assert kinds[-1] == "ended"
    assert searching.process.poll() == 0


def test_killed_it_says_so() -> None:
    searching = Searching(ESTATE, WISHES, 600)
    with pytest.raises(SearchError, match="killed by signal 9"):
        for _ in searching:
            os.kill(searching.process.pid, signal.SIGKILL)


def test_short_of_memory_it_says_so() -> None:
    with pytest.raises(SearchError, match="more than its 300 MB"):
        find(ESTATE, WISHES, 300, megabytes=300)


def test_whoever_asked_goes_away_and_the_search_ends() -> None:
    searching = Searching(ESTATE, WISHES, 600)
    told = iter(searching)
    next(told)
    told.close()
    assert searching.process.poll() is not None


def test_an_estate_that_contradicts_itself_is_refused_row_by_row() -> None:
    twice = Estate((System("a", -5), System("a", 10)), feeds=(Feed("a", "ghost"),))
    with pytest.raises(EstateError) as refused:
        find(twice, Wishes((10,), pins={"a": 7}), 1)
    told = " ".join(refused.value.problems)
    assert "2 rows have the id a" in told
    assert "a cost is below nothing" in told
    assert "no system has the id ghost" in told
    assert "2015 Q3 is outside the plan" in told


WITHOUT = """
import sys
sys.modules["ortools"] = None
sys.modules["ortools.sat"] = None
from daybook.estate.roadmap.search import main
main()
"""


def test_without_or_tools_a_plan_is_offered_and_says_so() -> None:
    from daybook.estate.roadmap.wire import estate_json, line, wishes_json

    asked = line(estate=estate_json(ESTATE), wishes=wishes_json(WISHES), seconds=5)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], input=asked + "\n", capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[-1] == '{"kind":"ended","status":"found","solver":""}'
    assert any('"kind":"plan"' in told for told in lines)


def test_the_search_imports_no_django() -> None:
    code = "import sys, daybook.estate.roadmap.search; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
