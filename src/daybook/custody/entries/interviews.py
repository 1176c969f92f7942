"""Interviews and identification procedures (Code C 11 and 12, Codes D, E and F)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import AdultPresent, EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import Text, Tick

GOING_ON = {"started", "break-ended"}
AFTER = {
    "started": {"", "ended"},
    "break-started": GOING_ON,
    "break-ended": {"break-started"},
    "ended": {"started", "break-started", "break-ended"},
}


@entry_kind
class Interview(EntryKind):
    slug = "interview"
    title = "Interview"
    section = "Interviews"
    clock = True
    adult_law = "Code C 11.15"

    stage: Annotated[
        Text, Ask("Stage", code_list="interview-stages", missing="Say what happened."), Field(min_length=1)
    ]
    officers: Annotated[Text, Ask("Interviewing officers (collar numbers)", width=20)] = ""
    place: Annotated[Text, Ask("Place", width=20)] = ""
    present: Annotated[Text, Ask("Others present", hint="Solicitor, interpreter", width=30)] = ""
    caution: Annotated[Tick, Ask("Cautioned")] = False
    recording: Annotated[Text, Ask("Recording reference", width=20)] = ""
    appropriate_adult: AdultPresent = False
    note: Annotated[Text, Ask("Complaint, request or anything else said", rows=2, folded=True)] = ""

    def check_rules(self) -> None:
        if self.stage == "started" and not self.officers:
            raise ValueError("officers: Enter who interviews.")

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        before = [one for one in now.all("interview") if one.at <= self.happened_at]
        stage = (before[-1].details or {}).get("stage", "") if before else ""
        if stage in AFTER.get(self.stage, {stage}):
            return []
        where = f"the last stage is: {stage.replace('-', ' ')}" if stage else "no interview has started"
        return [Refused("INTERVIEW-1", "stage", f"This cannot be the next stage; {where}.")]

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if self.stage not in GOING_ON:
            return []
        found = []
        if now.authorised_at is None:
            said = "Detention was not authorised. Say by what power the person is interviewed."
            found.append(Warned("INTERVIEW-2", "stage", said))
        if self.stage == "started" and not self.caution:
            found.append(
                Warned(
                    "INTERVIEW-3", "caution", "An interview begins with the caution (Code C 10). Say why not."
                )
            )
        if now.details("health-professional").get("fit_to_interview") == "no":
            said = (
                "A health professional found the person not fit to be interviewed. Say who found otherwise."
            )
            found.append(Warned("INTERVIEW-4", "stage", said))
        if now.charged:
            said = "After charge only for the reasons of Code C 16.5. Say which."
            found.append(Warned("INTERVIEW-5", "stage", said))
        return found


@entry_kind
class Identification(EntryKind):
    slug = "identification"
    title = "Identification procedure"
    section = "Interviews"
    adult_law = "Code D 2.14, 2.15"

    procedure: Annotated[
        Text,
        Ask("Procedure", code_list="identification-procedures", missing="Say which procedure."),
        Field(min_length=1),
    ]
    offered: Annotated[Tick, Ask("Explained and offered, notice given (Code D 3.17)")] = False
    consent: Annotated[Tick, Ask("Consented")] = False
    officer: Annotated[Text, Ask("Identification officer (collar number)", width=10)] = ""
    result: Annotated[Text, Ask("What came of it", rows=2)] = ""
    appropriate_adult: AdultPresent = False
