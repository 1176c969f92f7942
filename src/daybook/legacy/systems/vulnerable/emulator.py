"""Safeguard vulnerable persons, emulated: owns its staging table, loads new rows, marks them loaded or rejected."""

from pathlib import Path
from sqlite3 import Connection
from typing import Any

from daybook.legacy.emulation import Machine, Refusal, Rule, check
from daybook.legacy.emulation.checks import RefusalCodes
from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.machine import ACCEPTED
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.store import next_number
from daybook.legacy.mapping.formats.row import parse_object
from daybook.legacy.systems.vulnerable.staging import make_table, mark, show, take_out, waiting
from daybook.legacy.transports.database import connect

CODES = RefusalCodes("SG10", "SG11", "SG12", "SG13", "SG14", "SG15")
BASIC_PLANE = r"\n\x20-\x7e\xa0-\ud7ff\ue000-\uffff"
SHARED = (
    Rule("SOURCE_NUMBER", required=True, length=20),
    Rule("NOTICE_KIND", required=True, codes=frozenset({"ARREST", "VULNERABLE"})),
    Rule("NOTICED_AT", required=True, date="%Y%m%d%H%M"),
    Rule("SURNAME", required=True, length=35, chars=BASIC_PLANE),
    Rule("FORENAMES", length=50, chars=BASIC_PLANE),
    Rule("BIRTH_DATE", date="%Y%m%d"),
    Rule("SEX", codes=frozenset("012")),
    Rule("CHILD_FLAG", required=True, codes=frozenset("YN")),
    Rule("ETHNICITY", pattern=r"[WMABO]\d|NS"),
    Rule("HOME_ADDRESS", length=120, chars=BASIC_PLANE),
    Rule("CIRCUMSTANCES", required=True, length=1000, chars=BASIC_PLANE),
    Rule("OFFICER", required=True, length=8),
)
OF_ARREST = (
    Rule("NOTICE_STATUS", required=True, codes=frozenset({"ARR", "VOL", "REL", "ERR"})),
    Rule("OFFENCE_1", required=True, length=8, chars="A-Z0-9"),
    Rule("OFFENCE_2", length=8, chars="A-Z0-9"),
    Rule("OFFENCE_3", length=8, chars="A-Z0-9"),
)
OF_VULNERABLE = (
    Rule("NOTICE_STATUS", required=True, codes=frozenset({"REC", "REF", "CLO", "ERR"})),
    Rule("CONCERNS", required=True, length=120, pattern=r"[a-z-]+(,[a-z-]+)*"),
    Rule("RISK_LEVEL", required=True, codes=frozenset("HMS")),
    Rule("RISK_REASON", length=400, chars=BASIC_PLANE),
    Rule("CONSENT", required=True, codes=frozenset("YNXC")),
    Rule("OVERRIDE_REASON", length=400, chars=BASIC_PLANE),
)
OF_ERASURE = (Rule("SOURCE_NUMBER", required=True, pattern=r"CTN\d{9}"),)
"""An erasure names the notice by Safeguard's own number, in the place of the sender's."""
RULES = {"ARREST": OF_ARREST, "VULNERABLE": OF_VULNERABLE}
SECONDS = 5.0


class Safeguard(Machine):
    name, title = "vulnerable", "Safeguard vulnerable persons"
    held_code, not_held_code, unreadable_code = "SG20", "SG21", "SG01"
    kept_code = "SG30"

    def __init__(self, home: Path, database: str, faults: Faults | None = None) -> None:
        super().__init__(home, faults)
        self.database, self.shown = database, 0
        with connect(database, SECONDS, make=True) as session:
            make_table(session)

    def read(self, body: bytes) -> dict[str, Any]:
        return {name: str(value) for name, value in parse_object(body).items() if value not in (None, "")}

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        own = RULES.get(content.get("NOTICE_KIND", ""), ())
        return check((*SHARED, *own), content, CODES)

    def judge_erasure(self, content: dict[str, Any]) -> Refusal | None:
        return check(OF_ERASURE, content, CODES)

    def erased_number(self, content: dict[str, Any]) -> str:
        return str(content["SOURCE_NUMBER"])

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("SOURCE_NUMBER", ""))

    def caption(self, content: dict[str, Any]) -> str:
        child = " (CHILD)" if content["CHILD_FLAG"] == "Y" else ""
        return f"{content['SURNAME']} {content.get('FORENAMES', '')}".rstrip() + child

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        return f"CTN{next_number(session, 'notice', 500001):09d}"

    def work(self) -> None:
        """Load every new row, then show what changed."""
        with connect(self.database, SECONDS) as session:
            rows = waiting(session)
        for key, verb, body in rows:
            self._load(key, verb, body)
        changed = list(self.store.changed_after(self.shown))
        if changed:
            with connect(self.database, SECONDS) as session:
                show(session, [record for _, record in changed])
            self.shown, _ = changed[-1]

    def _load(self, key: str, verb: str, body: bytes) -> None:
        fault = self.faults.strike()
        if fault in ("500", "drop"):
            return
        if fault == "nonsense":
            status, reference, code, text = "L0AD??", "", "", ""
        else:
            outcome = self.take(key, verb, body)
            status = "LOADED" if outcome.outcome == ACCEPTED else "REJECTED"
            reference, code, text = outcome.reference, outcome.code, outcome.text
            if outcome.verb == "erase" and outcome.outcome == ACCEPTED:
                with connect(self.database, SECONDS) as session:
                    take_out(session, reference)
        if fault != "yes-then-timeout":
            with connect(self.database, SECONDS) as session:
                mark(session, key, status, reference, code, text)


def main() -> None:
    chosen, faults = parse()
    chosen.home.mkdir(parents=True, exist_ok=True)
    database = chosen.database or f"sqlite://{(chosen.home / 'staging.sqlite3').resolve()}"
    machine = Safeguard(chosen.home, database, faults)
    run(machine, chosen, machine.work)


if __name__ == "__main__":
    main()
