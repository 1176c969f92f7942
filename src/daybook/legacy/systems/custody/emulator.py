"""Cellblock custody, emulated: takes notices from `in/`, answers into `ack/`, numbers its custody records."""

import os
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from lxml import etree

from daybook.legacy.emulation import Machine, Refusal, Rule, check
from daybook.legacy.emulation.checks import RefusalCodes
from daybook.legacy.emulation.machine import Outcome
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.store import next_number
from daybook.legacy.emulation.trees import flat_xml, grouped

CAPITALS = r" -`{-~\xa1-\xde\xf7"
ETHNICITIES = frozenset(re.findall("..", "W1W2W9M1M2M3M9A1A2A3A9B1B2B9O1O9NS"))
CODES = RefusalCodes("C010", "C011", "C012", "C013", "C014", "C015")
MOMENT, DAY = "%d/%m/%Y %H:%M", "%d/%m/%Y"
RULES = (
    Rule("OriginNumber", required=True, length=20),
    Rule("Arrest.At", required=True, date=MOMENT),
    Rule("Arrest.Status", required=True, codes=frozenset("AVR")),
    Rule("Arrest.Grounds", required=True, length=250, chars=CAPITALS),
    Rule("Arrest.CautionAt", date=MOMENT),
    Rule("Arrest.Reply", length=250, chars=CAPITALS),
    Rule("Arrest.Place", length=80, chars=CAPITALS),
    Rule("Detainee.Surname", required=True, length=35, chars=CAPITALS),
    Rule("Detainee.Forenames", length=40, chars=CAPITALS),
    Rule("Detainee.BirthDate", date=DAY),
    Rule("Detainee.Sex", required=True, codes=frozenset("MFU")),
    Rule("Detainee.SelfDefinedEthnicity", codes=ETHNICITIES),
    Rule("Detainee.HeightCm", pattern=r"\d{2,3}"),
    Rule("Officer.Collar", required=True, length=8),
)
OFFENCE_RULES = (
    Rule("Code", required=True, pattern=r"[A-Z]{2,4}\d{2}[A-Z0-9]\d{2}[ABCI]?|COML\d{3}[ABCI]?|XX00\d{3}"),
    Rule("Title", length=60, chars=CAPITALS),
)


class Cellblock(Machine):
    name, title = "custody", "Cellblock custody"
    held_code, not_held_code, unreadable_code = "C020", "C021", "C001"

    def read(self, body: bytes) -> dict[str, Any]:
        return flat_xml(body, "CustodyNotice")

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        return check(RULES, content, CODES) or self._offences(content)

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("OriginNumber", ""))

    def caption(self, content: dict[str, Any]) -> str:
        return f"{content.get('Detainee.Surname', '')}, {content.get('Detainee.Forenames', '')}".rstrip(", ")

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        year = datetime.now(UTC).year % 100
        return f"CB{next_number(session, f'custody{year}'):07d}-{year:02d}"

    def _offences(self, content: dict[str, Any]) -> Refusal | None:
        offences = grouped(content, "Offences.Offence")
        if not offences:
            return Refusal(CODES.missing, "OFFENCE MANDATORY")
        return next((refusal for each in offences if (refusal := check(OFFENCE_RULES, each, CODES))), None)

    def work(self) -> None:
        """Take every file that waits."""
        for file in sorted((self.home / "in").glob("*.xml")):
            self._take_file(file)

    def _take_file(self, file: Path) -> None:
        fault = self.faults.strike()
        if fault == "500":
            return
        body, key = file.read_bytes(), file.stem
        if fault not in ("nonsense", "drop"):
            outcome = self.take(key, _verb(body), body)
            if fault == "yes-then-timeout":
                return
            self._answer(key, acknowledgement(outcome))
        elif fault == "nonsense":
            self._answer(key, b"<?xml version='1.0'?><Acknowledgement><Outcome>ACC")
        file.unlink()

    def _answer(self, key: str, body: bytes) -> None:
        final = self.home / "ack" / f"{key}.ack.xml"
        part = final.with_suffix(".part")
        part.write_bytes(body)
        os.replace(part, final)


def acknowledgement(outcome: Outcome) -> bytes:
    """The machine's answer as a file."""
    root = etree.Element("Acknowledgement")
    etree.SubElement(root, "Outcome").text = "ACCEPTED" if outcome.outcome == "ACCEPTED" else "REJECTED"
    if outcome.reference:
        etree.SubElement(root, "CustodyNumber").text = outcome.reference
    else:
        fault = etree.SubElement(root, "Fault")
        etree.SubElement(fault, "Code").text = outcome.code
        etree.SubElement(fault, "Text").text = outcome.text
    out = BytesIO()
    etree.ElementTree(root).write(out, xml_declaration=True, encoding="ISO-8859-1", pretty_print=True)
    return out.getvalue()


def _verb(body: bytes) -> str:
    try:
        action = flat_xml(body, "CustodyNotice").get("Action", "")
    except ValueError:
        action = ""
    return {"UPD": "amend", "DEL": "withdraw"}.get(str(action), "create")


def main() -> None:
    chosen, faults = parse()
    machine = Cellblock(chosen.home, faults)
    for folder in ("in", "ack"):
        (chosen.home / folder).mkdir(exist_ok=True)
    run(machine, chosen, machine.work)


if __name__ == "__main__":
    main()
