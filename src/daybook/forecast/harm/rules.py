"""Which recorded facts count as evidence for each kind of list, and which never do.

Victims: being the victim of a crime that is recorded and not cancelled. Offenders: guilt that a court found, and an
outcome that the person admitted. An acquittal, a charge, an arrest, a stop and search, a suspicion and intelligence are
no outcome: people are innocent until shown otherwise. A conviction that is quashed counts nowhere; one under appeal
stands until then. An outcome that was not complied with counts no more: where it is prosecuted, what counts is the
verdict, and nothing twice. A penalty notice is no outcome either, as paying one admits nothing, and neither is a
diversion. Offences that are found by looking for them tell where was looked, and count on no list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from daybook.forecast.harm.models import Kind
from daybook.records.reports.court_result import GUILTY, UNDONE
from daybook.records.reports.disposal import NEEDS_ADMISSION

ADULT = 18
"""Years of age below which nobody is on a list of offenders."""


@dataclass(frozen=True, slots=True)
class Counts:
    """`role` of the person in a report of type `report`; `dropped` are its states that undo it.

    `basis` names how the report counts from its details; empty where it does not.
    """

    report: str
    role: str
    dropped: frozenset[str]
    basis: Callable[[Mapping[str, Any]], str]


def _admitted(details: Mapping[str, Any]) -> str:
    given = str(details.get("disposal", ""))
    return given if given in NEEDS_ADMISSION and details.get("admitted") == "yes" else ""


def _convicted(details: Mapping[str, Any]) -> str:
    return CONVICTION if details.get("verdict") == GUILTY else ""


CONVICTION = "conviction"
VICTIM = Counts("crime", "victim", frozenset({"cancelled"}), lambda details: "victim")
OUT_OF_COURT = Counts("disposal", "offender", frozenset({"rescinded", "breached"}), _admitted)
IN_COURT = Counts("court-result", "defendant", UNDONE, _convicted)
COUNTED: dict[str, tuple[Counts, ...]] = {Kind.VICTIMS: (VICTIM,), Kind.OFFENDERS: (IN_COURT, OUT_OF_COURT)}
WORDS: dict[str, str] = {
    Kind.VICTIMS: "Crimes on record whose victim the person is, without those cancelled.",
    Kind.OFFENDERS: "Convictions on record, without those quashed, and outcomes that the person admitted: cautions and"
    " community resolutions, without those rescinded or not complied with. Never an acquittal, an arrest, a charge, a"
    " suspicion, a stop and search or intelligence.",
}
