"""Quarters of a calendar year, numbered from the start of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Start:
    """The first quarter of a plan: `Start(2013, 4)` is October to December 2013."""

    year: int
    quarter: int

    @classmethod
    def of(cls, day: date) -> Start:
        """The quarter that a day is in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    def day(self, quarter: int) -> date:
        """The first day of a quarter of the plan."""
        years, past = divmod(self.quarter - 1 + quarter, 4)
        return date(self.year + years, past * 3 + 1, 1)

    def index(self, day: date) -> int:
        """The quarter of the plan that a day is in; negative before the start."""
        return (day.year - self.year) * 4 + (day.month - 1) // 3 - (self.quarter - 1)

    def label(self, quarter: int) -> str:
        """As people write it: "2014 Q2"."""
        day = self.day(quarter)
        return f"{day.year} Q{(day.month - 1) // 3 + 1}"
