"""Docket warrants, emulated: runs its batches on its own cycle, strict on counts and signs, answers by files."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from daybook.legacy.emulation import Machine, Refusal, Rule, check
from daybook.legacy.emulation.checks import RefusalCodes
from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.store import Stored, next_number
from daybook.legacy.systems.warrants import copybook, runs
from daybook.legacy.systems.warrants.extract import write_extract
from daybook.legacy.systems.warrants.wanted import marked, unmark, wanted

CYCLE_SECONDS = 1.0
CODES = RefusalCodes("D010", "D011", "D012", "D013", "D014", "D015")
SIGNS = r"A-Z0-9 £'.,()/&:;+@%*?!\"#-"
MOMENT, DAY, YEAR_DAY = "%Y%m%d%H%M", "%Y%m%d", "%y%j"
SHARED = (
    Rule("ACTION", required=True, codes=frozenset("NAD")),
    Rule("OUR-NUMBER", required=True),
    Rule("AT", required=True, date=MOMENT),
    Rule("SURNAME", chars=SIGNS),
    Rule("FORENAMES", chars=SIGNS),
    Rule("BIRTH-DATE", date=DAY),
    Rule("SEX", codes=frozenset("MFU")),
    Rule("ADDRESS", chars=SIGNS),
    Rule("PNCID", pattern=r"\d{4}/\d{7}[A-Z]"),
    Rule("OFFENCE-1", chars="A-Z0-9"),
    Rule("OFFICER", required=True),
)
RULES = {
    "HELD": (
        *SHARED,
        Rule("STATUS", required=True, codes=frozenset("HVR")),
        Rule("SURNAME", required=True),
        Rule("SEX", required=True),
        Rule("OFFENCE-1", required=True),
        Rule("PLACE", chars=SIGNS),
        Rule("SUITE", chars=SIGNS),
        Rule("FORCE", required=True, pattern=r"\d{2}"),
    ),
    "WARRANT": (
        *SHARED,
        Rule("STATUS", required=True, codes=frozenset("ILTEWX")),
        Rule("KIND", required=True, codes=frozenset({"AR", "BA", "NP", "BR", "RC", "SE", "EX"})),
        Rule("COURT", required=True, chars=SIGNS),
        Rule("BAIL", required=True, codes=frozenset("YN-")),
        Rule("EXPIRES", date=YEAR_DAY),
        Rule("RISK", chars=SIGNS),
        Rule("EXECUTED-AT", date=MOMENT),
        Rule("RESULT", chars=SIGNS),
    ),
}


OF_ERASURE = (
    Rule("ACTION", required=True, codes=frozenset("E")),
    Rule("DOCKET-NO", required=True, pattern=r"(HN|EW)\d{7}-\d\d( WANTED EW\d{7}-\d\d)?"),
    Rule("AT", required=True, date=MOMENT),
)
STILL_OUT = frozenset("ILT")
"""Issued, allocated, attempted: somebody may be arrested on it."""


class Docket(Machine):
    name, title = "warrants", "Docket warrants"
    held_code, not_held_code, unreadable_code = "D020", "D021", "D001"
    kept_code = "D030"

    def __init__(self, home: Path, faults: Faults | None = None) -> None:
        super().__init__(home, faults)
        with self.store.transaction() as session:
            session.execute(runs.TABLE)

    def read(self, body: bytes) -> dict[str, Any]:
        kind = copybook.kind(body)
        if len(body) != copybook.LENGTH or kind not in copybook.FORMS:
            raise ValueError("not one of the records")
        content = copybook.unpack(body, copybook.RECORDS[kind])
        day = content.get("BIRTH-DATE", "")
        return {**content, **({"BIRTH-DATE": day[-8:]} if day else {}), "FORM": copybook.FORMS[kind]}

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        if content["FORM"] not in RULES:
            return Refusal(CODES.bad_code, "ACTION CODE NOT ON TABLE")
        if refusal := check(RULES[content["FORM"]], content, CODES):
            return refusal
        if content["FORM"] == "WARRANT" and content["STATUS"] == "E" and "EXECUTED-AT" not in content:
            return Refusal(CODES.missing, "EXECUTED-AT MANDATORY")
        return None

    def judge_erasure(self, content: dict[str, Any]) -> Refusal | None:
        if content["FORM"] != "ERASURE":
            return Refusal(CODES.bad_code, "ACTION CODE NOT ON TABLE")
        return check(OF_ERASURE, content, CODES)

    def erased_number(self, content: dict[str, Any]) -> str:
        return str(content["DOCKET-NO"])

    def keeps(self, session: Connection, held: Stored) -> Refusal | None:
        """A warrant on which somebody may be arrested stays, whoever asks."""
        out = held.content["FORM"] == "WARRANT" and held.content["STATUS"] in STILL_OUT
        if out and held.state == "LIVE":
            return Refusal("D031", "WARRANT IS OUT")
        return super().keeps(session, held)

    def forget(self, session: Connection, held: Stored) -> None:
        super().forget(session, held)
        unmark(session, held.origin)

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("OUR-NUMBER", ""))

    def caption(self, content: dict[str, Any]) -> str:
        who = f"{content.get('SURNAME', 'NOBODY NAMED')}, {content.get('FORENAMES', '')}".rstrip(", ")
        return f"{who} HELD" if content["FORM"] == "HELD" else f"{who} {content['COURT']}"

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        year = datetime.now(UTC).year % 100
        if content["FORM"] == "WARRANT":
            return f"EW{next_number(session, f'warrant{year}'):07d}-{year:02d}"
        number = f"HN{next_number(session, f'held{year}'):07d}-{year:02d}"
        out = wanted(session, content)
        return f"{number} WANTED {out}" if out else number

    def returns(self, session: Connection, reference: str, content: dict[str, Any]) -> dict[str, str]:
        """A notice of who is held marks the warrants that are out for that person, and unmarks them again."""
        if content["FORM"] != "HELD":
            return marked(session, reference)
        unmark(session, content["OUR-NUMBER"])
        holds = content["ACTION"] != "D" and content["STATUS"] == "H"
        out = wanted(session, content, mark=f"HELD {content['OUR-NUMBER']} {content['AT']}") if holds else ""
        return {"WARRANT-OUT": out} if out else {}

    def work(self) -> None:
        """Run every batch that waits, then write the extracts that were asked for."""
        for file in sorted((self.home / "in").glob("*.dat")):
            self._run(file)
        for request in sorted((self.home / "request").glob("*.req")):
            if self.faults.strike() != "drop":
                write_extract(self.store, self.home / "extract" / f"{request.stem}.dat")
            request.unlink()

    def _run(self, file: Path) -> None:
        fault = self.faults.strike()
        if fault == "500":
            return
        if fault not in ("drop", "nonsense"):
            answer = runs.run_batch(self, file)
            if fault == "yes-then-timeout":
                return
            runs.write_answer(self.home / "out", answer)
        elif fault == "nonsense":
            runs.write_whole(self.home / "out" / f"{file.stem}.res", b"\x00\xff@@@")
        file.unlink()


class Cycle:
    """Work at most once a second, as the scheduler of a batch machine lets it."""

    def __init__(self, machine: Docket) -> None:
        self.machine, self.next = machine, 0.0

    def turn(self) -> None:
        if time.monotonic() >= self.next:
            self.next = time.monotonic() + CYCLE_SECONDS
            self.machine.work()


def main() -> None:
    chosen, faults = parse()
    machine = Docket(chosen.home, faults)
    for folder in ("in", "out", "request", "extract"):
        (chosen.home / folder).mkdir(exist_ok=True)
    run(machine, chosen, Cycle(machine).turn)


if __name__ == "__main__":
    main()
