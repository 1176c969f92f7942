"""What is wrong with a cell, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass


class CellError(ValueError):
    """A cell that cannot be what its column holds: `problem` and `remedy` are sentences."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a row. `field` is the label of the field, `value` what stood there."""

    field: str
    value: str
    problem: str
    remedy: str

    def plain(self) -> dict[str, str]:
        return asdict(self)
