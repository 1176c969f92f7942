"""Planted estates as the library takes them: from the rows of the register and the feeds, never from the truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from daybook.demo.estate import Estate, generate_estate
from daybook.demo.estate.machines import names_of
from daybook.demo.estate.paying import ledger_of
from daybook.demo.estate.recording import Row, rows_of
from daybook.demo.estate.using import log_of
from daybook.estate.overlap import Described, Trail, trail_of
from daybook.estate.overlap.dark import Dark, Registered, SignedOn, find_dark, recognise

TUNED_ON = range(1001, 1009)
"""Seeds on which weights and thresholds were chosen: never among the measured ones."""
MEASURED = range(1, 11)


@dataclass(frozen=True)
class Planted:
    estate: Estate
    systems: list[Described]
    trail: Trail


@cache
def planted(seed: int, systems: int = 750, slips: float = 1.0) -> Planted:
    estate = generate_estate(seed, systems)
    rows = rows_of(estate, slips)
    partners: dict[str, set[tuple[str, str]]] = {}
    for one in estate.interfaces:
        what = ", ".join(one.what)
        partners.setdefault(one.source, set()).add((one.target, what))
        partners.setdefault(one.target, set()).add((one.source, what))
    described = [_described(row, frozenset(partners.get(row["number"], ()))) for row in rows]
    return Planted(estate, described, _trail(estate, rows))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("; ") if part)


def _described(row: Row, interfaces: frozenset[tuple[str, str]]) -> Described:
    weights = dict(part.split(":") for part in _parts(row["capabilities"]))
    return Described(
        row["number"],
        row["name"],
        _parts(row["aliases"]),
        row["description"],
        row["supplier"],
        {code: float(weight) for code, weight in weights.items()},
        frozenset(_parts(row["entities"])),
        frozenset(_parts(row["fields_held"])),
        frozenset(_parts(row["user_groups"])),
        row["unit"],
        interfaces,
    )


def registered(rows: list[Row]) -> list[Registered]:
    return [
        Registered(
            row["number"],
            (row["name"], *_parts(row["aliases"])),
            row["supplier"],
            contracts=(row["contract"],) if row["contract"] else (),
        )
        for row in rows
    ]


def _trail(estate: Estate, rows: list[Row]) -> Trail:
    log = list(log_of(estate))
    known = recognise(sorted({line.system for line in log}), registered(rows))
    return trail_of(replace(line, system=known[line.system]) for line in log if line.system in known)


def dark_of(estate: Estate) -> list[Dark]:
    users: dict[str, set[str]] = {}
    last = {}
    for line in log_of(estate):
        users.setdefault(line.system, set()).add(line.user)
        last[line.system] = max(line.at.date(), last.get(line.system, line.at.date()))
    return find_dark(
        registered(rows_of(estate)),
        ledger_of(estate),
        [SignedOn(name, len(its), last[name]) for name, its in users.items()],
        names_of(estate),
    )
