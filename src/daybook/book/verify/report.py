"""What a verification found, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

KEPT = 1000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    `seq` is the number of the first entry concerned (None where it has none), `entry` its id, `part` what is
    wrong: "entry", "value", "number", "leaf", "checkpoint", "pending", "reader", "record" or "witness".
    """

    part: str
    sentence: str
    seq: int | None = None
    entry: str = ""


@dataclass(slots=True)
class Report:
    """The outcome. The first `KEPT` faults are kept word for word, the others are counted."""

    entries: int = 0
    checkpoints: int = 0
    records: int = 0
    faults: list[Fault] = field(default_factory=list)
    count: int = 0
    bad_checkpoint: str = ""
    remarks: list[str] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        self.count += 1
        if len(self.faults) < KEPT:
            self.faults.append(fault)

    @property
    def holds(self) -> bool:
        return not self.count

    @property
    def first(self) -> Fault | None:
        """The wrong row with the smallest number; faults without a number come last."""
        return min(self.faults, key=lambda fault: (fault.seq is None, fault.seq or 0), default=None)

    def sentences(self) -> list[str]:
        """The outcome to be read by a person, the first wrong row first."""
        return [*(self._bad() if self.first else self._good()), *self.remarks]

    def _good(self) -> list[str]:
        lines = [f"The book holds: {self.entries:,} entries and {self.checkpoints:,} checkpoints agree."]
        return [*lines, f"{self.records:,} record rows agree with it."] if self.records else lines

    def _bad(self) -> list[str]:
        first = self.first
        others = sorted(
            (fault for fault in self.faults if fault is not first), key=lambda fault: fault.seq or 1 << 62
        )
        lines = ["The book does not hold.", f"First wrong row: {first.sentence}" if first else ""]
        if self.bad_checkpoint:
            lines.append(f"First checkpoint that no longer agrees: {self.bad_checkpoint}")
        lines += [f"Also: {fault.sentence}" for fault in others[:20]]
        if self.count > 21:
            lines.append(f"{self.count - 21:,} more rows are wrong.")
        return lines
