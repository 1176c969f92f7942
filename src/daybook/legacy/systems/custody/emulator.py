"""Cellblock custody, emulated: takes notices from `in/`, answers into `ack/`, numbers its custody records."""

import os
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from sqlite3 import Connection
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from daybook.legacy.emulation import Machine, Refusal, Rule, check
from daybook.legacy.emulation.checks import RefusalCodes
from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.machine import Outcome
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.store import Store, Stored, next_number
from daybook.legacy.emulation.trees import element_of, flat_xml, grouped, nested
from daybook.legacy.systems.custody import log
from daybook.legacy.systems.custody.log import CAPITALS, DAY, MOMENT

ETHNICITIES = frozenset(re.findall("..", "W1W2W9M1M2M3M9A1A2A3A9B1B2B9O1O9NS"))
CODES = RefusalCodes("C010", "C011", "C012", "C013", "C014", "C015")
LOCAL = ZoneInfo("Europe/London")
NOTICE, ERASURE = "CustodyNotice", "CustodyErasure"
OF_ERASURE = (Rule("CustodyNumber", required=True, pattern=r"CB\d{7}-\d\d(/\d{4})?"),)
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
    kept_code = "C030"

    def __init__(self, home: Path, faults: Faults | None = None) -> None:
        super().__init__(home, faults)
        with self.store.transaction() as session:
            session.execute(log.TABLE)

    def read(self, body: bytes) -> dict[str, Any]:
        form = form_of(body)
        return {**flat_xml(body, form), **({} if form == NOTICE else {"FORM": form})}

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        if "FORM" in content:
            return check(log.RULES[content["FORM"]], content, CODES)
        return check(RULES, content, CODES) or self._offences(content)

    def judge_erasure(self, content: dict[str, Any]) -> Refusal | None:
        return check(OF_ERASURE, content, CODES)

    def erased_number(self, content: dict[str, Any]) -> str:
        return str(content["CustodyNumber"])

    def forget(self, session: Connection, held: Stored) -> None:
        """The custody record goes with its log; one line of the log goes alone."""
        super().forget(session, held)
        for line in log.lines_of(session, held.reference):
            super().forget(session, line)
        log.forget(session, held.reference)

    def belongs(self, session: Connection, content: dict[str, Any]) -> Refusal | None:
        return log.belongs(session, content) if "FORM" in content else None

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("EntryNumber" if "FORM" in content else "OriginNumber", ""))

    def caption(self, content: dict[str, Any]) -> str:
        if "FORM" in content:
            return log.caption(content)
        return f"{content.get('Detainee.Surname', '')}, {content.get('Detainee.Forenames', '')}".rstrip(", ")

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        if "FORM" in content:
            return log.reference(session, content, lambda: self._number(session))
        return self._number(session)

    def _number(self, session: Connection) -> str:
        year = datetime.now(UTC).year % 100
        return f"CB{next_number(session, f'custody{year}'):07d}-{year:02d}"

    def _offences(self, content: dict[str, Any]) -> Refusal | None:
        offences = grouped(content, "Offences.Offence")
        if not offences:
            return Refusal(CODES.missing, "OFFENCE MANDATORY")
        return next((refusal for each in offences if (refusal := check(OFFENCE_RULES, each, CODES))), None)

    def work(self) -> None:
        """Take every file that waits, then write the extracts that were asked for."""
        for file in sorted((self.home / "in").glob("*.xml")):
            self._take_file(file)
        for request in sorted((self.home / "request").glob("*.xml")):
            if self.faults.strike() != "drop":
                write_extract(self.store, self.home / "extract" / request.name)
            request.unlink()

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


def write_extract(store: Store, final: Path) -> None:
    """All records, withdrawn ones too, as the machine holds them now; the number of them at the end."""
    final.parent.mkdir(exist_ok=True)
    part, count = final.with_suffix(".part"), 0
    with etree.xmlfile(str(part), encoding="ISO-8859-1") as out:
        out.write_declaration()
        with out.element("CustodyExtract"):
            for count, record in enumerate(store.every(), 1):  # noqa: B007 (the last number is the count)
                content = _with_own(record)
                out.write(element_of(content.pop("FORM", NOTICE), nested(content)))
            out.write(element_of("Trailer", {"Records": count}))
    os.replace(part, final)


def _with_own(record: Stored) -> dict[str, Any]:
    """What arrived, and what the machine itself says of the record."""
    entered = datetime.fromtimestamp(record.arrived, LOCAL).strftime(DAY)
    own = {"CustodyNumber": record.reference, "State": record.state, "Entered": entered}
    return {**record.content, **own}


def form_of(body: bytes) -> str:
    """Which of its forms a message is; ValueError for another."""
    found = re.search(rb"<(Custody\w+)", body[:500])
    form = found.group(1).decode() if found else ""
    if form not in (NOTICE, ERASURE, *log.RULES):
        raise ValueError("another document")
    return form


def _verb(body: bytes) -> str:
    try:
        if form_of(body) == ERASURE:
            return "erase"
        action = flat_xml(body, form_of(body)).get("Action", "")
    except ValueError:
        action = ""
    return {"UPD": "amend", "DEL": "withdraw"}.get(str(action), "create")


def main() -> None:
    chosen, faults = parse()
    machine = Cellblock(chosen.home, faults)
    for folder in ("in", "ack", "request", "extract"):
        (chosen.home / folder).mkdir(exist_ok=True)
    run(machine, chosen, machine.work)


if __name__ == "__main__":
    main()
