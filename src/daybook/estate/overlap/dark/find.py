"""Dark systems: traces that match nothing on the register, gathered into one finding for each system."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from daybook.estate.overlap.dark import gather, normal
from daybook.estate.overlap.dark.likeness import ALIKE, Numbers, likeness
from daybook.estate.overlap.dark.traces import Dark, Paid, Registered, SignedOn, Source, Trace

EQUAL = 99.0


def find_dark(
    register: Sequence[Registered],
    payments: Iterable[Paid] = (),
    sign_ons: Iterable[SignedOn] = (),
    hosts: Iterable[str] = (),
    not_systems: Iterable[str] = (),
) -> list[Dark]:
    """What is paid for or signed on to and on no register, the costliest first.

    A name of a machine alone makes no finding, as printers have one too; it adds to one. `not_systems` are names
    that somebody judged to be no system: they are not found again.
    """
    known = _Known.of(register, not_systems)
    every = list(payments)
    bought = [paid for paid in every if not paid.contract or paid.contract not in known.contracts]
    usual = {paid.account for paid in every if paid.account and paid.contract in known.contracts}
    traces = [
        *gather.of_sign_ons(sign_ons), *gather.of_payments(bought, usual), *gather.of_machines(hosts)
    ]  # fmt: skip
    left = _unmatched(traces, known)
    findings = [_finding(group) for group in _groups([it for it, _, _ in left], left)]
    return sorted(
        (it for it in findings if any(trace.source is not Source.DNS for trace in it.traces)),
        key=lambda it: (-it.pence, -it.users, it.name),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything by which the register could know a trace: comparable names, each with title and firm of its system."""

    names: tuple[str, ...]
    titles: tuple[str, ...]
    sellers: tuple[str, ...]
    firms: frozenset[str]
    contracts: frozenset[str]

    @classmethod
    def of(cls, register: Sequence[Registered], not_systems: Iterable[str]) -> _Known:
        known = [
            (name, system.names[0], normal.firm(system.supplier))
            for system in register
            for name in _forms(system)
        ]
        known += [(normal.product(name), name, "") for name in not_systems]
        kept = [one for one in dict.fromkeys(known) if one[0]]
        return cls(
            tuple(name for name, _, _ in kept),
            tuple(title for _, title, _ in kept),
            tuple(firm for _, _, firm in kept),
            frozenset(normal.firm(it.supplier) for it in register if it.supplier),
            frozenset(chain.from_iterable(it.contracts for it in register)),
        )


def _forms(system: Registered) -> list[str]:
    """Everything a system may be called, in comparable form."""
    firm = set(normal.words(system.supplier))
    every = [
        form
        for name in system.names
        for form in (normal.product(name), normal.product(name, firm), " ".join(normal.words(name)))
    ]
    every += [*(normal.machine(host) for host in system.hosts)]
    return list(dict.fromkeys(form for form in every if form))


Left = tuple[Trace, str, float]


def _unmatched(traces: Sequence[Trace], known: _Known) -> list[Left]:
    """Traces that the register does not explain, each with the nearest name and its likeness."""
    unnamed = [it for it in traces if not it.product and it.supplier]
    silent = [it for it in unnamed if it.is_elsewhere or it.supplier not in known.firms]
    named = [it for it in traces if it.product]
    left: list[Left] = [(it, "", 0.0) for it in silent]
    if not named or not known.names:
        return left + [(it, "", 0.0) for it in named]
    found = likeness([it.product for it in named], known.names)
    _mind_sellers(found, named, known)
    nearest = found.argmax(axis=1)
    for row, trace in enumerate(named):
        best = float(found[row, nearest[row]])
        if best < ALIKE:
            left.append((trace, known.titles[int(nearest[row])], best))
    return left


def _mind_sellers(found: Numbers, traces: Sequence[Trace], known: _Known) -> None:
    """Who pays one firm for nearly the name of another's product pays for another product."""
    sellers = np.array(known.sellers)
    for row, trace in enumerate(traces):
        if trace.source is Source.LEDGER:
            found[row, (sellers != "") & (sellers != trace.supplier) & (found[row] < EQUAL)] = 0


def _groups(traces: Sequence[Trace], left: Sequence[Left]) -> list[list[Left]]:
    """Traces of one name together; a payment without a product goes with the supplier's name."""
    if not traces:
        return []
    names = [it.product or it.supplier for it in traces]
    alike = likeness(names, names) >= ALIKE
    groups: dict[int, list[int]] = {}
    for place in range(len(traces)):
        near = {id(groups[other]): groups[other] for other in range(place) if alike[place, other]}
        merged = [*chain.from_iterable(near.values()), place]
        groups.update(dict.fromkeys(merged, merged))
    different = {id(group): group for group in groups.values()}
    return [[left[place] for place in sorted(group)] for group in different.values()]


def _finding(group: Sequence[Left]) -> Dark:
    traces = tuple(trace for trace, _, _ in group)
    _, nearest, best = max(group, key=lambda it: it[2])
    first = min(traces, key=lambda it: (list(Source).index(it.source), it.name))
    shown = next((it.name for it in traces if it.source is Source.SIGN_ON), first.name)
    return Dark(shown, traces, nearest if best > 50 else "", best)


def recognise(names: Sequence[str], register: Sequence[Registered]) -> dict[str, str]:
    """The number of the system that each application or machine of a log is, where the register knows it."""
    known: list[tuple[str, str]] = []
    for system in register:
        known += [(name, system.number) for name in _forms(system)]
    asked = [normal.application(name) for name in names]
    if not asked or not known:
        return {}
    found = likeness(asked, [name for name, _ in known])
    nearest = found.argmax(axis=1)
    return {
        name: known[int(column)][1]
        for row, (name, column) in enumerate(zip(names, nearest, strict=True))
        if found[row, column] >= ALIKE
    }
