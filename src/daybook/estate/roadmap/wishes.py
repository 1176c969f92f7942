"""What is wanted of a plan, and the rules by which its money is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from daybook.estate.roadmap.quarters import Start


@dataclass(frozen=True, slots=True)
class Rules:
    """How money is counted.

    `discount_rate` is the yearly social time preference rate (HM Treasury Green Book: 3.5% in years 0 to 30), in real
    terms. `optimism_bias` is added to every cost of change. `dual_running` is how many quarters an old system is still
    paid for after its cut-over. `horizon` is how many years of saving count.
    """

    horizon: int = 10
    discount_rate: float = 0.035
    optimism_bias: float = 0.2
    dual_running: int = 0


@dataclass(frozen=True, slots=True)
class Freeze:
    """No cut-over in these quarters: of these systems, or of all."""

    quarters: frozenset[int]
    systems: frozenset[str] = frozenset()
    why: str = ""

    def holds(self, id: str, quarter: int) -> bool:
        return quarter in self.quarters and (not self.systems or id in self.systems)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The constraints of a plan of `len(budget)` quarters.

    budget          pence that may be spent on change in each quarter; what is not spent is not carried over
    teams           how many teams of a skill work at once; a skill that is not listed is not short
    freezes         quarters without a cut-over
    go_by           the last quarter in which a system may be cut over
    stay            systems that may not be touched
    pins, forbids   "this row in this quarter", "this row not in this quarter"
    savings         by year of the plan: the least yearly saving, net of exit fees and of the new platforms' own cost
    risk            the most that the red-rated scores of what is left may add up to at the end
    """

    budget: tuple[int, ...]
    teams: Mapping[str, int] = field(default_factory=dict)
    freezes: tuple[Freeze, ...] = ()
    go_by: Mapping[str, int] = field(default_factory=dict)
    stay: frozenset[str] = frozenset()
    pins: Mapping[str, int] = field(default_factory=dict)
    forbids: frozenset[tuple[str, int]] = frozenset()
    savings: Mapping[int, int] = field(default_factory=dict)
    risk: int | None = None
    rules: Rules = field(default_factory=Rules)
    start: Start = field(default_factory=lambda: Start(2013, 4))

    @property
    def quarters(self) -> int:
        return len(self.budget)

    @property
    def horizon(self) -> int:
        """Quarters over which money is counted: never fewer than the plan has."""
        return max(self.rules.horizon * 4, self.quarters)


@dataclass(frozen=True, slots=True)
class Plan:
    """In which quarter each system is cut over and each platform is ready, at its end; what is not here stays."""

    cutover: Mapping[str, int]

    def at(self, id: str) -> int | None:
        return self.cutover.get(id)
