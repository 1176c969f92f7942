"""One terminal at a host: each key is read, answered with a screen, and nothing is taken while the host works."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from daybook.legacy.emulation.faults import Faults
from daybook.legacy.emulation.tn3270 import stream
from daybook.legacy.emulation.tn3270.panel import Panel, Shown, Violation
from daybook.legacy.emulation.tn3270.telnet import Line, LineGone

LATE_SECONDS = 0.3
BROADCAST = Panel(
    "broadcast",
    """
 *** MESSAGE FROM THE OPERATOR ***

 THE SYSTEM CLOSES TONIGHT AT 23.30 FOR HOUSEKEEPING. PLEASE FILE YOUR WORK.



 PRESS ENTER TO GO ON
""",
)
ABEND = Panel(
    "abend", " DFHAC2206 TRANSACTION CRIM HAS FAILED WITH ABEND ASRA. RESOURCE BACKOUT WAS SUCCESSFUL."
)


class Dialogue(ABC):
    """What one terminal's user sees and does. `shown` is the screen that stands there now."""

    shown: Shown

    @abstractmethod
    def answer(self, key: str, values: dict[str, str]) -> Shown:
        """The next screen, given the key and the fields that were changed on this one."""

    @abstractmethod
    def saves(self, key: str) -> bool:
        """Whether this key writes something down for good."""

    @abstractmethod
    def forget(self) -> Shown:
        """The screen of somebody who was signed off by the host."""

    @abstractmethod
    def busy(self) -> Shown:
        """The same screen, with a message that it cannot be done just now."""

    @abstractmethod
    def home(self) -> Shown:
        """The screen after a transaction failed."""


@dataclass
class Session:
    """Runs a dialogue over a line until either ends. `idle_seconds` without a key sign the user off."""

    line: Line
    dialogue: Dialogue
    faults: Faults
    code_page: str
    idle_seconds: float
    violation: Callable[[str], None]
    last_key: float = field(default_factory=time.monotonic)

    @property
    def quiet_seconds(self) -> float:
        """Since the last key."""
        return time.monotonic() - self.last_key

    def run(self) -> None:
        self.line.negotiate()
        self._show(self.dialogue.shown)
        while True:
            self._turn()

    def _turn(self) -> None:
        record = self.line.read()
        idle, self.last_key = self.quiet_seconds > self.idle_seconds, time.monotonic()
        try:
            inbound = stream.read(record)
            values = self.dialogue.shown.panel.values(inbound, self.code_page)
        except (ValueError, Violation) as error:
            self.violation(str(error))
            raise LineGone("a broken data stream") from error
        self._answer(inbound.key, values, "time-out" if idle else self._fault(inbound.key))

    def _fault(self, key: str) -> str:
        at = "save" if self.dialogue.saves(key) else self.dialogue.shown.panel.name
        return self.faults.strike(at)

    def _answer(self, key: str, values: dict[str, str], fault: str) -> None:
        if fault == "time-out":
            self._show(self.dialogue.forget())
        elif fault == "busy":
            self._show(self.dialogue.busy())
        elif fault in ("drop", "late-yes"):
            self._late(key, values, fault)
        elif fault == "500":
            self._between(ABEND)
            self._show(self.dialogue.home())
        elif fault == "nonsense":
            self.line.garbage()
        elif fault != "locked":
            self._answered(key, values, fault)

    def _answered(self, key: str, values: dict[str, str], fault: str) -> None:
        shown = self.dialogue.answer(key, values)
        if fault == "yes-then-timeout":
            raise LineGone("dropped")
        if fault == "broadcast":
            self._between(BROADCAST)
        if fault != "yes-then-locked":
            self._show(shown)

    def _late(self, key: str, values: dict[str, str], fault: str) -> None:
        """The line is gone before the host has done it; it does it all the same, or not."""
        if fault == "late-yes":
            arguments: tuple[Any, ...] = (key, values)
            threading.Timer(LATE_SECONDS, self.dialogue.answer, arguments).start()
        raise LineGone("dropped")

    def _between(self, panel: Panel) -> None:
        """A screen that nobody asked for, until somebody presses a key."""
        self.line.write(Shown(panel).write(self.code_page))
        self.line.read()

    def _show(self, shown: Shown) -> None:
        self.dialogue.shown = shown
        self.line.write(shown.write(self.code_page))
