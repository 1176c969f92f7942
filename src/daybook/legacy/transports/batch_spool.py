"""Where records wait for their batch, and batches for their answer; a process may be killed at any step.

All under `spool/` of the shared folder, and only ever changed under its lock:

- `waiting/<key>.rec`, one record: put there once however often it is sent;
- `open/B0000007.dat` and `.keys`: a batch and whose records it holds, in order. The keys are written last: from then on
  the batch exists, and a record that is still waiting is in it already;
- `open/B0000007.sent`: when it was put down for the old system; missing after a kill, so that it is put down again,
  which the old system knows by the number;
- `last`, the highest number that was ever used.
"""

from __future__ import annotations

import fcntl
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from daybook.legacy.mapping.fixed import FileForm, write_file
from daybook.legacy.mapping.fixed.timing import LOCAL, Timing
from daybook.legacy.transports.folder import write_whole

LOOK_AGAIN = 0.02


@contextmanager
def locked(folder: Path, patience: float = 0.0) -> Iterator[bool]:
    """Hold the spool's lock, waited for so many seconds; False where another process keeps it. A kill releases it."""
    spool = folder / "spool"
    for name in ("waiting", "open"):
        (spool / name).mkdir(parents=True, exist_ok=True)
    with (spool / "lock").open("w") as file:
        yield _taken(file, time.monotonic() + patience)


def _taken(file: IO[str], until: float) -> bool:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(LOOK_AGAIN)


@dataclass(frozen=True)
class Spool:
    """To be used under `locked` only."""

    folder: Path
    form: FileForm
    timing: Timing

    @property
    def waiting(self) -> Path:
        return self.folder / "spool" / "waiting"

    @property
    def open(self) -> Path:
        return self.folder / "spool" / "open"

    def keep(self, name: str, body: bytes) -> bool:
        """Let a record wait for the next batch; False where it waits already or is in a batch without an answer."""
        if any(
            b"\n" + name.encode() + b"\n" in b"\n" + file.read_bytes() for file in self.open.glob("*.keys")
        ):
            return False
        file = self.waiting / f"{name}.rec"
        new = not file.exists()
        write_whole(file, body)
        return new

    def keys(self, number: int) -> list[str] | None:
        """Whose records an open batch holds, in order; None where no such batch is open."""
        file = self._file(number, "keys")
        return file.read_text().splitlines() if file.is_file() else None

    def last(self) -> int:
        """The highest number used so far."""
        kept = self.folder / "spool" / "last"
        numbers = [int(kept.read_text() or 0)] if kept.is_file() else [0]
        return max(*numbers, 0, *(int(file.stem[1:]) for file in self.open.glob("*.keys")))

    def close_batches(self) -> list[Path]:
        """Make every batch whose moment has come, and put down what the old system has not had.

        Gives back the waiting records that no batch may hold: they were made with an earlier layout.
        """
        self._tidy()
        misfits: list[Path] = []
        while due := [file for file in self._due() if file not in misfits]:
            fitting = [file for file in due if self._fits(file.read_bytes())]
            misfits += [file for file in due if file not in fitting]
            if fitting:
                self._make([file.stem for file in fitting])
        for file in sorted(self.open.glob("*.keys")):
            self._put_down(int(file.stem[1:]))
        return misfits

    def close(self, number: int) -> None:
        """An open batch is answered, and everything of it is filed."""
        self._remember(self.last())
        for ending in ("keys", "sent", "dat"):
            remove(self._file(number, ending))

    def _tidy(self) -> None:
        """Finish what a killed process left half done."""
        for file in self.open.glob("*.keys"):
            for name in set(file.read_text().splitlines()) & {
                each.stem for each in self.waiting.glob("*.rec")
            }:
                remove(self.waiting / f"{name}.rec")
        for file in self.open.iterdir():
            if not file.with_suffix(".keys").exists():
                remove(file)

    def _due(self) -> list[Path]:
        """The records of the batch whose moment has come, the oldest first."""
        found = sorted((file.stat().st_mtime_ns, file) for file in self.waiting.glob("*.rec"))
        if not found:
            return []
        oldest = datetime.fromtimestamp(found[0][0] / 1e9, UTC)
        if not self.timing.due(oldest, len(found), datetime.now(UTC)):
            return []
        return [file for _, file in found[: self.timing.most]]

    def _make(self, names: list[str]) -> None:
        number, out = self.last() + 1, io.BytesIO()
        made = datetime.now(LOCAL)
        header = {"batch": number, "made-on": made.date(), "made-at": int(made.strftime("%H%M%S"))}
        write_file(out, self.form, header, [(self.waiting / f"{name}.rec").read_bytes() for name in names])
        write_whole(self._file(number, "dat"), out.getvalue())
        write_whole(self._file(number, "keys"), "".join(f"{name}\n" for name in names).encode())
        self._remember(number)
        for name in names:
            remove(self.waiting / f"{name}.rec")

    def _put_down(self, number: int) -> None:
        sent, final = self._file(number, "sent"), self.folder / "in" / f"{batch_name(number)}.dat"
        long_ago = time.time() - self.timing.repeat_minutes * 60
        answered = (self.folder / "out" / f"{batch_name(number)}.res").exists()
        if final.exists() or answered or (sent.exists() and sent.stat().st_mtime > long_ago):
            return
        final.parent.mkdir(exist_ok=True)
        write_whole(final, self._file(number, "dat").read_bytes())
        write_whole(sent, b"")

    def _fits(self, body: bytes) -> bool:
        return len(body) == self.form.length and self.form.kind_of(body) is not None

    def _remember(self, number: int) -> None:
        write_whole(self.folder / "spool" / "last", str(number).encode())

    def _file(self, number: int, ending: str) -> Path:
        return self.open / f"{batch_name(number)}.{ending}"


def batch_name(number: int) -> str:
    return f"B{number:07d}"


def remove(file: Path) -> None:
    file.unlink(missing_ok=True)
