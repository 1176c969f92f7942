"""The register as the plan library takes it, with the rules by which gaps are filled: each is told on the plan's
page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from django.db.models import F

from daybook.estate import models
from daybook.estate.findings import Finding
from daybook.estate.planning.wanted import Wanted
from daybook.estate.queries.estate import Estate as Register
from daybook.estate.queries.estate import Held
from daybook.estate.register.words import Disposition
from daybook.estate.roadmap import Contract, Estate, Feed, Platform, System

DAYBOOK = "daybook"
ASSUMED_SHARE = 60
"""Per cent of a year's cost that moving off a system is taken to cost where the register does not say."""
ASSUMED_QUARTERS = 2
DAYS_A_QUARTER = 62
LONGEST = 8
FOUND = {one.value: one.label for one in (Finding.OBSOLETE, Finding.DUPLICATE, Finding.UNUSED)}
"""Findings for which a system may go, in the order in which one of them stands for a system that has several."""
RULES = (
    "A system may go when it is found obsolete, duplicate or unused, has a successor, is to be retired or replaced, "
    "or when Daybook takes over all it does; never when it is to be retained or succeeds another. Of a group of "
    "duplicates the one that is proposed to stay stays, unless Daybook takes it over.",
    "What a system costs a year is the cost lines marked run of the year shown in the register.",
    f"Where the register has no cost of moving off a system, {ASSUMED_SHARE}% of its yearly cost is taken, and where "
    f"it has no effort, {ASSUMED_QUARTERS} quarters.",
    "A contract over one system ends with it; one over several is paid until all of them have gone. The exit fee "
    "falls as the contract runs down; where none is told, all that is left is owed. A contract without end and "
    "notice cannot be left.",
    "Money that was spent is not counted: no plan changes it.",
)


@dataclass(frozen=True, slots=True)
class Read:
    """The estate by ids that are the register's numbers, how many gaps were filled, and by number the first finding."""

    estate: Estate
    assumed_costs: int
    assumed_efforts: int
    found: Mapping[str, str]


def read_register(register: Register, wanted: Wanted) -> Read:
    """All that is not switched off; a fixed number of queries."""
    here = {held.facts.id: held for held in register.here}
    moving = _moving(here)
    yearly = {key: held.spending.get("run", 0) for key, held in here.items()}
    contracts, parts, whole = _contracts(here, yearly, wanted)
    staying = _Staying(
        {one.successor for one in moving.values() if one.successor},
        set(models.DuplicateCluster.objects.values_list("survivor_id", flat=True)),
    )
    systems = [
        _system(held, moving[key], parts, yearly[key] - whole[key], wanted, staying)
        for key, held in here.items()
    ]
    platform = Platform(
        DAYBOOK,
        tuple(wanted.daybook_does),
        wanted.daybook_build,
        wanted.daybook_yearly,
        wanted.daybook_quarters,
        "Daybook",
        teams=0,
    )
    feeds = tuple(_feeds(here, wanted))
    estate = Estate(tuple(systems), (platform,), feeds, contracts)
    going = [key for key, held in here.items() if estate.system[held.facts.number].candidate]
    return Read(
        estate,
        sum(moving[key].cost is None for key in going),
        sum(moving[key].days is None for key in going),
        {held.facts.number: first for held in here.values() if (first := next(filter(held.has, FOUND), ""))},
    )


@dataclass(frozen=True, slots=True)
class _Moving:
    cost: int | None
    days: int | None
    disposition: str
    successor: UUID | None


@dataclass(frozen=True, slots=True)
class _Staying:
    """Systems that others are to go to: named as their successor, or proposed to stay of a group of duplicates."""

    successors: set[UUID]
    survivors: set[UUID]


def _moving(here: Mapping[UUID, Held]) -> dict[UUID, _Moving]:
    rows = models.System.objects.values_list(
        "id", "migration_cost", "migration_days", "disposition", "successor"
    )
    return {
        key: _Moving(cost, days, disposition, successor)
        for key, cost, days, disposition, successor in rows.order_by()
        if key in here
    }


