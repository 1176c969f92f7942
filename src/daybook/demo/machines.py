"""The old systems of the demonstration: each an emulator in its own process, which a button stops and starts.

A file `<name>.stopped` in the machines' folder says that a system is switched off; the supervisor watches for it,
so that the button works from any web process.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from daybook.book.supervisor import Process
from daybook.legacy.emulation.launch import module_of, reached_at
from daybook.legacy.systems.registry import mapping, mappings

STAND_INS = {
    "vulnerable": "In this demonstration its database is an SQLite file; a real one would be MariaDB.",
    "national_computer": "In this demonstration its queue is a file on this machine; a real one would be RabbitMQ.",
}

LINES_ABOVE = 10
"""How far above its screen's port a machine's own line is."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One emulated system: where it keeps its state, and the port of its own screen."""

    name: str
    title: str
    home: Path
    port: int

    @property
    def line(self) -> int:
        """The port of its terminals or other line of its own, where it has one."""
        return self.port + LINES_ABOVE

    @property
    def screen(self) -> str:
        return f"http://localhost:{self.port}/"

    @property
    def switch(self) -> Path:
        return self.home.parent / f"{self.name}.stopped"

    @property
    def is_on(self) -> bool:
        return not self.switch.exists()

    def turn(self, on: bool) -> None:
        if on:
            self.switch.unlink(missing_ok=True)
        else:
            self.switch.touch()

    def process(self) -> Process:
        self.home.mkdir(parents=True, exist_ok=True)
        ports = ["--port", str(self.port), "--line", str(self.line)]
        command = [sys.executable, "-m", module_of(self.name), "--home", str(self.home), *ports]
        return Process(self.title, command, wanted=lambda: self.is_on)

    def parameters(self) -> dict[str, str]:
        """How Daybook reaches it, by the names its mapping uses."""
        every = reached_at(self.name, self.home, self.screen, self.line)
        note = {"note": STAND_INS[self.name]} if self.name in STAND_INS else {}
        wanted = mapping(self.name).system.connection
        return {name: every[name] for name in wanted} | {"screen": self.screen} | note


def folder() -> Path:
    return Path(settings.HOME) / "machines"


def machines(web_port: int) -> list[Machine]:
    """The emulated systems, their screens on the ports after the web's."""
    return [
        Machine(name, known.system.title, folder() / name, web_port + number)
        for number, (name, known) in enumerate(sorted(mappings().items()), start=1)
    ]


def write_connections(found: list[Machine]) -> None:
    """Tell Daybook how to reach them, in the file that DAYBOOK_SYSTEMS_FILE names."""
    file = Path(settings.SYSTEMS_FILE)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({machine.name: machine.parameters() for machine in found}, indent=1)
    draft = file.with_suffix(".new")
    draft.write_text(text)
    draft.replace(file)


def machine_named(name: str) -> Machine | None:
    """One machine as the web processes know it: by the connections written when the demonstration started."""
    try:
        known = json.loads(Path(settings.SYSTEMS_FILE).read_text())[name]
    except (OSError, KeyError, ValueError):
        return None
    port = int(known["screen"].rstrip("/").rpartition(":")[2])
    return Machine(name, mapping(name).system.title, folder() / name, port)
