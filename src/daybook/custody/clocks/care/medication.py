"""Medication at the moments of the health professional's plan (CARE-7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from daybook.custody.clocks.course import Course
from daybook.custody.clocks.due import Due, due_by
from daybook.custody.clocks.happening import Happening, moment

BEFORE = (30, 10)


def doses(course: Course) -> Iterator[Due]:
    """The next dose of each drug. A later plan for the same drug replaces what was still to come of the earlier."""
    if "medication-plan" not in course:
        return
    answered = {(_drug(dose), moment(dose.details.get("for_due"))) for dose in course.of("medication")}
    names = {_drug(plan): plan.details.get("drug") for plan in course.of("medication-plan")}
    for drug, planned in _planned(course).items():
        left = [at for at in planned if (drug, at) not in answered]
        if left:
            yield due_by("CARE-7", "medication", min(left), warn=BEFORE, note=str(names[drug]))


def _planned(course: Course) -> dict[str, list[datetime]]:
    plans: dict[str, list[datetime]] = {}
    for plan in course.of("medication-plan"):
        drug = _drug(plan)
        kept = [at for at in plans.get(drug, ()) if at <= plan.at]
        plans[drug] = kept + [at for at in map(moment, plan.details.get("due") or ()) if at]
    return plans


def _drug(entry: Happening) -> str:
    """The drug, however it is spelt with capitals."""
    return str(entry.details.get("drug", "")).casefold()
