"""Why something typed is not taken."""

from __future__ import annotations

from daybook.estate.register.faults import Fault


class NotTakenError(ValueError):
    """What was typed cannot be taken; `faults` name each field."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(" ".join(f"{one.field}: {one.problem} {one.remedy}" for one in faults))
        self.faults = faults
