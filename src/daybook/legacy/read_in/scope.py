"""What of a system is read."""

from __future__ import annotations

from daybook.custody.documents import CUSTODY_RECORD
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.switch.functions import function_of
from daybook.legacy.switch.left_out import LeftOut


def reports_read(system: OldSystem) -> frozenset[str]:
    """The kinds of report that are read now: whole records, and none of a function that is ours only."""
    if system.extracts is None or not system.reads_in:
        return frozenset()
    left_out = LeftOut(system.name)
    whole = (each for each in system.extracts.reports if function_of(each) != CUSTODY_RECORD)
    return frozenset(each for each in whole if each not in left_out)
