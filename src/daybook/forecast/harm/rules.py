"""Which recorded facts count as evidence for each kind of list, and which never do.

Victims: being the victim of a crime that is recorded and not cancelled. Offenders: an outcome that the person admitted
or a court found. A charge, an arrest, a stop and search, a suspicion and intelligence are no outcome: people are
innocent until shown otherwise. A penalty notice is no outcome either, as paying one admits nothing, and neither is a
diversion. Offences that are found by looking for them tell where was looked, and count on no list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from daybook.forecast.harm.models import Kind
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


VICTIM = Counts("crime", "victim", frozenset({"cancelled"}), lambda details: "victim")
OUT_OF_COURT = Counts("disposal", "offender", frozenset({"rescinded"}), _admitted)
COUNTED: dict[str, tuple[Counts, ...]] = {Kind.VICTIMS: (VICTIM,), Kind.OFFENDERS: (OUT_OF_COURT,)}
WORDS: dict[str, str] = {
    Kind.VICTIMS: "Crimes on record whose victim the person is, without those cancelled.",
    Kind.OFFENDERS: "Outcomes on record that the person admitted: cautions and community resolutions, without those"
    " rescinded. Never an arrest, a charge, a suspicion, a stop and search or intelligence.",
}
