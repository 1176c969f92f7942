"""Runs the processes of one machine together: starts them, starts again what has died, stops them all at the end."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

log = logging.getLogger(__name__)
TICK_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 30.0
STOP_SECONDS = 10.0
STEADY_SECONDS = 60.0


@dataclass(slots=True)
class Process:
    """One program to keep running. `wanted` says whether it should run just now."""

    name: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)
    wanted: Callable[[], bool] = lambda: True
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    not_before: float = 0.0

    def tend(self, now: float, say: Callable[[str], None]) -> None:
        """Start it if it should run and does not; stop it if it runs and should not."""
        if self.running and self.running.poll() is not None:
            self._died(now, say)
        if self.wanted() and not self.running and now >= self.not_before:
            self._start(now)
        elif not self.wanted() and self.running:
            self.stop()
            say(f"{self.name} stopped")

    def _start(self, now: float) -> None:
        environment = os.environ | self.environment
        self.running = subprocess.Popen(  # noqa: S603 (commands of our own making)
            list(self.command), env=environment, start_new_session=True
        )
        self.started = now

    def _died(self, now: float, say: Callable[[str], None]) -> None:
        code = self.running.returncode if self.running else 0
        self.running = None
        self.deaths = 1 if now - self.started > STEADY_SECONDS else self.deaths + 1
        wait = min(2.0 ** (self.deaths - 1) / 2, LONGEST_WAIT_SECONDS)
        self.not_before = now + wait
        say(f"{self.name} ended with code {code}; it is started again in {wait:.1f} seconds")

    def stop(self) -> None:
        """Ask it to end, and end it if it does not."""
        if self.running is None:
            return
        self.running.terminate()
        try:
            self.running.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
        self.running = None


class Supervisor:
    """Keeps its processes running until SIGINT or SIGTERM, then ends them in reverse order."""

    def __init__(self, processes: Sequence[Process], say: Callable[[str], None] = log.warning) -> None:
        self.processes = list(processes)
        self.say = say
        self.stopping = False

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)
        try:
            while not self.stopping:
                self.tend()
                time.sleep(TICK_SECONDS)
        finally:
            self.stop()

    def tend(self) -> None:
        now = time.monotonic()
        for process in self.processes:
            process.tend(now, self.say)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.stop()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True


ROLES = ("web", "clerk", "read", "deliver", "read-in", "watch", "work")
COMMANDS = {"read-in": ("legacy", "read-in")}
"""Roles that a room's command of two words carries out; of the others the name is the command."""


def role(name: str, *words: str) -> Process:
    """The process that runs the role's command with this Python and this environment."""
    return Process(name, [sys.executable, "-m", "daybook", *COMMANDS.get(name, (name,)), *words])


def house(bind: str) -> list[Process]:
    """One process for each role of one machine; `bind` is the address of the web role, `host:port`."""
    words = {"web": ("--bind", bind)}
    return [role(name, *words.get(name, ())) for name in ROLES]
