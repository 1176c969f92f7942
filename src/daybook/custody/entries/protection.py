"""Children and vulnerable people: what was seen, who acts as appropriate adult, who is told (Code C 1, 3.13)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.findings import Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import OptionalMoment, Text, Tick

ADULT_STAGES = (
    ("needed", "Needed"),
    ("asked", "Asked to come"),
    ("arrived", "Arrived"),
    ("left", "Left"),
    ("not-needed", "Not needed"),
)
INTERPRETER_STAGES = (
    ("needed", "Needed"),
    ("asked", "Asked to come"),
    ("telephone", "Interpreting by telephone"),
    ("arrived", "Arrived"),
    ("left", "Left"),
    ("not-needed", "Not needed"),
)


@entry_kind
class Vulnerability(EntryKind):
    slug = "vulnerability"
    title = "Vulnerability considered"
    section = "Vulnerability"
    permission = "custody.book-in"

    vulnerable: Annotated[
        Tick,
        Ask(
            "There is reason to suspect that the person is vulnerable",
            hint="Any reason is enough (Code C 1.4)",
        ),
    ] = False
    signs: Annotated[
        list[str], Ask("What shows it", code_list="vulnerability-reasons", within=("vulnerable", "yes"))
    ] = []
    seen: Annotated[Text, Ask("What was seen, said or known", rows=2, within=("vulnerable", "yes"))] = ""
    diversion: Annotated[Tick, Ask("Referred to liaison and diversion", folded=True)] = False
    safeguarding: Annotated[Text, Ask("Safeguarding referral", hint="To whom, reference", folded=True)] = ""

    def check_rules(self) -> None:
        if self.vulnerable and not (self.signs or self.seen):
            raise ValueError("signs: Say what shows that the person is vulnerable.")


@entry_kind
class AppropriateAdult(EntryKind):
    slug = "appropriate-adult"
    title = "Appropriate adult"
    section = "Vulnerability"
    clock = True

    stage: Annotated[
        Text, Ask("Stage", options=ADULT_STAGES, missing="Say what happened."), Field(min_length=1)
    ]
    name: Annotated[Text, Ask("Name", width=30)] = ""
    relation: Annotated[Text, Ask("Who they are", code_list="adult-relations", choose="Choose")] = ""
    phone: Annotated[Text, Ask("Telephone", width=20)] = ""
    expected: Annotated[OptionalMoment, Ask("Expected at", folded=True)] = None
    told: Annotated[Tick, Ask("Told of the grounds, whereabouts and their part (Code C 3.15, 3.18)")] = False
    note: Annotated[Text, Ask("Note", rows=2, folded=True)] = ""

    def check_rules(self) -> None:
        if self.stage in {"asked", "arrived"} and not self.name:
            raise ValueError("name: Enter the appropriate adult's name.")

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if self.stage != "not-needed" or not now.protected:
            return []
        why = "a child" if now.child else "recorded as vulnerable"
        return [
            Warned("AA-2", "stage", f"The person is {why}: an appropriate adult is needed (Code C 1.4, 1.5).")
        ]


@entry_kind
class Interpreter(EntryKind):
    slug = "interpreter"
    title = "Interpreter"
    section = "Vulnerability"

    stage: Annotated[
        Text, Ask("Stage", options=INTERPRETER_STAGES, missing="Say what happened."), Field(min_length=1)
    ]
    language: Annotated[Text, Ask("Language, or British Sign Language", width=20), Field(max_length=40)] = ""
    name: Annotated[Text, Ask("Name", width=30)] = ""
    number: Annotated[Text, Ask("Register number", width=10, folded=True)] = ""

    def check_rules(self) -> None:
        if self.stage != "not-needed" and not self.language:
            raise ValueError("language: Enter the language.")


@entry_kind
class WelfareTold(EntryKind):
    """Someone responsible for a child's welfare is told, whatever the child wants (Code C 3.13; CYPA 1933 s.34)."""

    slug = "welfare-told"
    title = "Someone responsible for a child's welfare told"
    section = "Vulnerability"
    permission = "custody.book-in"

    name: Annotated[Text, Ask("Who was told", width=30, missing="Enter who was told."), Field(min_length=1)]
    relation: Annotated[Text, Ask("Parent, guardian, local authority, other", width=20)] = ""
    phone: Annotated[Text, Ask("Telephone", width=20)] = ""
    reached: Annotated[Tick, Ask("They were reached")] = False
    said: Annotated[Text, Ask("What was said", rows=2)] = ""
    order: Annotated[Text, Ask("Statutory order or care, and who supervises", folded=True)] = ""
