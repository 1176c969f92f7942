"""Stop rules: what was agreed beforehand to end or turn back the work, computed from figures. No tables are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from daybook.estate.register.words import State
from daybook.estate.retirement.case import Stop
from daybook.estate.retirement.words import ORDER, StopKind
from daybook.estate.shown import day, pounds


@dataclass(frozen=True, slots=True)
class Rule:
    """`limit`: pence for spending, people for use; `by`: the day by which it must be off."""

    kind: str
    limit: int = 0
    by: date | None = None
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What the rules look at. None: not known."""

    state: str
    today: date
    spent: int = 0
    users_30: int | None = None
    different_on: date | None = None


def stop_of(rule: Rule, figures: Figures) -> Stop:
    """The rule in words, its figure, and whether it is broken."""
    words, evidence, broken = _RULES[StopKind(rule.kind)](rule, figures)
    return Stop(words, evidence, broken, rule.overruled, rule.by)


Judged = tuple[str, str, bool]


def _late(rule: Rule, figures: Figures) -> Judged:
    assert rule.by is not None
    here = State(figures.state)
    broken = figures.today > rule.by and ORDER.index(here) < ORDER.index(State.OFF)
    return f"stop if it is not off by {day(rule.by)}", f"It is {here.label.lower()} now.", broken


def _spend(rule: Rule, figures: Figures) -> Judged:
    words = f"stop if the move costs more than {pounds(rule.limit)}"
    return words, f"{pounds(figures.spent)} was spent on it.", figures.spent > rule.limit


def _use(rule: Rule, figures: Figures) -> Judged:
    """Once it is frozen, people should leave it."""
    words = f"stop if more than {rule.limit} people use it once it is frozen"
    if figures.users_30 is None:
        return words, "How many use it is not known.", False
    frozen = State(figures.state) is not State.LIVE
    return words, f"{figures.users_30} used it in 30 days.", frozen and figures.users_30 > rule.limit


def _difference(rule: Rule, figures: Figures) -> Judged:
    words = "stop if a comparison with it finds a difference that is not settled"
    if figures.different_on is None:
        return words, "None was found on the days that count.", False
    return words, f"One was found on {day(figures.different_on)}.", True


_RULES: dict[StopKind, Callable[[Rule, Figures], Judged]] = {
    StopKind.LATE: _late,
    StopKind.SPEND: _spend,
    StopKind.USE: _use,
    StopKind.DIFFERENCE: _difference,
}
