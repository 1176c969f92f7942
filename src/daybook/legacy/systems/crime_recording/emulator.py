"""Crime Index, emulated: an old host with 3270 screens, and nothing else. It knows no key of the sender's."""

import json
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from daybook.legacy.emulation import Machine, Refusal
from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.process import parse, run
from daybook.legacy.emulation.screen import Request, Response, as_json
from daybook.legacy.emulation.store import Stored, next_number
from daybook.legacy.emulation.tn3270 import Terminals
from daybook.legacy.systems.crime_recording import checks, enquiry
from daybook.legacy.systems.crime_recording.dialogue import CrimeDialogue

CODE_PAGE = "cp285"
"""EBCDIC of the United Kingdom, with the pound sign."""


class CrimeIndex(Machine):
    name, title = "crime_recording", "Crime Index"
    held_code, not_held_code, unreadable_code = "CR401", "CR301", "CR109"
    kept_code = "CR304"
    keyless = True

    def __init__(self, home: Path, faults: Faults | None = None, idle_seconds: float = 300.0) -> None:
        super().__init__(home, faults)
        self.terminals = Terminals(lambda: CrimeDialogue(self), self.faults, CODE_PAGE, idle_seconds)
        self.port = 0

    def read(self, body: bytes) -> dict[str, Any]:
        found = json.loads(body)
        if not isinstance(found, dict):
            raise ValueError("no fields")
        return {name: str(value) for name, value in found.items() if value not in (None, "")}

    def judge(self, content: dict[str, Any]) -> Refusal | None:
        return checks.judge(content.get("FORM", ""), content)

    def origin(self, content: dict[str, Any]) -> str:
        return str(content.get("ORIGIN") or content.get("EXTREF", ""))

    def erased_number(self, content: dict[str, Any]) -> str:
        return str(content.get("CRIMENO", ""))

    def caption(self, content: dict[str, Any]) -> str:
        lines = ("",) if content.get("FORM") == "ARREST" else enquiry.LINES
        each = (f"{content.get(f'SURNAME{n}', '')} {content.get(f'FORENAMES{n}', '')}".strip() for n in lines)
        names = ", ".join(filter(None, each))
        return f"{content.get('FORM', '')} {content.get('OFFENCE1') or content.get('OFFENCE', '')} {names}".strip()

    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        return f"{next_number(session, 'crime', 2400001):07d}/{datetime.now(UTC):%y}"

    def _out_of_place(self, verb: str, held: Stored | None) -> Refusal | None:
        """A cancelled record may be amended, which puts it in force again."""
        if verb != "create" and held is None:
            return Refusal(self.not_held_code, "NO SUCH RECORD")
        if verb == "withdraw" and held and held.state == "WITHDRAWN":
            return Refusal(self.held_code, "RECORD IS CANCELLED ALREADY")
        return None

    def line(self, request: Request) -> Response:
        """`/line`: where its terminals dial in, what they show now, and what they sent that none can have typed."""
        return as_json(
            {"port": self.port, "screens": self.terminals.screens(), "violations": self.terminals.violations}
        )


def main() -> None:
    chosen, faults = parse()
    machine = CrimeIndex(chosen.home, faults)
    machine.port = machine.terminals.serve(chosen.line)
    run(machine, chosen, routes={"line": machine.line})


if __name__ == "__main__":
    main()
