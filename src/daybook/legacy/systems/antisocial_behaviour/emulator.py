"""Doorstep anti-social behaviour, emulated: an SFTP server, and a machine behind it that loads what is laid down."""

import csv
import io
import os
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any
from zoneinfo import ZoneInfo

from daybook.legacy.emulation import Machine, Outcome, Refusal, Rule, check, sftp
from daybook.legacy.emulation.checks import RefusalCodes
from daybook.legacy.emulation.machine import ACCEPTED
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.store import Stored, next_number

CODES = RefusalCodes("A010", "A011", "A012", "A013", "A014", "A015")
ENCODING, LINE = "iso-8859-1", "\r\n"
LETTERS = r"\x20-\x7e\xa0-\xff"
DAY, MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"
VERBS = {"NEW": "create", "UPD": "amend", "DEL": "withdraw", "ERA": "erase"}
LOCAL = ZoneInfo("Europe/London")
RULES = (
    Rule("MESSAGE_ID", required=True, length=120),
    Rule("ACTION", required=True, codes=frozenset(VERBS)),
    Rule("SENDER_REF", required=True, length=20),
    Rule("SENDER_VERSION", pattern=r"\d{1,4}"),
    Rule("CASE_NO", pattern=r"ASB\d{6}"),
    Rule("INCIDENT_AT", required=True, date=MOMENT),
    Rule("STATUS", required=True, codes=frozenset({"ARRESTED", "VOLUNTARY", "RELEASED"})),
    Rule("NARRATIVE", required=True, length=400, chars=LETTERS),
    Rule("OFFENCES", required=True, length=80, pattern=r"[A-Z0-9]+( [A-Z0-9]+)*"),
    Rule("SURNAME", required=True, length=30, chars=LETTERS),
    Rule("FORENAMES", length=30, chars=LETTERS),
    Rule("BIRTH_DATE", date=DAY),
    Rule("SEX", required=True, codes=frozenset("MFU")),
    Rule("ADDRESS", length=100, chars=LETTERS),
    Rule("POSTCODE", length=8),
    Rule("PLACE", length=80, chars=LETTERS),
    Rule("PLACE_POSTCODE", length=8),
    Rule("EASTING", pattern=r"\d{1,6}"),
    Rule("NORTHING", pattern=r"\d{1,7}"),
    Rule("OFFICER", required=True, length=8),
    Rule("STATION", length=20, chars=LETTERS),
)
OF_ERASURE = (
    Rule("MESSAGE_ID", required=True, length=120),
    Rule("CASE_NO", required=True, pattern=r"ASB\d{6}"),
)
COLUMNS = [rule.name for rule in RULES]
OWN = ["CASE_REF", "STATE", "ENTERED"]
ANSWER = ["MESSAGE_ID", "RESULT", "CASE_NO", "CODE", "TEXT"]


