"""Looking for a person at the crime recording host: what was typed, who fits, and the list page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from daybook.legacy.emulation import Refusal, Rule, check
from daybook.legacy.emulation.search import so_named
from daybook.legacy.emulation.store import Store, Stored
from daybook.legacy.emulation.tn3270 import Shown
from daybook.legacy.systems.crime_recording import checks, panels

ON_A_PAGE, MOST = 9, 99
SHOWN = ("SURNAME", "FORENAMES", "DOB", "SEX", "PNCID")
RULES = (
    Rule("NAME", length=50, chars=checks.NAMES),
    Rule("BORNFROM", date=checks.DAY),
    Rule("BORNTO", date=checks.DAY),
    Rule("PNCID", pattern=r"\d{4}/\d{7}[A-Z]"),
)
Values = dict[str, str]


def refused(values: Values) -> Refusal | None:
    """What is wrong with what was typed."""
    if not any(values.get(rule.name) for rule in RULES):
        return Refusal(checks.CODES.missing, "NAME, BIRTH DATE OR PNCID MANDATORY")
    if bool(values.get("BORNFROM")) != bool(values.get("BORNTO")):
        return Refusal(checks.CODES.missing, "BORNTO AND BORNFROM GO TOGETHER")
    return check(RULES, values, checks.CODES)


def people(store: Store, values: Values) -> list[Stored]:
    """The arrests of those who fit, in the order of their numbers, no more than the host lists."""
    words = values.get("NAME", "").casefold().split()
    readings = [words] if words else []
    found = (each for each in store.titled(readings) if _fits(each, readings, values))
    return list(islice(found, MOST))


def _fits(record: Stored, readings: list[list[str]], values: Values) -> bool:
    held = record.content
    if held.get("FORM") != "ARREST" or values.get("PNCID", "") not in ("", held.get("PNCID")):
        return False
    if values.get("BORNFROM"):
        born = held.get("DOB", "")
        ends = (checks.day(values[name]) for name in ("BORNFROM", "BORNTO"))
        first, last = ends
        if not born or not first <= checks.day(born) <= last:
            return False
    return so_named(readings, held.get("SURNAME", ""), held.get("FORENAMES", ""))


@dataclass(frozen=True)
class Page:
    """One screen of the list; `number` counts from 0."""

    found: list[Stored]
    number: int = 0

    @property
    def last(self) -> int:
        return (len(self.found) - 1) // ON_A_PAGE

    def turned(self, by: int) -> Page:
        return Page(self.found, max(0, min(self.number + by, self.last)))

    def shown(self) -> Shown:
        more = self.number < self.last
        code, word = ("CR501", "PF8 FOR MORE") if more else ("CR502", "END OF LIST")
        values = {
            "MESSAGE": f"{code} {len(self.found)} FOUND. PAGE {self.number + 1} OF {self.last + 1}. {word}"
        }
        start = self.number * ON_A_PAGE
        for place, record in enumerate(self.found[start : start + ON_A_PAGE], 1):
            values |= {f"{name}{place}": text for name, text in _line(record).items()}
        return Shown(panels.FOUND, values)


def _line(record: Stored) -> Values:
    entered = datetime.fromtimestamp(record.arrived, checks.LOCAL)
    own = {"CRIMENO": record.reference, "ENTERED": f"{entered:%d/%m/%Y}"}
    state = {"STATE": "CANCELLED" if record.state == "WITHDRAWN" else "LIVE"}
    return {**own, **state, **{name: record.content.get(name, "") for name in SHOWN}}
