"""Invented estates of a given size for measuring the planner: seeded, plain, the same on every machine.

Sizes as in the field notes: 750 systems of which 70% may go, £212.5m a year to run them (lognormal), 0.2 to 1.6 years'
cost to move off each, 1 to 4 quarters of work, contracts that end within four years with 10 to 60% to pay for leaving
early, 900 feeds of which some bind a system to one that stays, 60 capabilities on 10 new platforms of £3m to £14m.
"""

from __future__ import annotations

import random

from daybook.estate.roadmap import Contract, Estate, Feed, Platform, Rules, System, Wishes

POUND = 100
YEARLY = 212_500_000 * POUND
BUDGET = 16_700_000 * POUND
PLATFORMS, CAPABILITIES = 10, 60


def estate(seed: int, systems: int = 750, feeds: int = 900) -> Estate:
    """An estate of so many systems; its cost and feeds keep their proportion."""
    chance = random.Random(seed)
    share = systems / 750
    weights = [chance.lognormvariate(0, 1.3) for _ in range(systems)]
    costs = [round(YEARLY * share * weight / sum(weights)) for weight in weights]
    going = set(chance.sample(range(systems), round(systems * 0.7)))
    capabilities = [f"capability {number}" for number in range(CAPABILITIES)]
    contracts = tuple(
        Contract(f"c{number}", end=chance.randint(0, 16), exit_share=chance.uniform(0.1, 0.6))
        for number in range(systems)
    )
    return Estate(
        tuple(
            _system(chance, number, cost, number in going, capabilities) for number, cost in enumerate(costs)
        ),
        tuple(_platform(chance, number, capabilities, share) for number in range(PLATFORMS)),
        tuple(_feeds(chance, systems, round(feeds * share), going, costs)),
        contracts,
    )


def wishes(systems: int = 750, quarters: int = 12, budget: float = 1.0) -> Wishes:
    """Twelve quarters, £16.7m in each, 62 moves at once, no wish besides."""
    share = systems / 750
    each = round(BUDGET * share * budget)
    return Wishes((each,) * quarters, {"migration": max(round(62 * share), 2)}, rules=Rules(optimism_bias=0))


def _system(chance: random.Random, number: int, cost: int, going: bool, capabilities: list[str]) -> System:
    return System(
        f"s{number}",
        yearly_cost=cost,
        change_cost=round(cost * chance.uniform(0.2, 1.6)),
        duration=chance.randint(1, 4),
        contract=f"c{number}",
        contract_cost=cost,
        capabilities=(chance.choice(capabilities),),
        candidate=going,
    )


def _platform(chance: random.Random, number: int, capabilities: list[str], share: float) -> Platform:
    hosted = capabilities[number * CAPABILITIES // PLATFORMS : (number + 1) * CAPABILITIES // PLATFORMS]
    build = round(chance.uniform(3e6, 14e6) * share) * POUND
    return Platform(f"p{number}", tuple(hosted), build, round(build * 0.1), chance.randint(1, 4))


def _feeds(chance: random.Random, systems: int, number: int, going: set[int], costs: list[int]) -> list[Feed]:
    """In one direction, so that no circle arises. Most are between systems that may go; of those into one that stays,
    a third binds its source for good, the others can be re-pointed at a price."""
    rank = list(range(systems))
    chance.shuffle(rank)
    found: dict[tuple[int, int], Feed] = {}
    while len(found) < number:
        first, second = sorted(chance.sample(range(systems), 2))
        source, user = rank[first], rank[second]
        if source not in going or (user not in going and chance.random() < 0.6):
            continue
        price = None
        if user not in going and chance.random() < 2 / 3:
            price = round(costs[source] * chance.uniform(0.02, 0.3))
        found[source, user] = Feed(f"s{source}", f"s{user}", price)
    return list(found.values())
