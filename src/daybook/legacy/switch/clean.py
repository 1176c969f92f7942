"""The rule for turning a switch on: so many days in a row on which both sides were compared and agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Outcome(NamedTuple):
    """One comparison that came to its end. `day` in London; `unsettled` of the `compared` records were not alike."""

    day: date
    compared: int
    unsettled: int


class DayState(StrEnum):
    CLEAN = "Clean"
    DIFFERENT = "A difference was found and not settled"
    NOTHING = "Nothing to compare"
    MISSED = "Not compared"


class Day(NamedTuple):
    day: date
    state: DayState


@dataclass(frozen=True, slots=True)
class CleanDays:
    """The last `needed` days, the newest first; fewer where the switch was turned in between, on the day `since`."""

    needed: int
    days: tuple[Day, ...]
    since: date | None = None

    @property
    def clean(self) -> int:
        return sum(each.state is DayState.CLEAN for each in self.days)

    @property
    def is_enough(self) -> bool:
        return self.clean == self.needed

    @property
    def earliest(self) -> date | None:
        """The day whose comparison will be enough if every day until then is clean; None where it is already."""
        spoilt = [each.day for each in self.days if each.state is not DayState.CLEAN]
        before = max(spoilt, default=self.since)
        return None if self.is_enough or before is None else before + timedelta(days=self.needed)

    def __str__(self) -> str:
        """In words: "11 of 14 clean days; the last with a difference was 27 November 2026; 2 were not compared"."""
        parts = [f"{self.clean} of {self.needed} clean day{'s' if self.needed > 1 else ''}"]
        different = [each.day for each in self.days if each.state is DayState.DIFFERENT]
        if different:
            parts.append(f"the last with a difference was {_words(max(different))}")
        for state, words in (
            (DayState.MISSED, "not compared"),
            (DayState.NOTHING, "without a record to compare"),
        ):
            count = sum(each.state is state for each in self.days)
            if count:
                parts.append(f"{count} {'was' if count == 1 else 'were'} {words}")
        return "; ".join(parts)


def clean_days(outcomes: Iterable[Outcome], needed: int, today: date, since: date | None = None) -> CleanDays:
    """Count back from today, or from yesterday while today was not compared.

    A day is clean when every comparison of it that came to its end found nothing, or everything found was settled
    before the next one. Only days after `since` count: each position proves itself.
    """
    by_day: dict[date, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        by_day[each.day].append(each)
    last = today if today in by_day else today - timedelta(days=1)
    window = (last - timedelta(days=back) for back in range(needed))
    days = (Day(day, _state(by_day.get(day, []))) for day in window if since is None or day > since)
    return CleanDays(needed, tuple(days), since)


def _state(outcomes: list[Outcome]) -> DayState:
    if not outcomes:
        return DayState.MISSED
    if any(each.unsettled for each in outcomes):
        return DayState.DIFFERENT
    return DayState.CLEAN if any(each.compared for each in outcomes) else DayState.NOTHING


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