def _system(
    held: Held,
    moving: _Moving,
    parts: Mapping[UUID, tuple[str, int]],
    yearly: int,
    wanted: Wanted,
    staying: _Staying,
) -> System:
    facts = held.facts
    contract, under = parts.get(facts.id, ("", 0))
    taken_over = tuple(sorted(set(facts.capabilities) & set(wanted.daybook_does)))
    cost = moving.cost if moving.cost is not None else yearly * ASSUMED_SHARE // 100
    quarters = ASSUMED_QUARTERS if moving.days is None else ceil(moving.days / DAYS_A_QUARTER)
    return System(
        facts.number,
        yearly_cost=yearly,
        change_cost=cost,
        duration=min(max(quarters, 1), LONGEST),
        name=facts.name,
        contract=contract,
        contract_cost=min(under, yearly),
        capabilities=taken_over,
        risk=float(held.risk.overall or 0),
        candidate=_may_go(held, moving, taken_over, staying),
    )


def _may_go(held: Held, moving: _Moving, taken_over: tuple[str, ...], staying: _Staying) -> bool:
    if moving.disposition == Disposition.RETAIN or held.facts.id in staying.successors:
        return False
    if moving.disposition or moving.successor:
        return True
    if held.facts.capabilities and len(taken_over) == len(held.facts.capabilities):
        return True
    if held.facts.id in staying.survivors:
        return False
    return any(map(held.has, FOUND))


def _contracts(
    here: Mapping[UUID, Held], yearly: Mapping[UUID, int], wanted: Wanted
) -> tuple[tuple[Contract, ...], dict[UUID, tuple[str, int]], Counter[UUID]]:
    """Contracts; by system, the contract that binds it and what that takes of its cost; what a whole contract takes."""
    covers: dict[UUID, list[UUID]] = defaultdict(list)
    for contract, system in models.ContractCover.objects.values_list("contract_id", "system_id").order_by():
        if system in here:
            covers[contract].append(system)
    found: list[Contract] = []
    parts: dict[UUID, tuple[str, int]] = {}
    whole: Counter[UUID] = Counter()
    for row in models.Contract.objects.filter(pk__in=covers).order_by(
        F("ends").desc(nulls_first=True), "number"
    ):
        systems = [system for system in covers[row.pk] if system not in parts]
        if not systems:
            continue
        id, value = f"contract {row.number}", row.yearly or 0
        cost = sum(yearly[system] for system in systems)
        shared = min(value, cost) if len(systems) > 1 else 0
        for system in systems:
            parts[system] = (id, value if len(systems) == 1 else 0)
            whole[system] = shared * yearly[system] // cost if cost else 0
        found.append(_terms(row, id, sum(whole[system] for system in systems), wanted))
    return tuple(found), parts, whole


def _terms(row: models.Contract, id: str, whole: int, wanted: Wanted) -> Contract:
    end = wanted.first.index(row.ends) if row.ends else None
    notice = None if row.notice_months is None else ceil(row.notice_months / 3)
    rise = float(row.indexation or 0) - wanted.prices
    return Contract(
        id,
        end=end,
        notice=0 if row.ends and notice is None else notice,
        exit_share=_exit_share(row, end),
        indexation=max(rise, 0.0) / 100 if row.indexation is not None else 0.0,
        whole_cost=whole,
        name=row.title or f"contract {row.number}",
    )


def _exit_share(row: models.Contract, end: int | None) -> float:
    """The fee as a share of what is left to pay at the start of the plan."""
    if row.exit_fee is None:
        return 1.0
    left = (row.yearly or 0) * ((end or 0) + 1) / 4
    return min(row.exit_fee / left, 1.0) if left > 0 else 0.0


def _feeds(here: Mapping[UUID, Held], wanted: Wanted) -> Iterator[Feed]:
    rows = models.Interface.objects.filter(ended_on__isnull=True).exclude(source=F("target"))
    pairs = set()
    for source, target, both in rows.values_list("source_id", "target_id", "both_ways").order_by():
        pairs.add((source, target))
        if both:
            pairs.add((target, source))
    named = (
        (here[source].facts.number, here[target].facts.number)
        for source, target in pairs
        if source in here and target in here
    )
    for first, second in sorted(named):
        yield Feed(first, second, wanted.repoint)
