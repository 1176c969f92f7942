"""The scores of one system: computed from the register where that can be, a person's in front of a computed one.

The framework says in words what a score means; the thresholds here are ours and stand with every score as its evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from daybook.estate.facts import Facts
from daybook.estate.risk.criteria import CRITERIA

MONTH = 30.44
SUPPORT_ENDS = ((0, 6), (6, 5), (12, 4), (24, 3), (36, 2))
CONTRACT_ENDS = ((0, 6), (3, 5), (6, 4), (12, 3), (24, 2))
"""Ends within so many months: scored so. Later is 1. To let a contract anew takes months, to replace a system years."""
CVSS = ((9.0, 5), (7.0, 4), (4.0, 3), (0.1, 2))
FAILURES = ((24, 6), (12, 5), (6, 4), (3, 3), (1, 2))
OUTAGE_HOURS = ((500, 6), (200, 5), (100, 4), (24, 3), (1, 2))
HELD_UP = ((11, 5), (6, 4), (3, 3), (1, 2))
"""At least so much: scored so."""

Basis = Literal["computed", "judged", "not scored"]


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion of one system. `evidence` is a sentence; `computed` what the register alone would give."""

    code: str
    score: int | None
    basis: Basis
    evidence: str
    computed: int | None = None


def scores_of(facts: Facts, today: date) -> dict[str, Score]:
    """Every criterion, scored or not."""
    return {code: _score(code, facts, today) for code in CRITERIA}


def _score(code: str, facts: Facts, today: date) -> Score:
    computed, evidence = (
        COMPUTED[code](facts, today) if code in COMPUTED else (None, "Nobody has scored it yet.")
    )
    if judged := facts.judged.get(code):
        where = f" Evidence: {judged.evidence}." if judged.evidence else ""
        return Score(code, judged.score, "judged", f"{judged.reason}{where}", computed)
    return Score(code, computed, "computed" if computed else "not scored", evidence, computed)


def _support(facts: Facts, today: date) -> tuple[int | None, str]:
    if not facts.supports:
        return None, "No end of support is on the register."
    first = min(facts.supports, key=lambda one: one.ends)
    said = f"{first.part}: support by {first.by} {_ends(first.ends, today)}."
    return _ending(first.ends, today, SUPPORT_ENDS), said


def _contract(facts: Facts, today: date) -> tuple[int | None, str]:
    dated = [terms for terms in facts.contracts if terms.ends]
    if not dated:
        return None, "No contract with an end is on the register."
    first = min(dated, key=lambda terms: terms.ends or date.max)
    if first.replaced:
        return 1, f"Contract {first.number}: its replacement is let."
    ends = first.ends or date.max
    said = f"Contract {first.number} {_ends(ends, today)}; no replacement is on the register."
    return _ending(ends, today, CONTRACT_ENDS), said


def _weaknesses(facts: Facts, today: date) -> tuple[int | None, str]:
    worst, count = facts.worst_vulnerability, facts.open_vulnerabilities
    if count is None and worst is None:
        return None, "No scan is on the register."
    if not count and not worst:
        return 1, "No known weakness is open."
    score = _at_least(float(worst or 0), CVSS) if worst else 2
    unsupported = [one for one in facts.supports if one.ends < today]
    if score == 5 and unsupported:
        return 6, f"The worst open weakness is {worst} of 10, and {unsupported[0].part} gets no more repairs."
    said = f"the worst {worst} of 10" if worst else "none of them rated"
    number = "Open weaknesses" if count is None else f"{count} open weakness{'' if count == 1 else 'es'}"
    return score, f"{number}, {said}."


def _failures(facts: Facts, today: date) -> tuple[int | None, str]:
    count, hours = facts.failures_year, facts.outage_hours_year
    if count is None and hours is None:
        return None, "No failures are counted on the register."
    score = max(_at_least(count or 0, FAILURES), _at_least(hours or 0, OUTAGE_HOURS))
    parts = [
        f"{count} failures" if count is not None else "",
        f"{hours} hours down" if hours is not None else "",
    ]
    return score, f"In the last 12 months: {', '.join(part for part in parts if part)}."


def _held_up(facts: Facts, today: date) -> tuple[int | None, str]:
    if not facts.feeds:
        return 1, "No other system takes anything from it."
    others = "1 other system takes" if facts.feeds == 1 else f"{facts.feeds} other systems take"
    return _at_least(facts.feeds, HELD_UP), f"{others} something from it and must change when it does."


COMPUTED: dict[str, Callable[[Facts, date], tuple[int | None, str]]] = {
    "L1": _support,
    "L2": _contract,
    "L6": _weaknesses,
    "L7": _failures,
    "C6": _held_up,
}


def _at_least(value: float, steps: Sequence[tuple[float, int]]) -> int:
    return next((score for least, score in steps if value >= least), 1)


def _ending(ends: date, today: date, steps: Sequence[tuple[int, int]]) -> int:
    months = (ends - today).days / MONTH
    return next((score for within, score in steps if months < within), 1)


def _ends(ends: date, today: date) -> str:
    return f"{'ended' if ends < today else 'ends'} on {ends:%-d %B %Y}"
