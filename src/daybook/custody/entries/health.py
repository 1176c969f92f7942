"""Health care in custody: the professional's call, findings, medicines and hospital (Code C 9)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.entries.moments import Moments
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import LONDON, OptionalMoment, Text, Tick

FIT = (
    ("yes", "Fit"),
    ("with-adult", "Fit, with an appropriate adult"),
    ("later", "See again"),
    ("no", "Not fit"),
)
AFTER = {
    "left": {"", "returned"},
    "arrived": {"left"},
    "questioning-started": {"left", "arrived", "questioning-ended"},
    "questioning-ended": {"questioning-started"},
    "set-off-back": {"left", "arrived", "questioning-ended"},
    "returned": {"left", "arrived", "questioning-ended", "set-off-back"},
}
"""What a stage of a visit to hospital may follow."""
DOSE = "medication"
"""What the clock of a dose is called."""


@entry_kind
class HealthProfessional(EntryKind):
    slug = "health-professional"
    title = "Health professional"
    section = "Health"

    stage: Annotated[
        Text,
        Ask("What happened", code_list="health-stages", missing="Say what happened."),
        Field(min_length=1),
    ]
    name: Annotated[Text, Ask("Name and role", width=30)] = ""
    reason: Annotated[Text, Ask("Why they were called", rows=2)] = ""
    findings: Annotated[Text, Ask("Findings, as far as custody staff need them", rows=3)] = ""
    advice: Annotated[Text, Ask("Advice to custody staff", rows=2)] = ""
    fit_to_detain: Annotated[Text, Ask("Fit to be detained", options=FIT, choose="Not said")] = ""
    fit_to_interview: Annotated[Text, Ask("Fit to be interviewed", options=FIT, choose="Not said")] = ""


@entry_kind
class MedicationPlan(EntryKind):
    slug = "medication-plan"
    title = "Medication plan"
    section = "Health"
    permission = "custody.give-health-care"
    clock = True

    drug: Annotated[Text, Ask("Medicine", width=30, missing="Enter the medicine."), Field(min_length=1)]
    dose: Annotated[Text, Ask("Dose", width=20)] = ""
    due: Annotated[
        Moments,
        Ask("Due at", rows=3, hint="One time to a line: 22:00, or 23/11/2026 08:00"),
        Field(max_length=24),
    ] = []
    last_taken: Annotated[OptionalMoment, Ask("Last taken", folded=True)] = None
    stopped: Annotated[Tick, Ask("Nothing more is to be given")] = False

    def check_rules(self) -> None:
        if not self.due and not self.stopped:
            raise ValueError("due: Enter when it is due, or tick that nothing more is to be given.")

    def line(self) -> str:
        times = ", ".join(_clock(datetime.fromisoformat(at)) for at in self.due)
        what = f"{self.title}. {self.drug} {self.dose}".strip()
        return f"{what}, due {times}." if times else f"{what}, stopped."


@entry_kind
class Medication(EntryKind):
    slug = "medication"
    title = "Medication"
    section = "Health"
    clock = True

    drug: Annotated[Text, Ask("Medicine", width=30, missing="Enter the medicine."), Field(min_length=1)]
    given: Annotated[Tick, Ask("Given and taken")] = False
    for_due: Annotated[OptionalMoment, Ask("The dose due at")] = None
    dose: Annotated[Text, Ask("Dose", width=20)] = ""
    reason: Annotated[Text, Ask("Why not given, or refused", rows=2)] = ""

    def check_rules(self) -> None:
        if not self.given and not self.reason:
            raise ValueError("reason: Say why it was not given.")

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        planned = (str((one.details or {}).get("drug")) for one in now.known("medication-plan"))
        if not self.given or any(map(self._is, planned)):
            return []
        said = f"No health professional has planned {self.drug}. Have it planned first."
        return [Refused("CARE-7", "drug", said, overridable=True)]

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        """A dose that names none of the plan leaves the next one due."""
        planned = {
            datetime.fromisoformat(at)
            for plan in now.known("medication-plan")
            for at in (plan.details or {}).get("due") or []
            if self._is(str((plan.details or {}).get("drug")))
        }
        due = next((one.at for one in now.clocks.dues if one.what == DOSE and self._is(one.note)), None)
        if due is None or self.for_due in planned:
            return []
        said = f"The next dose of {self.drug} is due at {_clock(due)}."
        return [
            Warned("CARE-7", "for_due", f"{said} Enter that as the dose due, or say why this is another.")
        ]

    def _is(self, drug: str) -> bool:
        return drug.casefold() == self.drug.casefold()


@entry_kind
class Hospital(EntryKind):
    """To hospital and back: both clocks stand still while the person is away and not questioned (s.41(6))."""

    slug = "hospital"
    title = "Hospital"
    section = "Health"
    clock = True

    stage: Annotated[
        Text, Ask("Stage", code_list="hospital-stages", missing="Say what happened."), Field(min_length=1)
    ]
    hospital: Annotated[Text, Ask("Hospital", width=30)] = ""
    escort: Annotated[Text, Ask("Escort (collar numbers)", width=20)] = ""
    reason: Annotated[Text, Ask("Reason", rows=2)] = ""

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        before = [one for one in now.all("hospital") if one.at <= self.happened_at]
        stage = (before[-1].details or {}).get("stage", "") if before else ""
        if stage in AFTER.get(self.stage, {stage}):
            return []
        where = f"the last stage is: {stage.replace('-', ' ')}" if stage else "the person has not left yet"
        return [Refused("HOSP-1", "stage", f"This cannot be the next stage; {where}. Write the one before.")]


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%H:%M on %-d %B}"
