"""Duplicates and dark systems on planted estates: how many are found, how many are false, how long it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle
from time import process_time

from bench import measure
from bench.estate.planted import MEASURED, dark_of, planted
from daybook.demo.estate import Estate
from daybook.demo.estate.paying import ledger_of
from daybook.estate.overlap import Described, Findings, Trail, find_duplicates
from daybook.estate.overlap.dark import Dark, Source

LARGE = 5000


def pairs_of(found: Findings) -> set[tuple[str, str]]:
    """The pairs that the clusters say are duplicates."""
    return {(one, two) for its in found.clusters for one in its.members for two in its.members if one < two}


def f1(seed: int, slips: float = 1.0) -> float:
    it = planted(seed, 750, slips)
    found = pairs_of(find_duplicates(it.systems, it.trail))
    right = len(found & it.estate.same)
    print(f"seed {seed}: {right} of {len(it.estate.same)} pairs found, {len(found) - right} false")
    return 2 * right / (len(found) + len(it.estate.same))


SEEDS: dict[str, Iterator[int]] = {}


def next_seed(of: str) -> int:
    """The next of the measured seeds, each measurement beginning with the first."""
    return next(SEEDS.setdefault(of, cycle(MEASURED)))


@measure("Duplicates, 750 systems, a seed each: pair F1", unit="", at_least=0.9, runs=len(MEASURED))
def duplicates() -> float:
    return f1(next_seed("duplicates"))


@measure("The same, twice as many slips in the register: pair F1", unit="", runs=len(MEASURED))
def careless() -> float:
    return f1(next_seed("careless"), 2.0)


@measure("Dark systems found, of 40, a seed each", unit=" %", at_least=95, runs=len(MEASURED))
def dark_found() -> float:
    return _dark(next_seed("found"))[0]


@measure("Dark systems: findings that are none, a seed each", unit=" %", at_most=5, runs=len(MEASURED))
def dark_false() -> float:
    return _dark(next_seed("false"))[1]


@measure("Dark systems: findings that say another again, a seed each", unit=" %", runs=len(MEASURED))
def dark_again() -> float:
    return _dark(next_seed("again"))[2]


@cache
def _dark(seed: int) -> tuple[float, float, float]:
    """Per cent found, false and repeated."""
    estate = planted(seed).estate
    told = _truth(estate)
    findings = [_meant(it, told) for it in dark_of(estate)]
    real = [meant for meant in findings if meant]
    different = len(set(real))
    print(f"seed {seed}: {different} of {len(estate.shadows)} found in {len(findings)} findings")
    wrong, again = len(findings) - len(real), len(real) - different
    return 100 * different / len(estate.shadows), 100 * wrong / len(findings), 100 * again / len(findings)


def _truth(estate: Estate) -> dict[tuple[Source, str], str]:
    """Which dark system each trace is of."""
    told = {(Source.SIGN_ON, its.application): its.number for its in estate.shadows if its.application}
    told |= {(Source.DNS, host): its.number for its in estate.shadows for host in its.hosts}
    payers = {its.supplier: [] for its in estate.shadows}
    for its in estate.shadows:
        payers[its.supplier].append(its)
    for line in ledger_of(estate):
        for its in payers.get(line.supplier, ()):
            if its.paid_as and line.pence in (its.yearly, its.yearly // 4):
                told[Source.LEDGER, line.number] = its.number
    return told


def _meant(finding: Dark, told: dict[tuple[Source, str], str]) -> str:
    """The dark system that most of the finding's payments and sign-ons are of; empty where none is."""
    keys = [
        (trace.source, key)
        for trace in finding.traces
        for key in trace.keys
        if trace.source is not Source.DNS
    ]
    meant = [told[key] for key in keys if key in told]
    return max(set(meant), key=meant.count) if meant else ""


@measure("Duplicates, 5,000 systems: processor time", unit=" s", at_most=60, runs=3)
def large() -> float:
    """Seven estates side by side, as a region's register: most of their systems have a like in another force."""
    systems, trail = _region()
    start = process_time()
    find_duplicates(systems, trail)
    return process_time() - start


def _region() -> tuple[list[Described], Trail]:
    systems: list[Described] = []
    cases: dict[str, int] = {}
    together: dict[tuple[str, str], int] = {}
    for force in range(LARGE // 750 + 1):
        it = planted(2001 + force)
        systems += [replace(its, number=f"{force}{its.number}") for its in it.systems]
        cases |= {f"{force}{number}": count for number, count in it.trail.cases.items()}
        together |= {(f"{force}{one}", f"{force}{two}"): n for (one, two), n in it.trail.together.items()}
    return systems[:LARGE], Trail(cases, together)
