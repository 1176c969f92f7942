"""What of a system is read."""

from __future__ import annotations

from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.switch.left_out import LeftOut


def reports_read(system: OldSystem) -> frozenset[str]:
    """The kinds of report that are read now: none of a function that is ours only."""
    if system.extracts is None or not system.reads_in:
        return frozenset()
    left_out = LeftOut(system.name)
    return frozenset(each for each in system.extracts.reports if each not in left_out)
