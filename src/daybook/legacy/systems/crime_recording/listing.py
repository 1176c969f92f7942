"""The list of all records at the crime recording host: by day of entry and from a number on, screen by screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from daybook.legacy.emulation import Refusal, Rule, check
from daybook.legacy.emulation.store import Store, Stored
from daybook.legacy.emulation.tn3270 import Shown
from daybook.legacy.systems.crime_recording import checks, panels

ON_A_PAGE = 15
MOST_PAGES = 20
"""So far it lists; who wants more asks again from the last number on."""
RULES = (
    Rule("DAYFROM", required=True, date=checks.DAY),
    Rule("DAYTO", date=checks.DAY),
    Rule("FROMNO", pattern=r"\d{7}/\d{2}"),
)
Values = dict[str, str]


def refused(values: Values) -> Refusal | None:
    """What is wrong with what was typed."""
    return check(RULES, values, checks.CODES)


@dataclass(frozen=True)
class Listing:
    """What was asked for, and the screen of it that is shown; `number` counts from 0."""

    store: Store
    asked: Values
    number: int = 0

    @property
    def found(self) -> list[Stored]:
        """The records from the first to one behind the last that it lists."""
        most = ON_A_PAGE * MOST_PAGES + 1
        return self.store.from_number(self.asked.get("FROMNO", ""), most, *self._days)

    def turned(self, by: int) -> Listing:
        return Listing(self.store, self.asked, max(0, self.number + by))

    def shown(self) -> Shown | None:
        """None where there is nothing to list."""
        found = self.found
        if not found:
            return None
        last = min((len(found) - 1) // ON_A_PAGE, MOST_PAGES - 1)
        number = min(self.number, last)
        start = number * ON_A_PAGE
        values = {"MESSAGE": self._message(number, last, len(found))}
        for place, record in enumerate(found[start : start + ON_A_PAGE], 1):
            values |= {f"{name}{place}": text for name, text in _line(record).items()}
        return Shown(panels.LISTING, values, "VIEWNO")

    @property
    def _days(self) -> tuple[float, float]:
        """The first and the last second of the days asked for."""
        first = checks.day(self.asked["DAYFROM"])
        last = (
            checks.day(self.asked["DAYTO"]) if self.asked.get("DAYTO") else datetime.now(checks.LOCAL).date()
        )
        begin = datetime(first.year, first.month, first.day, tzinfo=checks.LOCAL)
        end = datetime(last.year, last.month, last.day, 23, 59, 59, 999999, tzinfo=checks.LOCAL)
        return begin.timestamp(), end.timestamp()

    def _message(self, number: int, last: int, count: int) -> str:
        if number < last:
            return f"CR601 PAGE {number + 1}. PF8 FOR MORE"
        if count > ON_A_PAGE * MOST_PAGES:
            return "CR603 NO FURTHER PAGES. LIST AGAIN FROM THE LAST NUMBER"
        return "CR602 END OF LIST"


def _line(record: Stored) -> Values:
    entered = datetime.fromtimestamp(record.arrived, checks.LOCAL)
    return {
        "CRIMENO": record.reference,
        "FORM": record.content.get("FORM", ""),
        "EXTREF": record.content.get("EXTREF", ""),
        "STATE": "CANCELLED" if record.state == "WITHDRAWN" else "LIVE",
        "ENTERED": f"{entered:%d/%m/%Y}",
        "TIMES": str(record.version - 1),
    }
