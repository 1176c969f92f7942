"""National computer, emulated: takes arrest/summons reports from a queue, issues ASN and PNCID, replies."""

from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from daybook.legacy.emulation import Machine, Refusal, Rule, check
from daybook.legacy.emulation.checks import RefusalCodes
from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.machine import ACCEPTED, Outcome
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.store import next_number
from daybook.legacy.emulation.trees import grouped
from daybook.legacy.systems.national_computer import enquiries
from daybook.legacy.transports.message import Message, broker
from daybook.records.identifiers import Asn, PncId

REPORTS, ENQUIRIES = "national-computer.reports", "national-computer.enquiries"
LETTERS = "A-Z0-9 '-"
CODES = RefusalCodes("N101", "N102", "N103", "N104", "N105", "N106")
UNIT, SYSTEM = "01", "01"
RULES = (
    Rule("ACTION", required=True, codes=frozenset({"NEW", "AMD", "DEL"})),
    Rule("ORIGIN", required=True, length=20),
    Rule("FORCE", required=True, pattern=r"\d{2}"),
    Rule("ARRESTED", required=True, date="%d%m%Y%H%M"),
    Rule("STATUS", required=True, codes=frozenset({"ARRESTED", "REPORTED", "RELEASED", "CANCELLED"})),
    Rule("SURNAME", required=True, length=54, chars=LETTERS),
    Rule("FORENAMES", length=54, chars=LETTERS),
    Rule("BIRTH", date="%d%m%Y"),
    Rule("SEX", required=True, codes=frozenset("MFU")),
    Rule("HEIGHT", pattern=r"\d{2,3}"),
    Rule("PLACE", length=80, chars=LETTERS),
    Rule("OFFICER", required=True, length=8, chars=LETTERS),
)
OFFENCE_RULES = (
    Rule("CODE", required=True, pattern=r"([A-Z]{2}\d{2}|COML|XX00)[A-Z0-9]\d{2}[ABCI]?"),
    Rule("FROM", date="%d%m%Y%H%M"),
)


class NationalComputer(Machine):
    name, title = "national_computer", "National computer"
    held_code, not_held_code, unreadable_code = "N201", "N202", "N001"

    def __init__(self, home: Path, queue: str, faults: Faults | None = None) -> None:
        super().__init__(home, faults)
        self.broker = broker(queue, timeout=10)

    def read(self, body: bytes) -> dict[str, Any]:
        lines = [line for line in body.decode("ascii").split("\r\n") if line]
        if not lines or not all("=" in line for line in lines):
            raise ValueError("not tagged lines")
        return {name: value for name, _, value in (line.partition("=") for line in lines)}

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        if refusal := check(RULES, content, CODES):
            return refusal
        if content.get("PNCID") and not PncId.is_valid(content["PNCID"]):
            return Refusal("N107", "PNCID NOT VALID")
        offences = grouped(content, "OFFENCE")
        if not offences:
            return Refusal(CODES.missing, "OFFENCE MANDATORY")
        return next((refusal for each in offences if (refusal := check(OFFENCE_RULES, each, CODES))), None)

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("ORIGIN", ""))

    def caption(self, content: dict[str, Any]) -> str:
        return f"{content['SURNAME']}/{content.get('FORENAMES', '')} {content.get('BIRTH', '')}".rstrip(" /")

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        return f"NC{datetime.now(UTC).year % 100:02d}-{next_number(session, 'report'):07d}"

    def returns(self, session: Connection, reference: str, content: dict[str, Any]) -> dict[str, str]:
        held = session.execute(
            "SELECT json_extract(content, '$.ASN'), json_extract(content, '$.PNCID') FROM record WHERE reference = ?",
            (reference,),
        ).fetchone()  # fmt: skip
        asn, pncid = held if held else (self._new_asn(session, content), None)
        return {"ASN": asn, "PNCID": content.get("PNCID") or pncid or self._pncid(session, content)}

    def _new_asn(self, session: Connection, content: dict[str, Any]) -> str:
        year = int(content["ARRESTED"][4:8])
        number = next_number(session, f"asn {content['FORCE']} {year}")
        return Asn.make(year, content["FORCE"], UNIT, SYSTEM, number).canonical

    def _pncid(self, session: Connection, content: dict[str, Any]) -> str:
        """The PNCID of someone of this name and birth date, or a new one."""
        person = [content["SURNAME"], content.get("FORENAMES", ""), content.get("BIRTH", "")]
        found = session.execute(
            "SELECT json_extract(content, '$.PNCID') FROM record WHERE json_extract(content, '$.SURNAME') = ? AND"
            " coalesce(json_extract(content, '$.FORENAMES'), '') = ? AND json_extract(content, '$.BIRTH') = ?", person,
        ).fetchone()  # fmt: skip
        if found and all(person):
            return str(found[0])
        year = datetime.now(UTC).year
        return PncId.make(year, next_number(session, f"pncid {year}")).display

    def work(self) -> None:
        """Answer who asks, then take the waiting reports and reply to each."""
        with self.broker.taking(ENQUIRIES, most=20) as messages:
            for message in messages:
                self._answer(message)
        with self.broker.taking(REPORTS, most=10) as messages:
            for message in messages:
                self._handle(message)

    def _answer(self, message: Message) -> None:
        fault = self.faults.strike()
        if fault == "nonsense":
            self.broker.answer(message, b"\x00\xff@@@")
        elif not fault:
            self.broker.answer(message, enquiries.answer(self.store, message.body))

    def _handle(self, message: Message) -> None:
        fault = self.faults.strike()
        if fault == "500":
            raise RuntimeError("the machine is down")
        if fault == "nonsense":
            self.broker.publish(message.reply_to, Message(b"\x00\xff@@@", message.key))
        elif fault != "drop":
            outcome = self.take(message.key, message.kind, message.body)
            if fault == "yes-then-timeout":
                raise RuntimeError("the machine fell silent")
            self.broker.publish(message.reply_to, Message(reply(outcome), message.key))


def reply(outcome: Outcome) -> bytes:
    """The machine's answer as tagged lines."""
    if outcome.outcome == ACCEPTED:
        lines = {"OUTCOME": "OK", "REFERENCE": outcome.reference, **outcome.returned}
    else:
        lines = {"OUTCOME": "REJ", "CODE": outcome.code, "TEXT": outcome.text}
    return "".join(f"{name}={value}\r\n" for name, value in lines.items()).encode("ascii", "replace")


def main() -> None:
    chosen, faults = parse()
    chosen.home.mkdir(parents=True, exist_ok=True)
    queue = chosen.queue or f"file://{(chosen.home / 'queue.sqlite3').resolve()}"
    machine = NationalComputer(chosen.home, queue, faults)
    run(machine, chosen, machine.work)


if __name__ == "__main__":
    main()
