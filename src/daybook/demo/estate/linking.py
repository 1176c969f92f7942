"""What joins the systems: interfaces in chains, contracts, and the demo force's joined old systems among them."""

from __future__ import annotations

from datetime import date
from random import Random

from daybook.demo.estate.planning import joined
from daybook.demo.estate.shapes import Contract, Estate, Interface, Kind, System
from daybook.demo.generator.draw import stream

DEGREE = {Kind.SPREADSHEET: 0.25, Kind.SMALL: 1.0, Kind.DEPARTMENTAL: 2.2, Kind.CORE: 4.0, Kind.NATIONAL: 2.0}
UPWARDS = {
    Kind.SPREADSHEET: (Kind.SMALL, Kind.DEPARTMENTAL),
    Kind.SMALL: (Kind.DEPARTMENTAL, Kind.CORE),
    Kind.DEPARTMENTAL: (Kind.CORE, Kind.DEPARTMENTAL),
    Kind.CORE: (Kind.CORE, Kind.NATIONAL),
    Kind.NATIONAL: (Kind.CORE,),
}
CRITICAL = ("low", "medium", "high")
SHARED_PARTNERS = 0.5


def name_joined(systems: list[System]) -> None:
    """As many that stand alone become the old systems of the demonstration, with the functions kept for them."""
    free = [its for its in systems if not its.cluster]
    for name, (title, function) in joined().items():
        kind = Kind.NATIONAL if name == "national_computer" else Kind.CORE
        its = next(one for one in free if one.kind is kind)
        free.remove(its)
        its.name, its.aliases, its.joined, its.function = title, (), name, function
        its.unused, its.orphan, its.obsolete = False, False, True


def link(estate: Estate) -> None:
    """Interfaces, each from a source to a target that depends on it; later numbers depend on earlier ones, so that
    chains end. Copies of a system often have its partners."""
    random = stream(estate.seed, "estate", "interfaces")
    by_kind: dict[Kind, list[System]] = {}
    for system in estate.systems:
        by_kind.setdefault(system.kind, []).append(system)
    partners: dict[int, list[System]] = {}
    ends: set[tuple[str, str]] = set()
    for system in estate.systems:
        count = min(round(random.expovariate(1 / DEGREE[system.kind])), 9)
        former = partners.get(system.cluster, []) if random.random() < SHARED_PARTNERS else []
        chosen = [*former[:count], *_partners(random, by_kind, system, count - len(former[:count]))]
        for partner in chosen:
            source, target = sorted((partner, system), key=lambda it: it.number)
            if source is not target and (source.number, target.number) not in ends:
                ends.add((source.number, target.number))
                estate.interfaces.append(_interface(random, len(ends), source, target, system))
        if system.cluster:
            partners.setdefault(system.cluster, chosen)


def _partners(random: Random, by_kind: dict[Kind, list[System]], system: System, count: int) -> list[System]:
    return [random.choice(by_kind[random.choice(UPWARDS[system.kind])]) for _ in range(count)]


def _interface(random: Random, number: int, source: System, target: System, carrier: System) -> Interface:
    return Interface(
        f"I{number:04}",
        source.number,
        target.number,
        carrier.function.purpose.records[:2],
        random.choice(CRITICAL),
        round(random.lognormvariate(6, 1.5)),
    )


def contract(estate: Estate) -> None:
    """A contract for each system bought, several of one supplier often under one; most end with one financial year."""
    random = stream(estate.seed, "estate", "contracts")
    groups: list[list[System]] = []
    open_group: dict[str, list[System]] = {}
    for system in estate.systems:
        if system.supplier == "In house":
            continue
        group = open_group.get(system.supplier)
        if group is None or len(group) > 12 or random.random() > 0.4:
            group = open_group[system.supplier] = []
            groups.append(group)
        group.append(system)
    for number, group in enumerate(groups, 1):
        _sign(random, estate, f"C{number:04}", group)


def _sign(random: Random, estate: Estate, number: str, group: list[System]) -> None:
    year = estate.until.year + (estate.until.month > 3)
    clustered = random.random() < 0.55
    ends = (
        date(year + 1, 3, 31) if clustered else date(year + random.randint(-1, 4), random.randint(1, 12), 28)
    )
    yearly = sum(its.yearly for its in group)
    for its in group:
        its.contract = number
    title = f"{group[0].name} and {len(group) - 1} more" if len(group) > 1 else group[0].name
    fee = round(yearly * random.choice((0, 0, 0.1, 0.25, 0.6)))
    estate.contracts.append(
        Contract(
            number,
            group[0].supplier,
            title[:120],
            date(ends.year - random.randint(3, 10), 4, 1),
            ends,
            random.choice((3, 6, 12)),
            fee,
            yearly,
            tuple(its.number for its in group),
        )
    )
