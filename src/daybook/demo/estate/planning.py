"""Which functions an estate has, how often each, and in what kind of system.

Shares of the kinds: 45% spreadsheets, macros and small databases of the desktop, 25% small applications, 20%
departmental, 8% core, 2% national interfaces. About a third of the systems do work that another one does too.
"""

from __future__ import annotations

from itertools import product
from random import Random

from daybook.demo.estate.purposes import aspects, purposes, table
from daybook.demo.estate.shapes import Function, Kind, System
from daybook.demo.generator.draw import Wheel, stream

SHARES = {
    Kind.SPREADSHEET: 0.45,
    Kind.SMALL: 0.25,
    Kind.DEPARTMENTAL: 0.20,
    Kind.CORE: 0.08,
    Kind.NATIONAL: 0.02,
}
SIZES = {2: 0.58, 3: 0.22, 4: 0.10, 5: 0.04, 6: 0.03, 9: 0.02, 12: 0.01}
DUPLICATE_SHARE = 0.35
DESKTOP_CLUSTERS = 0.4
"""Share of clusters that are the same spreadsheet in several divisions."""
NOT_CORE = frozenset(("neighbourhood", "standards", "estates", "fleet", "technology"))


def joined() -> dict[str, tuple[str, Function]]:
    """Title and function of each old system that the demonstration runs, by its name on the shelf of mappings."""
    by_about = {purpose.about: purpose for purpose in purposes()}
    found = {}
    for name, line in table("names")["joined"].items():
        title, about = line.split("; ")
        found[name] = title, Function(by_about[about], aspects()["register"])
    return found


def plan(seed: int, count: int) -> list[System]:
    """The systems with kind, function and cluster, numbered in an order that says nothing of the three."""
    random = stream(seed, "estate", "plan")
    kept = {function for _, function in joined().values()}
    every = (Function(*its) for its in product(purposes(), aspects().values()))
    functions = [its for its in every if its not in kept]
    random.shuffle(functions)
    kinds = _kinds(random, count)
    planned: list[tuple[Kind, Function, int]] = []
    cluster = 0
    while len(planned) < count * DUPLICATE_SHARE:
        cluster += 1
        function = functions.pop()
        size = min(Wheel.of(SIZES).spin(random), count - len(planned))
        planned += [(its, function, cluster) for its in _kinds_of_cluster(random, kinds, size)]
    while kinds:
        kind = kinds.pop()
        planned.append((kind, _single(functions, kind, len(planned)), 0))
    random.shuffle(planned)
    return [System(f"S{number:04}", *its) for number, its in enumerate(planned, 1)]


def _kinds(random: Random, count: int) -> list[Kind]:
    kinds = [kind for kind, share in SHARES.items() for _ in range(round(count * share))]
    kinds += [Kind.SPREADSHEET] * (count - len(kinds))
    random.shuffle(kinds)
    return kinds[:count]


def _kinds_of_cluster(random: Random, kinds: list[Kind], size: int) -> list[Kind]:
    desktop = random.random() < DESKTOP_CLUSTERS or size > 6
    wanted = {Kind.SPREADSHEET} if desktop else {Kind.SPREADSHEET, Kind.SMALL, Kind.DEPARTMENTAL, Kind.CORE}
    taken: list[Kind] = []
    for place in range(len(kinds) - 1, -1, -1):
        if len(taken) < size and kinds[place] in wanted:
            taken.append(kinds.pop(place))
    return taken


def _single(functions: list[Function], kind: Kind, number: int) -> Function:
    """A function nobody else has; core systems keep the records of the main business."""
    wanted = range(len(functions) - 1, -1, -1)
    for place in wanted:
        its = functions[place]
        if kind is not Kind.CORE or (its.aspect.name == "register" and its.purpose.domain not in NOT_CORE):
            return functions.pop(place)
    raise ValueError(
        f"There are too few functions for so many systems; {number} found one. Ask for 1,500 at most."
    )
