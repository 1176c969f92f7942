"""Looking for a person at the crime recording host: what was typed, who fits, and the list page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from daybook.legacy.emulation import Refusal, Rule, check
from daybook.legacy.emulation.search import so_named
from daybook.legacy.emulation.store import Store, Stored
from daybook.legacy.emulation.tn3270 import Shown
from daybook.legacy.systems.crime_recording import checks, panels

ON_A_PAGE, MOST = 9, 99
LINES = ("1", "2", "3", "4")
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


@dataclass(frozen=True)
class Named:
    """Somebody whom a record names: in which role, on which of its lines, and what it says of them."""

    record: Stored
    role: str
    line: str
    said: Values


def people(store: Store, values: Values) -> list[Named]:
    """Those who fit, in the order of their records' numbers, no more than the host lists."""
    words = values.get("NAME", "").casefold().split()
    readings = [words] if words else []
    every = (named for record in store.titled(readings) for named in named_in(record))
    return list(islice((each for each in every if _fits(each.said, readings, values)), MOST))


def named_in(record: Stored) -> Iterator[Named]:
    """Whoever was arrested, or everybody in a crime."""
    held = record.content
    if held.get("FORM") == "ARREST":
        yield Named(record, "A", "1", {name: held.get(name, "") for name in SHOWN})
        return
    for line in LINES:
        if held.get(f"SURNAME{line}") or held.get(f"FORENAMES{line}"):
            said = {name: held.get(f"{name}{line}", "") for name in SHOWN}
            yield Named(record, held.get(f"ROLE{line}", ""), line, said)


def _fits(said: Values, readings: list[list[str]], values: Values) -> bool:
    if values.get("PNCID", "") not in ("", said.get("PNCID")):
        return False
    if values.get("BORNFROM"):
        born = said.get("DOB", "")
        first, last = (checks.day(values[name]) for name in ("BORNFROM", "BORNTO"))
        if not born or not first <= checks.day(born) <= last:
            return False
    return so_named(readings, said.get("SURNAME", ""), said.get("FORENAMES", ""))


@dataclass(frozen=True)
class Page:
    """One screen of the list; `number` counts from 0."""

    found: list[Named]
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
        for place, named in enumerate(self.found[start : start + ON_A_PAGE], 1):
            values |= {f"{name}{place}": text for name, text in _line(named).items()}
        return Shown(panels.FOUND, values)


def _line(named: Named) -> Values:
    record = named.record
    entered = datetime.fromtimestamp(record.arrived, checks.LOCAL)
    own = {"CRIMENO": record.reference, "ENTERED": f"{entered:%d/%m/%Y}"}
    state = {"STATE": "CANCELLED" if record.state == "WITHDRAWN" else "LIVE"}
    return {**own, **state, **named.said, "ROLE": named.role, "LINE": named.line}
