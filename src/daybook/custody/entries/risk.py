"""Risk assessment, and the observation level that follows from it (Code C 3.6 to 3.10)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.findings import Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import NUMBER
from daybook.records.reports.values import Text, Tick

OCCASIONS = (("arrival", "On arrival"), ("change", "Something changed"), ("release", "Before release"))
LEVELS = (
    ("1", "1 General: at least every 60 minutes"),
    ("2", "2 Intermittent: at least every 30 minutes"),
    ("3", "3 Constant: camera, and seen at least every 30 minutes"),
    ("4", "4 Close proximity: someone with them"),
)
GRAVE = {"SUICIDE", "SELF-HARM"}


@entry_kind
class Risk(EntryKind):
    slug = "risk"
    title = "Risk assessment"
    section = "Risk"
    permission = "custody.book-in"
    clock = True

    occasion: Annotated[Text, Ask("Occasion", options=OCCASIONS)] = "arrival"
    concerns: Annotated[
        list[str], Ask("Concerns", code_list="risk-concerns", hint="None ticked: asked, and none was found")
    ] = []
    words: Annotated[Text, Ask("What was said and seen", rows=3)] = ""
    markers_checked: Annotated[Tick, Ask("PNC and earlier custody records were checked")] = False
    escort_asked: Annotated[Tick, Ask("The escorting officers were asked")] = False
    would_not_answer: Annotated[Tick, Ask("The person did not answer", folded=True)] = False
    plan: Annotated[
        Text, Ask("What is done about it", rows=2, hint="For release: travel, support, who is told")
    ] = ""

    def check_rules(self) -> None:
        if self.occasion not in dict(OCCASIONS):
            raise ValueError("occasion: Say on what occasion the risk was assessed.")
        if self.concerns and not (self.words or self.plan):
            raise ValueError("words: Say what was said or seen about the concerns.")

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        found = []
        if not self.markers_checked and self.occasion == "arrival":
            found.append(
                Warned("RISK-1", "markers_checked", "Warning markers are checked first. Say why not.")
            )
        if self.occasion == "release" and (GRAVE & {*self.concerns, *now.concerns}) and not self.plan:
            said = "This person may harm themselves. Say what was arranged for after the release."
            found.append(Warned("RISK-2", "plan", said))
        return found


@entry_kind
class Level(EntryKind):
    """The observation level: how often the person is seen, and whether they are roused."""

    slug = "level"
    title = "Observation level set"
    section = "Risk"
    permission = "custody.care"
    clock = True

    level: Annotated[int, Field(ge=1, le=4), NUMBER, Ask("Observation level", options=LEVELS)] = 1
    intoxicated: Annotated[Tick, Ask("Drunk or drugged: rouse at each visit, at least every 30 minutes")] = (
        False
    )
    reason: Annotated[Text, Ask("Why this level", rows=2)] = ""

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        found = []
        if (now.level or 1) > self.level and not self.reason:
            found.append(Warned("RISK-3", "reason", f"The level was {now.level}. Say why it is lowered."))
        if "SUICIDE" in now.concerns and self.level == 1:
            said = "The risk assessment found thoughts of suicide. Say why general observation is enough."
            found.append(Warned("RISK-4", "level", said))
        return found
