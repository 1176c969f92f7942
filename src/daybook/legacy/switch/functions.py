"""The functions of an old system: each kind of record that it takes, by which its switch is turned."""

from __future__ import annotations

from daybook.custody.documents import CUSTODY_RECORD
from daybook.custody.documents import REPORTS as CUSTODY_REPORTS
from daybook.legacy.engine.ports import OldSystem


def function_of(report: str) -> str:
    """The four messages that tell a custody record are one function; any other kind of report is one of its own."""
    return CUSTODY_RECORD if report in CUSTODY_REPORTS else report


def is_of_custody(report: str) -> bool:
    """Whether it tells a custody record, entry by entry."""
    return function_of(report) == CUSTODY_RECORD


def functions_of(system: OldSystem) -> list[str]:
    """What its mapping takes, in alphabetical order."""
    return sorted({function_of(want.partition(":")[0]) for want in system.wants})


def words_of(function: str) -> str:
    """As it stands in a sentence: `custody record`."""
    return function.replace("-", " ")
