"""The systems as they truly are: suppliers, ages, costs, users, and what is planted among them."""

from __future__ import annotations

from random import Random

from daybook.demo.estate.purposes import table
from daybook.demo.estate.shapes import Kind, System
from daybook.demo.generator.data_files import words
from daybook.demo.generator.draw import stream

TOTAL_PENCE = 25_000_000_000
RUN_SHARE = 0.85
LARGEST_SHARE = 0.33
OBSOLETE, UNUSED, ORPHAN, WRONG = 0.30, 0.14, 0.10, 0.15
STAFF = 3000
COSTS = {  # median in pounds a year, sigma of the logarithm
    Kind.SPREADSHEET: (4_000, 0.9),
    Kind.SMALL: (40_000, 0.9),
    Kind.DEPARTMENTAL: (240_000, 0.9),
    Kind.CORE: (1_900_000, 0.8),
    Kind.NATIONAL: (900_000, 0.5),
}
USERS = {  # median named users, sigma
    Kind.SPREADSHEET: (12, 0.6),
    Kind.SMALL: (40, 0.7),
    Kind.DEPARTMENTAL: (80, 0.7),
    Kind.CORE: (300, 0.5),
    Kind.NATIONAL: (200, 0.5),
}
SINCE = {
    Kind.SPREADSHEET: (1996, 2024),
    Kind.SMALL: (1989, 2023),
    Kind.DEPARTMENTAL: (1984, 2021),
    Kind.CORE: (1973, 2018),
    Kind.NATIONAL: (1974, 2012),
}


def make_all(seed: int, systems: list[System]) -> None:
    """Fill in everything but names and interfaces."""
    random = stream(seed, "estate", "making")
    for system in systems:
        _supply(random, system)
        system.since = random.randint(*SINCE[system.kind])
        _people(random, system)
        _plant(random, system)
    _cost(random, systems)


def _supply(random: Random, system: System) -> None:
    if system.kind is Kind.SPREADSHEET:
        system.supplier = "In house"
    elif system.kind is Kind.NATIONAL:
        system.supplier = "National agency"
    elif random.random() < (LARGEST_SHARE if system.kind in (Kind.CORE, Kind.DEPARTMENTAL) else 0.06):
        system.supplier = table("names")["largest"]
    elif random.random() < 0.2:
        system.supplier = "In house"
    else:
        firm = random.choice(suppliers())
        system.supplier = firm
        if random.random() < 0.15 and not system.copy_of:
            system.name = f"{firm.split()[0]} {system.name}"


def suppliers() -> list[str]:
    """The firms, each with its legal form."""
    its = table("names")
    forms = words(its["forms"])
    return [f"{firm} {forms[place % len(forms)]}" for place, firm in enumerate(words(its["firms"]))]


def _people(random: Random, system: System) -> None:
    median, sigma = USERS[system.kind]
    system.named_users = min(max(3, round(median * random.lognormvariate(0, sigma))), 1500)
    system.active_users = max(5, round(system.named_users * random.uniform(0.35, 0.95)))
    system.active_users = min(system.active_users, system.named_users)


def _plant(random: Random, system: System) -> None:
    """Obsolete, unused, without an owner, wrongly costed; never all at once by design, but chance allows it."""
    old = 1.6 if system.since < 2005 else 0.5
    system.obsolete = random.random() < OBSOLETE * old
    if random.random() < UNUSED and system.kind is not Kind.CORE:
        system.unused, system.active_users = True, random.randint(0, 4)
    system.orphan = random.random() < ORPHAN
    if system.kind is not Kind.CORE and random.random() < WRONG:
        system.wrong_cost = random.choice((0.1, 0.5, 0.7, 1.4, 2.0, 10.0))


def _cost(random: Random, systems: list[System]) -> None:
    """Lognormal by kind, together the running part of the budget to the penny."""
    raw = [COSTS[its.kind][0] * random.lognormvariate(0, COSTS[its.kind][1]) for its in systems]
    run = round(TOTAL_PENCE * RUN_SHARE * len(systems) / 750)
    for system, its in zip(systems, raw, strict=True):
        system.yearly = round(its / sum(raw) * run)
    max(systems, key=lambda it: it.yearly).yearly += run - sum(it.yearly for it in systems)
