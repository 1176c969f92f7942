"""Cellblock's custody log: records that are opened on an arrest, and their numbered lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from sqlite3 import Connection
from typing import Any

from daybook.legacy.emulation import Refusal, Rule
from daybook.legacy.emulation.store import Stored, find_origin, find_reference, next_number

CAPITALS = r" -`{-~\xa1-\xde\xf7"
MOMENT, DAY = "%d/%m/%Y %H:%M", "%d/%m/%Y"
OPENING, ENTRY = "CustodyOpening", "CustodyEntry"
NUMBER = r"[0-9A-F]{32}"
KINDS = frozenset(
    re.findall("...", "ARRAUTREFREVEXTWARHOSOBSVISMEARESINTMEDRSKCHGBAIMOVPRORIGSOLAPASEATRARELREM")
)
RULES = {
    OPENING: (
        Rule("EntryNumber", required=True, pattern=NUMBER),
        Rule("OriginNumber", required=True, length=20),
        Rule("ArrestNumber", required=True, length=20),
        Rule("Continues", length=20),
        Rule("Suite", required=True, length=12),
        Rule("ArrivedAt", required=True, date=MOMENT),
        Rule("Basis", required=True, codes=frozenset({"AR", "VO", "SB", "WA", "AB", "BR", "BB", "TR"})),
        Rule("Condition", length=250, chars=CAPITALS),
        Rule("Surname", required=True, length=35, chars=CAPITALS),
        Rule("Forenames", length=40, chars=CAPITALS),
        Rule("BirthDate", date=DAY),
        Rule("Juvenile", codes=frozenset("YN")),
        Rule("Collar", required=True, length=8),
    ),
    ENTRY: (
        Rule("Message", required=True, codes=frozenset({"ENT", "COR", "CLO"})),
        Rule("EntryNumber", required=True, pattern=NUMBER),
        Rule("OriginNumber", required=True, length=20),
        Rule("Corrects", pattern=NUMBER),
        Rule("Kind", required=True, codes=KINDS),
        Rule("At", required=True, date=MOMENT),
        Rule("Text", required=True, length=500, chars=CAPITALS),
        Rule("Reason", length=120, chars=CAPITALS),
        Rule("Withdrawn", codes=frozenset("YN")),
        Rule("Collar", required=True, length=8),
    ),
}
TABLE = "CREATE TABLE IF NOT EXISTS log (origin TEXT PRIMARY KEY, reference TEXT NOT NULL)"


def belongs(session: Connection, content: dict[str, Any]) -> Refusal | None:
    """A line needs an open record, and a correction the line that it corrects."""
    if content["FORM"] == OPENING:
        return None
    if _log(session, content) is None:
        return Refusal("C021", "CUSTODY RECORD NOT OPENED")
    if content["Message"] == "COR" and find_origin(session, content.get("Corrects", "")) is None:
        return Refusal("C022", "ENTRY TO BE CORRECTED NOT HELD")
    return None


def reference(session: Connection, content: dict[str, Any], fresh: Callable[[], str]) -> str:
    """The number of a line: the record's own, and the line's. The record takes that of its arrest, or a `fresh` one."""
    number = _log(session, content)
    if number is None:
        arrest = find_origin(session, content.get("ArrestNumber", ""))
        number = arrest.reference if arrest else fresh()
        session.execute("INSERT INTO log VALUES (?, ?)", (content["OriginNumber"], number))
    line = next_number(session, f"log {number}")  # of all periods of one arrest: they share the number
    return f"{number}/{line:04d}"


def lines_of(session: Connection, number: str) -> list[Stored]:
    """The lines of the log of a custody record; none of a line."""
    rows = session.execute("SELECT reference FROM record WHERE reference LIKE ?", (f"{number}/%",)).fetchall()
    return [line for row in rows if (line := find_reference(session, row[0]))]


def forget(session: Connection, number: str) -> None:
    """A custody record of this number was never opened."""
    session.execute("DELETE FROM log WHERE reference = ?", (number,))


def caption(content: dict[str, Any]) -> str:
    """What the list on the screen shows of a line."""
    if content["FORM"] == OPENING:
        return f"{content.get('Surname', '')}, {content.get('Forenames', '')} DETAINED"
    mark = {"COR": " (CORRECTION)", "CLO": " (CLOSED)"}.get(content["Message"], "")
    return f"{content['OriginNumber']} {content['Kind']}{mark} {content['At']}"


def _log(session: Connection, content: dict[str, Any]) -> str | None:
    row = session.execute("SELECT reference FROM log WHERE origin = ?", (content["OriginNumber"],)).fetchone()
    return str(row[0]) if row else None
