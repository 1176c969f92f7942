"""Who indexes the people of a load and fills the old systems: the load itself, or a second process meanwhile.

The second process can only save time: what it leaves undone, the load does.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from threading import Thread
from types import TracebackType
from typing import IO

from daybook.demo.loading.index import index_force
from daybook.demo.loading.marks import Mark

Telling = Callable[[str, int, int], None]
STOP_SECONDS = 10.0


class OneHand:
    """Everything after the other, in this process."""

    def begin(self, mark: Mark) -> None:
        """The load begins; nothing is done beside it."""

    def finish(self, tell: Telling) -> None:
        """All people are in the tables: index them."""
        index_force(tell)


class SecondHand(OneHand):
    """`daybook demo beside` in a process of its own, whose progress is told with the load's; ends with the block."""

    def __init__(self, tell: Telling) -> None:
        self._tell = tell
        self._process: subprocess.Popen[str] | None = None
        self._listener: Thread | None = None

    def __enter__(self) -> SecondHand:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def begin(self, mark: Mark) -> None:
        """Start it, for the force of this mark."""
        words = ["--people", str(mark.people), "--seed", str(mark.seed), "--until", mark.until]
        self._process = subprocess.Popen(  # noqa: S603 (a command of our own making)
            [sys.executable, "-m", "daybook", "demo", "beside", *words],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self._listener = Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._listener.start()

    def finish(self, tell: Telling) -> None:
        """Wait for it; where it did not come to a good end, do its work."""
        if self._process is None or self._process.wait() != 0:
            super().finish(tell)
        if self._listener is not None:
            self._listener.join()

    def _listen(self, lines: IO[str]) -> None:
        for line in lines:
            stage, done, total = line.rstrip("\n").split("\t")
            self._tell(stage, int(done), int(total))
