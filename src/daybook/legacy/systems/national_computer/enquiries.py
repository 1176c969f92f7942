"""Enquiries at the national computer: tagged lines in, the records of those who fit out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from daybook.legacy.emulation import Refusal
from daybook.legacy.emulation.search import Readings, so_named
from daybook.legacy.emulation.store import Store, Stored

LOCAL = ZoneInfo("Europe/London")
MOST = 100
LINE = re.compile(r"(NAME\.\d{1,2}|BORNFROM|BORNTO|PNCID|CRO|MOST)=([A-Z0-9/' -]+)")
TOO_VAGUE, UNREADABLE = (
    Refusal("N301", "NAME, BIRTH DATE OR NUMBER MANDATORY"),
    Refusal("N302", "ENQUIRY NOT READABLE"),
)


@dataclass(frozen=True)
class Enquiry:
    """`names` are the ways to read the words; `numbers` by the tag of their line."""

    names: Readings
    born: tuple[date, date] | None
    numbers: dict[str, str]
    most: int

    @classmethod
    def read(cls, body: bytes) -> Enquiry:
        """ValueError where a line is none of an enquiry."""
        lines = [line for line in body.decode("ascii").split("\r\n") if line]
        found = [LINE.fullmatch(line) for line in lines]
        said = {each.group(1): each.group(2).strip() for each in found if each}
        if len(said) != len(lines) or ("BORNFROM" in said) != ("BORNTO" in said):
            raise ValueError("not an enquiry")
        names = [said[tag].casefold().split() for tag in said if tag.startswith("NAME.")]
        born = (_day(said["BORNFROM"]), _day(said["BORNTO"])) if "BORNFROM" in said else None
        numbers = {tag: said[tag] for tag in ("PNCID", "CRO") if tag in said}
        return cls(names, born, numbers, min(int(said.get("MOST", MOST)), MOST))

    @property
    def asks_for_somebody(self) -> bool:
        return bool(self.names or self.born or self.numbers)

    def fits(self, content: dict[str, Any]) -> bool:
        if any(content.get(tag) != number for tag, number in self.numbers.items()):
            return False
        if self.born and not (
            content.get("BIRTH") and self.born[0] <= _day(content["BIRTH"]) <= self.born[1]
        ):
            return False
        return so_named(self.names, content["SURNAME"], content.get("FORENAMES", ""))


def answer(store: Store, body: bytes) -> bytes:
    """The answer as tagged lines, each record parted from the one before by an empty line."""
    try:
        enquiry = Enquiry.read(body)
    except ValueError:
        return _refused(UNREADABLE)
    if not enquiry.asks_for_somebody:
        return _refused(TOO_VAGUE)
    records = list(
        islice((each for each in store.titled(enquiry.names) if enquiry.fits(each.content)), enquiry.most)
    )
    parts = [{"OUTCOME": "OK", "FOUND": str(len(records))}, *(dict(_told(each)) for each in records)]
    return "\r\n".join(_lines(part) for part in parts).encode("ascii", "replace")


def _told(record: Stored) -> Iterator[tuple[str, str]]:
    """Its lines as they came, and what the machine has of its own."""
    yield from ((tag, str(value)) for tag, value in record.content.items() if tag != "ACTION")
    entered = datetime.fromtimestamp(record.arrived, LOCAL)
    yield from (("REFERENCE", record.reference), ("STATE", record.state), ("ENTERED", f"{entered:%d%m%Y}"))


def _refused(refusal: Refusal) -> bytes:
    return _lines({"OUTCOME": "REJ", "CODE": refusal.code, "TEXT": refusal.text}).encode("ascii")


def _lines(values: dict[str, str]) -> str:
    return "".join(f"{tag}={value}\r\n" for tag, value in values.items())


def _day(text: str) -> date:
    return datetime.strptime(text, "%d%m%Y").date()