class Unfit(ValueError):
    """A file that is refused as a whole, with the machine's code."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.refusal = Refusal(code, text)


class Doorstep(Machine):
    name, title = "antisocial_behaviour", "Doorstep anti-social behaviour"
    held_code, not_held_code, unreadable_code = "A020", "A021", "A001"
    kept_code = "A030"

    @property
    def root(self) -> Path:
        return self.home / "sftp"

    def read(self, body: bytes) -> dict[str, Any]:
        rows = _rows(body)
        if len(rows) != 2 or rows[0] != COLUMNS:
            raise Unfit("A003", "COLUMNS NOT AS AGREED")
        return {name: value for name, value in zip(*rows, strict=True) if value}

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        born = content.get("BIRTH_DATE", "")
        return check(RULES, content, CODES) or (
            Refusal("A014", "BIRTH_DATE BEFORE 1900") if born and int(born[6:]) < 1900 else None
        )

    def judge_erasure(self, content: dict[str, Any]) -> Refusal | None:
        """A row that says more than which case is none of an erasure."""
        more = sorted(set(content) - {"MESSAGE_ID", "ACTION", "CASE_NO"})
        return check(OF_ERASURE, content, CODES) or (
            Refusal("A015", f"{more[0]} NOT EXPECTED") if more else None
        )

    def erased_number(self, content: dict[str, Any]) -> str:
        return str(content["CASE_NO"])

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("SENDER_REF", ""))

    def caption(self, content: dict[str, Any]) -> str:
        return f"{content['SURNAME']}, {content.get('FORENAMES', '')}".rstrip(", ") + f" {content['STATUS']}"

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        return f"ASB{next_number(session, 'case', 700001):06d}"

    def work(self) -> None:
        """Load every file that waits, then write the extracts that were asked for."""
        for file in sorted((self.root / "in").glob("*.csv")):
            self._load(file)
        for request in sorted((self.root / "request").glob("*.csv")):
            fault = self.faults.strike()
            if fault != "drop":
                _write(self.root / "extract" / request.name, self._extract(), fault == "count")
            request.unlink()

    def _load(self, file: Path) -> None:
        fault = self.faults.strike()
        if fault == "500":
            return
        if fault != "drop":
            answer = self._answer(file)
            if fault == "nonsense":
                (self.root / "out" / file.name).write_bytes(b"H,DAYBOOK,")
            elif fault != "yes-then-timeout":
                _write(self.root / "out" / file.name, [ANSWER, answer], fault == "count")
        file.unlink()

    def _answer(self, file: Path) -> list[str]:
        try:
            body = _inner(file)
            content = self.read(body)
        except Unfit as unfit:
            return [file.stem, "REJECTED", "", unfit.refusal.code, unfit.refusal.text]
        key = content.get("MESSAGE_ID", "")
        outcome: Outcome = self.take(key, VERBS.get(content.get("ACTION", ""), "create"), body)
        if outcome.outcome != ACCEPTED:
            return [key, "REJECTED", "", outcome.code, outcome.text]
        return [key, "LOADED", outcome.reference, "", ""]

    def _extract(self) -> list[list[str]]:
        return [[*COLUMNS, *OWN], *(_row(record) for record in self.store.every())]


def _row(record: Stored) -> list[str]:
    entered = datetime.fromtimestamp(record.arrived, UTC).astimezone(LOCAL).strftime(DAY)
    return [str(record.content.get(name, "")) for name in COLUMNS] + [record.reference, record.state, entered]


def _inner(file: Path) -> bytes:
    """What stands between header and trailer, both of which must be as agreed."""
    text = file.read_bytes().decode(ENCODING)
    head, _, rest = text.partition(LINE)
    if head != f"H,DAYBOOK,{file.stem}":
        raise Unfit("A002", "HEADER NOT AS AGREED")
    inner, _, tail = rest.removesuffix(LINE).rpartition(LINE)
    rows = len(_rows((inner + LINE).encode(ENCODING))) - 1
    if tail != f"T,{rows}" or not rest.endswith(LINE):
        raise Unfit("A004", "TRAILER COUNT WRONG")
    return (inner + LINE).encode(ENCODING)


def _rows(body: bytes) -> list[list[str]]:
    text = body.decode(ENCODING)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Unfit("A001", "FILE NOT READABLE") from error


def _write(final: Path, rows: list[list[str]], miscounted: bool) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=LINE)
    writer.writerows([["H", "DAYBOOK", final.stem], *rows, ["T", len(rows) - 1 + miscounted]])
    part = final.with_suffix(".part")
    part.write_bytes(out.getvalue().encode(ENCODING))
    os.replace(part, final)


def main() -> None:
    chosen, faults = parse()
    machine = Doorstep(chosen.home, faults)
    sftp.serve(chosen.home, chosen.line, ("in", "out/read", "request", "extract"))
    run(machine, chosen, machine.work)


if __name__ == "__main__":
    main()
