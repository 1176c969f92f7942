"""How many systems there are, by a rule that is written down. Plain: no Django, no tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from daybook.estate.facts import GONE, Facts
from daybook.estate.register.words import Counting, CountingClass, State


@dataclass(frozen=True, slots=True)
class Rule:
    """The conditions of a counting rule; all must hold. `least_cost` is in pence a year."""

    classes: frozenset[str]
    states: frozenset[str]
    least_users: int = 0
    least_cost: int = 0

    def counts(self, facts: Facts) -> bool:
        """Whether the system counts; what was decided by hand for it goes before."""
        if facts.counting in (Counting.ALWAYS, Counting.NEVER):
            return facts.counting == Counting.ALWAYS
        return (
            facts.counting_class in self.classes
            and facts.state in self.states
            and (facts.named_users or 0) >= self.least_users
            and (facts.yearly or 0) >= self.least_cost
        )

    def count(self, systems: Iterable[Facts]) -> int:
        return sum(self.counts(facts) for facts in systems)

    @property
    def words(self) -> str:
        """The conditions in a sentence, as they are computed."""
        parts = [
            f"Counted is every system of the class {_one_of(self.classes, CountingClass)}",
            f"in the state {_one_of(self.states, State)}",
        ]
        if self.least_users:
            parts.append(f"with {self.least_users} or more named users")
        if self.least_cost:
            parts.append(f"at £{self.least_cost // 100:,} or more a year")
        return ", ".join(parts) + "."


FIRST = Rule(frozenset(CountingClass), frozenset(State) - GONE)
"""What counts until a force writes its own rule: everything that is on the register and not switched off."""
FIRST_TEXT = (
    "Everything on the register that is not switched off or removed is one system: platforms, applications, services, "
    "databases, and spreadsheets with macros alike."
)


def _one_of(words: Sequence[str] | frozenset[str], known: type[CountingClass] | type[State]) -> str:
    chosen = [one.label.lower() for one in known if one.value in words]
    return ", ".join(chosen[:-1]) + " or " + chosen[-1] if len(chosen) > 1 else "".join(chosen)
