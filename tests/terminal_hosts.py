"""Crime Index in this process, and a line to it that is quick to give up."""

import dataclasses
from pathlib import Path
from typing import Any

from daybook.legacy.systems import registry
from daybook.legacy.systems.crime_recording.emulator import CrimeIndex
from daybook.legacy.transports import Connection, Sent
from daybook.legacy.transports.tn3270 import Tn3270

USER = {"user": "DAYBOOK", "password": "DEMO3270"}
KEY = "019a0c5e7a0070008000:crime_recording"


class Host:
    """The machine with its terminals, the transport that dials in, and what it is told."""

    def __init__(self, home: Path, idle_seconds: float = 300.0) -> None:
        self.machine = CrimeIndex(home, idle_seconds=idle_seconds)
        self.machine.port = self.machine.terminals.serve(0)
        self.transport = Tn3270()

    def line(self, timeout: float = 5.0, in_doubt: float = 0.5, **params: str) -> Connection:
        address = {"host": f"tn3270://127.0.0.1:{self.machine.port}"}
        return Connection(quick(timeout, in_doubt), address | USER | params)

    def send(self, document: dict[str, Any], key: str = KEY, line: Connection | None = None) -> Sent:
        return self.sending(line or self.line(), document, key, self.transport)

    @staticmethod
    def sending(
        line: Connection, document: dict[str, Any], key: str, transport: Tn3270 | None = None
    ) -> Sent:
        body = line.mapping.encode(document).body
        return (transport or Tn3270()).send(body, key, document["verb"], line)

    def fault(self, answer: str, at: str = "save", times: int | None = 1, **wanted: Any) -> None:
        self.machine.faults.change({"answer": answer, "at": at, "times": times, **wanted})

    def records(self) -> list[dict[str, Any]]:
        return [dataclasses.asdict(record) for record in self.machine.store.records()]

    @property
    def violations(self) -> list[str]:
        return self.machine.terminals.violations


def quick(timeout: float, in_doubt: float) -> Any:
    """The mapping with less patience."""
    mapping = registry.mapping("crime_recording")
    limits = mapping.system.limits.model_copy(update={"timeout_seconds": timeout})
    changes = {
        "system": mapping.system.model_copy(update={"limits": limits}),
        "terminal": mapping.spec.terminal.model_copy(update={"in_doubt_seconds": in_doubt}, deep=True),
    }
    return dataclasses.replace(mapping, spec=mapping.spec.model_copy(update=changes))


__all__ = ["KEY", "USER", "Host", "quick"]
