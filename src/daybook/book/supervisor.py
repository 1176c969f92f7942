"""Several processes of one role under one parent: started again when they die, stopped together."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

log = logging.getLogger(__name__)
RESTART_SECONDS = 1.0
GRACE_SECONDS = 15.0


class Supervisor:
    """Runs `daybook <words>` for each of the given commands until it is asked to stop."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self.commands = [list(words) for words in commands]
        self.children: list[subprocess.Popen[bytes]] = []
        self.stopping = False

    def run(self) -> None:
        """Keep every command running; on SIGTERM or SIGINT pass it on and wait for them."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        self.children = [start(words) for words in self.commands]
        while not self.stopping:
            time.sleep(0.2)
            self._revive()
        self._stop()

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _revive(self) -> None:
        for at, child in enumerate(self.children):
            if child.poll() is not None and not self.stopping:
                log.error(
                    "%s ended with status %s; starting it again", self.commands[at][0], child.returncode
                )
                time.sleep(RESTART_SECONDS)
                self.children[at] = start(self.commands[at])

    def _stop(self) -> None:
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()


def start(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """A child that runs `daybook <words>` with this Python and this environment."""
    return subprocess.Popen([sys.executable, "-m", "daybook", *words])  # noqa: S603 - our own command, no shell
