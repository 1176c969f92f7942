"""The counting rules, the latest first; before a force wrote one, the first stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from daybook.estate.counting import FIRST, FIRST_TEXT, Rule
from daybook.estate.models import CountingRule


@dataclass(frozen=True, slots=True)
class Written:
    """A rule as it was put in force. `number` 0 is the one that Daybook comes with; it has no date."""

    number: int
    text: str
    rule: Rule
    reason: str = ""
    since: datetime | None = None

    @property
    def title(self) -> str:
        return (
            f"rule {self.number} of {self.since:%-d %B %Y}"
            if self.since
            else "the rule that Daybook comes with"
        )


def all_rules() -> list[Written]:
    """Every rule there was, the one in force first."""
    return [*(_written(row) for row in CountingRule.objects.all()), Written(0, FIRST_TEXT, FIRST)]


def rule_in_force() -> Written:
    row = CountingRule.objects.first()
    return _written(row) if row else Written(0, FIRST_TEXT, FIRST)


def _written(row: CountingRule) -> Written:
    rule = Rule(frozenset(row.classes), frozenset(row.states), row.least_users, row.least_cost)
    return Written(row.number, row.text, rule, row.reason, row.since)
