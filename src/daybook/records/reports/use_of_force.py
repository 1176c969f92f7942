"""Use of force: one report of each officer for each person, whatever came of it. The lists are to be read again."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.entries import PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.form import Judged
from daybook.records.reports.values import YES_NO, Text, Tick

INJURIES = (("none", "None"), ("minor", "Minor"), ("serious", "Serious"), ("fatal", "Fatal"))
AID = (
    ("not-needed", "Not needed"),
    ("given", "Given"),
    ("offered", "Offered and declined"),
    ("not-given", "Needed and not given"),
)
NEEDS_WORDS = frozenset({"minor", "serious", "fatal"})


class TacticEntry(Judged):
    """One thing that was done, in the order in which it was done."""

    tactic: Annotated[
        Text,
        Ask("Tactic", code_list="force-tactics", choose="Choose", missing="Choose the tactic."),
        Field(min_length=1),
    ]
    effective: Annotated[
        Text, Ask("Did it work?", options=YES_NO, missing="Say whether it worked."), Field(min_length=1)
    ]
    words: Annotated[Text, Ask("How, in a few words", hint="For example, rear stack, double locked")] = ""


@report_type
class UseOfForce(Report):
    slug = "use-of-force"
    title = "Use of force"
    prefix = "UF"
    statuses: ClassVar[dict[str, str]] = {"recorded": "Recorded"}
    draws: ClassVar[dict[str, frozenset[str]]] = {
        "subject": frozenset({"arrested", "detained", "suspect", "searched", "vulnerable", "wanted"})
    }

    subject: Annotated[
        list[PersonEntry],
        Ask("Person", section="On whom", add="Add the person", remove="Remove this person"),
        Role("subjectOfForce"),
        Field(min_length=1, max_length=1),
    ]
    reason: Annotated[
        list[str],
        Ask(
            "What it was for",
            section="Why",
            code_list="force-reasons",
            hint="All that apply",
            missing="Choose at least one reason.",
        ),
        Field(min_length=1),
    ]
    impact_factors: Annotated[
        list[str],
        Ask("What made it likelier or worse", code_list="force-impact-factors", hint="All that apply"),
    ] = []
    justification: Annotated[
        Text,
        Ask("Why this force was necessary and proportionate, in your own words", rows=4),
        Field(min_length=1),
    ]
    tactics: Annotated[
        list[TacticEntry],
        Ask(
            "Tactic",
            section="What was done, in order",
            missing="Add the first tactic.",
            add="Add the next tactic",
            remove="Remove this tactic",
        ),
        Field(min_length=1, max_length=20),
    ]
    subject_injury: Annotated[
        Text, Ask("Injury to the person", section="What came of it", options=INJURIES)
    ] = "none"
    subject_injury_words: Annotated[Text, Ask("Their injury", rows=2)] = ""
    medical_aid: Annotated[Text, Ask("Medical aid", options=AID)] = "not-needed"
    officer_injury: Annotated[Text, Ask("Injury to me", options=INJURIES)] = "none"
    officer_injury_words: Annotated[Text, Ask("My injury", rows=2, folded=True)] = ""
    officer_assaulted: Annotated[Tick, Ask("I was assaulted", folded=True)] = False
    outcome: Annotated[
        list[str],
        Ask("How it ended", code_list="force-outcomes", missing="Choose how it ended."),
        Field(min_length=1),
    ]

    def check_rules(self) -> None:
        if self.subject_injury in NEEDS_WORDS and not self.subject_injury_words:
            raise ValueError("subject_injury_words: Describe the person's injury.")
        if self.officer_injury in NEEDS_WORDS and not self.officer_injury_words:
            raise ValueError("officer_injury_words: Describe your injury.")
        if self.subject_injury == "serious" and self.medical_aid == "not-needed":
            raise ValueError("medical_aid: A serious injury needs medical aid. Say whether it was given.")

    def warnings(self) -> list[Warned]:
        found = super().warnings()
        if self.medical_aid == "not-given":
            found.append(Warned("no-aid", "medical_aid", "Aid was needed and not given. Say why."))
        if all(entry.effective == "no" for entry in self.tactics) and "arrested" in self.outcome:
            found.append(
                Warned("none-worked", "tactics", "No tactic worked, yet the person was arrested. Check both.")
            )
        return found
