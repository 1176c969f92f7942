"""Oversight: what its pages cost on the server, with the demonstration's invented data."""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import Any

from bench import measure
from bench.people import signed_on

SHEETS = (
    "recommendations",
    "budget",
    "benefits",
    "benefit-quarters",
    "skills",
    "partners",
    "pilots",
    "risks",
)
PAGES = ("", *(f"{sheet}/" for sheet in SHEETS), "recommendations/SP13-2/", "updates/")
ROUNDS = 20


@measure("Slowest of twelve pages for everyone, median, processor time", unit=" ms", at_most=150)
def slowest_public_page() -> float:
    """Processor time of this process, which a busy machine does not lengthen; the client's own work is in it."""
    from django.test import Client

    _load()
    client = Client(headers={"host": "localhost"})
    return max(_median(client, f"/open/{page}") for page in (*PAGES, "updates.atom"))


@measure("Slowest of eleven pages for the force, median, processor time", unit=" ms", at_most=150)
def slowest_page() -> float:
    _load()
    client, _ = signed_on("overseer")
    return max(_median(client, f"/oversight/{page}") for page in PAGES)


def _load() -> None:
    from daybook.demo.oversight import load_oversight
    from daybook.demo.sign_ins import ensure_cast

    ensure_cast()
    load_oversight()


def _median(client: Any, page: str) -> float:
    taken = []
    for _ in range(ROUNDS):
        started = process_time()
        answer = client.get(page, headers={"host": "localhost"})
        assert answer.status_code == 200, (page, answer.status_code)
        taken.append((process_time() - started) * 1000)
    return median(taken)
