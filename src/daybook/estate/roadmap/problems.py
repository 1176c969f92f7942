"""What contradicts itself in an estate or in what is wanted: said before any planning, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from daybook.estate.roadmap.facts import Contract, Estate, Platform, System
from daybook.estate.roadmap.wishes import Wishes


class EstateError(ValueError):
    """The estate cannot be planned as it is told; `problems` says why, one sentence for each row."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def refuse_problems(estate: Estate, wishes: Wishes) -> None:
    """Raises `EstateError` where there are any."""
    if found := [*_of_estate(estate), *_of_wishes(estate, wishes)]:
        raise EstateError(found)


def _of_estate(estate: Estate) -> Iterator[str]:
    parts: tuple[System | Platform, ...] = (*estate.systems, *estate.platforms)
    for id, times in Counter(one.id for one in (*parts, *estate.contracts)).items():
        if times > 1:
            yield f"{times} rows have the id {id}: give each its own."
    hosts = Counter(capability for one in estate.platforms for capability in one.capabilities)
    for capability, times in hosts.items():
        if times > 1:
            yield f"{times} platforms take over {capability}: name one."
    for part in parts:
        yield from _of_work(part)
    for system in estate.systems:
        yield from _of_system(system, estate, hosts)
    for contract in estate.contracts:
        yield from _of_contract(contract)
    yield from _of_feeds(estate)


def _of_work(part: System | Platform) -> Iterator[str]:
    if part.yearly_cost < 0 or part.change_cost < 0:
        yield f"{part.id}: a cost is below nothing: give what is paid, not its sign in the ledger."
    if part.duration < 1:
        yield f"{part.id}: the work takes {part.duration} quarters: it takes at least one."
    if part.teams < 0:
        yield f"{part.id}: {part.teams} teams: give none or more."


def _of_system(system: System, estate: Estate, hosts: Counter[str]) -> Iterator[str]:
    if not 0 <= system.contract_cost <= max(system.yearly_cost, 0):
        yield f"{system.id}: its contract takes {system.contract_cost} of a yearly cost of {system.yearly_cost} pence."
    if system.contract and system.contract not in estate.contract:
        yield f"{system.id}: no contract has the id {system.contract}."
    for capability in system.capabilities:
        if capability not in hosts:
            yield f"{system.id}: no platform takes over {capability}: name one, or leave it out."


def _of_contract(contract: Contract) -> Iterator[str]:
    if not 0 <= contract.exit_share <= 1:
        yield f"{contract.id}: the exit fee is {contract.exit_share:.0%} of what is left to pay: give 0 to 100%."
    if contract.whole_cost < 0:
        yield f"{contract.id}: a cost is below nothing: give what is paid, not its sign in the ledger."
    if contract.notice is not None and contract.notice < 0:
        yield f"{contract.id}: {contract.notice} quarters of notice: give none or more."


def _of_feeds(estate: Estate) -> Iterator[str]:
    for feed in estate.feeds:
        for end in (feed.source, feed.user):
            if end not in estate.system:
                yield f"The feed {feed.source} to {feed.user}: no system has the id {end}."
        if feed.repoint_cost is not None and feed.repoint_cost < 0:
            yield f"The feed {feed.source} to {feed.user}: a cost is below nothing."


def _of_wishes(estate: Estate, wishes: Wishes) -> Iterator[str]:
    if not wishes.budget:
        yield "The plan has no quarter: give a budget for each."
    for quarter, pence in enumerate(wishes.budget):
        if pence < 0:
            yield f"The budget of {wishes.start.label(quarter)} is below nothing."
    for skill, number in wishes.teams.items():
        if number < 0:
            yield f"{number} teams of {skill}: give none or more."
    for id, quarter in (*wishes.pins.items(), *wishes.forbids):
        if not 0 <= quarter < wishes.quarters:
            yield f"{estate.named(id)}: {wishes.start.label(quarter)} is outside the plan."
    for id in {*wishes.pins, *wishes.go_by, *wishes.stay, *(id for id, _ in wishes.forbids)}:
        if id not in estate.system and id not in estate.platform:
            yield f"No system has the id {id}, which a constraint names."
    if not 0 <= wishes.rules.discount_rate < 1:
        yield f"The discount rate is {wishes.rules.discount_rate:.1%}: give 0 to 100%."
    if wishes.rules.optimism_bias < 0:
        yield "The allowance for optimism is below nothing."
