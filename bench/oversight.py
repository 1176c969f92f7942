"""What the pages of oversight and of the estate cost on the server, with the demonstration's invented data.

Processor time of this process, which a busy machine does not lengthen; the client's own work is in it.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from time import process_time
from typing import Any

from bench import measure
from bench.people import signed_on

SHEETS = (
    "recommendations",
    "systems",
    "budget",
    "benefits",
    "benefit-quarters",
    "skills",
    "partners",
    "pilots",
    "risks",
)
PAGES = ("", *(f"{sheet}/" for sheet in SHEETS), "recommendations/SP13-2/", "updates/")
ESTATE = (
    "",
    "systems/",
    "duplicates/",
    "dark/",
    "capabilities/",
    "counting-rules/",
    "plans/",
    "imports/",
    "retirements/",
)
ROUNDS = 15
"""Of each page; a figure is the median of them, so one run is enough."""


@measure("Slowest of thirteen pages for everyone, median, processor time", unit=" ms", at_most=150, runs=1)
def slowest_public_page() -> float:
    from django.test import Client

    _load()
    client = Client(headers={"host": "localhost"})
    return max(_median(client, f"/open/{page}") for page in (*PAGES, "updates.atom"))


@measure("Slowest of twelve pages for the force, median, processor time", unit=" ms", at_most=150, runs=1)
def slowest_page() -> float:
    _load()
    client, _ = signed_on("overseer")
    return max(_median(client, f"/oversight/{page}") for page in PAGES)


@measure(
    "Slowest of ten pages of the estate, 750 systems, median, processor time", unit=" ms", at_most=150, runs=1
)
def slowest_estate_page() -> float:
    from daybook.estate.models import System

    _load()
    client, _ = signed_on("estate-manager")
    pages = (*ESTATE, f"systems/{System.objects.order_by('number')[99].pk}/")
    return max(_median(client, f"/estate/{page}") for page in pages)


@measure(
    "The result of a plan, 750 systems, 12 quarters, median, processor time",
    unit=" ms",
    at_most=150,
    runs=1,
)
def plan_page() -> float:
    """How near the plan is to the best does not change what its page costs: the search is as short as may be."""
    _load()
    client, user = signed_on("estate-manager")
    return _median(client, f"/estate/plans/{_planned(user)}/")


@measure(
    "The estate's first page after the register changed, 750 systems, processor time", unit=" ms", runs=5
)
def first_estate_page() -> float:
    """Everything that follows from the register is worked out anew."""
    from daybook.estate.queries.unchanged import _kept

    _load()
    client, _ = signed_on("estate-manager")
    client.get("/estate/", headers={"host": "localhost"})
    _kept.clear()
    started = process_time()
    assert client.get("/estate/", headers={"host": "localhost"}).status_code == 200
    return (process_time() - started) * 1000


def _planned(user: Any) -> Any:
    """The key of a plan with the scenario that stands on the form to begin with."""
    from django.utils import timezone

    from daybook.access.caller import caller_for
    from daybook.estate.actions.save_scenario import save_scenario
    from daybook.estate.actions.start_plan import start_plan
    from daybook.estate.planning.job import search_next_plan
    from daybook.estate.planning.wishes import to_begin_with
    from daybook.estate.queries.estate import the_estate

    caller = caller_for(user, "bench")
    wanted = replace(to_begin_with(the_estate(caller), timezone.localdate()), seconds=5)
    run = start_plan(caller, save_scenario(caller, "As it is", wanted))
    search_next_plan()
    run.refresh_from_db()
    assert run.results, (run.state, run.problem)
    return run.pk


def _load() -> None:
    from daybook.demo.loading.estate import load_estate
    from daybook.demo.oversight import load_oversight
    from daybook.demo.sign_ins import ensure_cast

    ensure_cast()
    load_estate(seed=7)
    load_oversight()


def _median(client: Any, page: str) -> float:
    client.get(page, headers={"host": "localhost"})
    taken = []
    for _ in range(ROUNDS):
        started = process_time()
        answer = client.get(page, headers={"host": "localhost"})
        assert answer.status_code == 200, (page, answer.status_code)
        taken.append((process_time() - started) * 1000)
    return median(taken)
