"""Which of a cluster should stay: a proposal with its reasons, never a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from daybook.estate.overlap.described import Described

WEIGHTS = {"users": 3.0, "support": 3.0, "master": 2.0, "cover": 2.0, "interfaces": 1.0, "age": 1.0}
REASONS = {
    "users": "it has the most active users",
    "support": "its parts are supported longest",
    "master": "it holds the original of the data",
    "cover": "it covers most of what they all do",
    "interfaces": "most other systems are joined to it",
    "age": "it is the youngest",
}

UNKNOWN = 0.5
Measure = Callable[[Described], "int | None"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`survivor` stays; `saving_pence`: what the others cost a year, before any cost of moving off them.

    `unknown`: those of the others whose cost nobody knows, so that the saving is at least the sum.
    """

    survivor: str
    reason: str
    saving_pence: int
    unknown: tuple[str, ...]


def propose(cluster: Sequence[Described]) -> Proposal:
    """The system that leads in most, weighted by `WEIGHTS`; equal ones in order of number. One at least is needed."""
    marks = {it.number: {part: it_leads(it) for part, it_leads in _leads(cluster).items()} for it in cluster}
    points = {
        number: sum(WEIGHTS[part] * its for part, its in parts.items()) for number, parts in marks.items()
    }
    best = min(cluster, key=lambda it: (-points[it.number], it.number))
    leads = [REASONS[part] for part, its in marks[best.number].items() if its == 1]
    others = [it for it in cluster if it is not best]
    return Proposal(
        best.number,
        _sentence(leads),
        sum(it.yearly_pence or 0 for it in others),
        tuple(it.number for it in others if it.yearly_pence is None),
    )


def _sentence(leads: Sequence[str]) -> str:
    if not leads:
        return "Nothing on the register sets one of them apart."
    text = ", ".join(leads)
    return f"{text[0].upper()}{text[1:]}."


def _leads(cluster: Sequence[Described]) -> dict[str, Callable[[Described], float]]:
    """For each part, what a system has of it as a share of the cluster's best; 0 for all where they do not differ."""
    codes = {code for it in cluster for code in it.capabilities}
    measures: dict[str, Measure] = {
        "users": lambda it: it.active_users,
        "support": lambda it: it.supported_until.toordinal() if it.supported_until else None,
        "master": lambda it: int(it.is_master),
        "cover": lambda it: len(codes & set(it.capabilities)) if it.capabilities else None,
        "interfaces": lambda it: len(it.interfaces),
        "age": lambda it: it.in_use_since,
    }
    return {part: _of_best(measure, cluster) for part, measure in measures.items()}


def _of_best(measure: Measure, cluster: Sequence[Described]) -> Callable[[Described], float]:
    """What nobody knows of a system counts half: neither for it nor against it."""
    found = [value for it in cluster if (value := measure(it)) is not None]
    most, least = max(found, default=0), min(found, default=0)

    def share(it: Described) -> float:
        value = measure(it)
        if most == least:
            return 0.0
        return UNKNOWN if value is None else (value - least) / (most - least)

    return share
