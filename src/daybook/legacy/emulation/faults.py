"""Faults on request, for tests: a slow machine, a broken one, one that says yes and then falls silent."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

ANSWERS = (
    "", "500", "nonsense", "drop", "yes-then-timeout", "busy",
    # of SOAP servers
    "wsdl", "bomb",
    # of hosts with terminals
    "late-yes", "locked", "yes-then-locked", "broadcast", "time-out",
    # of machines that count their rows
    "count",
)  # fmt: skip


@dataclass
class Faults:
    """What goes wrong now. `times` counts down to 0, where the fault ends; None lasts until it is changed.

    `at` names the only step of the machine that meets it; empty: every step.
    """

    latency_s: float = 0.0
    answer: str = ""
    times: int | None = None
    at: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def change(self, wanted: dict[str, Any]) -> None:
        """Set the faults from an object such as `{"latency_s": 5, "answer": "500", "times": 2}`; ValueError."""
        answer, times = str(wanted.get("answer", "")), wanted.get("times")
        if answer not in ANSWERS:
            raise ValueError(f"answer must be one of {', '.join(ANSWERS[1:])}.")
        with self.lock:
            self.latency_s = float(wanted.get("latency_s", 0))
            self.answer, self.times = answer, None if times is None else int(times)
            self.at = str(wanted.get("at", ""))

    def strike(self, step: str = "") -> str:
        """Wait the latency, then say which fault this message meets at this step (empty: none)."""
        time.sleep(self.latency_s)
        with self.lock:
            if self.at and self.at != step:
                return ""
            if self.times == 0:
                self.answer, self.times = "", None
            if self.answer and self.times is not None:
                self.times -= 1
            return self.answer
