"""Planning in a process of its own: with a time limit, a memory limit, and a way to stop it. Imports no solver."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from daybook.estate.roadmap.facts import Estate
from daybook.estate.roadmap.problems import refuse_problems
from daybook.estate.roadmap.wire import estate_json, line, wishes_json
from daybook.estate.roadmap.wishes import Plan, Wishes

MEGABYTES = 6000
"""Address space, not memory in use: twelve searching threads reserve much more than they touch."""
GRACE = 10
OUT_OF_MEMORY = (
    "MemoryError",
    "bad_alloc",
    "Cannot allocate",
    "can't start new thread",
    "failed to map segment",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the search. `value` and `bound` are pence of present value; see `search` for the kinds."""

    kind: str
    seconds: float = 0.0
    value: int | None = None
    bound: int | None = None
    plan: Plan | None = None
    status: str = ""
    solver: str = ""
    conflict: dict[str, Any] = field(default_factory=dict)
    leaves: dict[str, Any] = field(default_factory=dict)


class SearchError(RuntimeError):
    """The process ended before it was done; the message says how, in words for whoever pressed Plan."""


class Searching:
    """A search that runs: iterate over it for what it tells; `stop` ends it with the best plan so far."""

    def __init__(
        self,
        estate: Estate,
        wishes: Wishes,
        seconds: float,
        earlier: Plan | None = None,
        ceiling: int | None = None,
        leaves: dict[str, Any] | None = None,
        megabytes: int = MEGABYTES,
    ) -> None:
        """Raises `EstateError`. `earlier` is a plan to start from; `ceiling` a bound already proved, in pence; `leaves`
        those of a search of the same estate, under whatever wishes."""
        refuse_problems(estate, wishes)
        self.megabytes = megabytes
        self.process = subprocess.Popen(
            [sys.executable, "-m", "daybook.estate.roadmap.search"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        asked = line(
            estate=estate_json(estate),
            wishes=wishes_json(wishes),
            seconds=seconds,
            earlier=dict(earlier.cutover) if earlier else None,
            ceiling=ceiling,
            leaves=leaves,
            megabytes=megabytes,
        )
        self._write(asked + "\n")

    def _write(self, text: str) -> None:
        assert self.process.stdin
        try:
            self.process.stdin.write(text)
            self.process.stdin.flush()
        except BrokenPipeError:
            return  # it has died: reading from it says how

    def __iter__(self) -> Iterator[Told]:
        """Raises `SearchError` where the process died."""
        assert self.process.stdout
        ended = False
        try:
            for text in self.process.stdout:
                told = _told(json.loads(text))
                ended |= told.kind == "ended"
                yield told
        finally:
            self.close()
        if not ended:
            raise SearchError(self._how())

    def stop(self) -> None:
        """Ask it to end: it tells the best plan so far and its end."""
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()

    def close(self) -> None:
        """Let it end by itself for some seconds, then kill it."""
        self.stop()
        try:
            self.process.wait(GRACE if self.process.poll() is None else 0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _how(self) -> str:
        said = self.process.stderr.read() if self.process.stderr else ""
        if any(word in said for word in OUT_OF_MEMORY):
            most = f"{self.megabytes:,} MB"
            return (
                f"The search needed more than its {most} of memory. Raise the limit, or plan fewer systems."
            )
        if self.process.returncode < 0:
            how = f"killed by signal {-self.process.returncode}"
            return f"The search was {how}. Start it again: it goes on from the last plan."
        last = said.strip().rsplit("\n", 1)[-1]
        return f"The search broke off: {last}"


def _told(read: dict[str, Any]) -> Told:
    kind = read.pop("kind")
    if kind == "conflict":
        return Told(kind, conflict=read)
    cutover = read.pop("cutover", None)
    return Told(kind, plan=None if cutover is None else Plan(cutover), **read)


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a search: the plan, what it is worth, the bound, how it ended, and the conflict if there is one."""

    plan: Plan | None
    value: int
    bound: int | None
    status: str
    solver: str
    conflict: dict[str, Any]
    leaves: dict[str, Any]
    trail: tuple[Told, ...]

    @property
    def gap(self) -> float | None:
        return gap(self.value, self.bound) if self.plan else None


def gap(value: int, bound: int | None) -> float | None:
    """How far a plan may be from the best possible, as a share of its own value; none where that says nothing."""
    if bound is None or value <= 0:
        return None
    return max(bound - value, 0) / value


def find(estate: Estate, wishes: Wishes, seconds: float, **more: Any) -> Found:
    """Search to the end, as a notebook does. Raises `EstateError`, `SearchError`."""
    return gathered(list(Searching(estate, wishes, seconds, **more)))


def gathered(trail: list[Told]) -> Found:
    plans = [told for told in trail if told.kind == "plan"]
    bounds = [told.bound for told in trail if told.bound is not None]
    conflicts = [told.conflict for told in trail if told.kind == "conflict"]
    best = plans[-1] if plans else Told("")
    ended = trail[-1]
    return Found(
        best.plan,
        best.value or 0,
        min(bounds, default=None),
        ended.status,
        ended.solver,
        conflicts[0] if conflicts else {},
        next((told.leaves for told in trail if told.leaves), {}),
        tuple(trail),
    )
