"""From an entry to being found: people entered one after the other, each looked for until the index knows them.

The clerk and the readers run as a force runs them. Each person is entered by the action; from its return on a colleague
looks them up again and again, with a family name spelt otherwise, by which the index alone finds them. Times are by
the clock, the wait between two look-ups and the look-up itself included.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import islice, product
from typing import Any

from bench import measure
from bench.people import signed_on
from bench.person_lookup import PEOPLE, built
from bench.processes import free_address, running

ENTRIES, WARM = 60, 3
BETWEEN = 0.02
PATIENCE = 30
GIVEN = ("Zofia", "Imran", "Bilal", "Noor", "Yusuf", "Farah", "Tariq", "Sana")
FAMILY = (("Wojciechowicz", "Wojcehovich"), ("Oluwafemiyi", "Olufemiyi"), ("Featherstone", "Fetherstoun"))


@cache
def _times() -> list[float]:
    """Milliseconds of each entry but the first few, which wait for the processes to start."""
    from daybook.access.caller import caller_for

    built()
    officer, colleague = (caller_for(signed_on("officer")[1], "bench") for _ in range(2))
    with running(free_address(), "clerk", "read"):
        found = [_time(officer, colleague, *one) for one in islice(_people(), ENTRIES + WARM)]
    return found[WARM:]


def _people() -> Iterator[tuple[str, str, str, date]]:
    """(family name, the same as it is typed, first name, birth date), no two alike."""
    for number, (given, (family, typed)) in enumerate(product(GIVEN * ENTRIES, FAMILY)):
        yield family, typed, given, date(1950, 1, 2) + timedelta(days=367 * (number % 50) + number)


def _time(officer: Any, colleague: Any, family: str, spelt: str, given: str, born: date) -> float:
    from daybook.records.actions.record_person import record_person
    from daybook.records.people import PersonData
    from daybook.records.person_lookup import candidates

    person = PersonData(family, given, date_of_birth=born)
    entered = record_person(officer, person, somebody_else="Entered to be measured").pk
    began = time.monotonic()
    boxes = {"day": str(born.day), "month": str(born.month), "year": str(born.year)}
    asked = {"family_name": spelt, "given_names": given, "date_of_birth": boxes}
    while entered not in candidates(colleague, asked).ids:
        assert time.monotonic() < began + PATIENCE, f"{given} {family} is not found"
        time.sleep(BETWEEN)
    return 1000 * (time.monotonic() - began)


TITLE = f"Entered and found again among {PEOPLE:,}, clock"


@measure(f"{TITLE}, median", unit=" ms", at_most=1_000, runs=1)
def median() -> float:
    return statistics.median(_times())


@measure(f"{TITLE}, 95th percentile", unit=" ms", at_most=1_000, runs=1)
def late() -> float:
    return statistics.quantiles(_times(), n=20)[18]
