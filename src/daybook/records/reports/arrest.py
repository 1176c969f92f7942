"""Arrest (Police and Criminal Evidence Act 1984 s.24, Code G): who, for what, where, when, why and how."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change
from daybook.records.reports.entries import OffenceEntry, PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.values import OptionalMoment, Text, Tick

ATTENDANCE = (("arrested", "Arrested"), ("voluntary-attendance", "Attended voluntarily, not arrested"))


@report_type
class Arrest(Report):
    """One arrest, or several people arrested on one occasion; each person becomes an arrest of their own."""

    slug = "arrest"
    title = "Arrest"
    prefix = "AR"
    one_event_per_person = True
    happened = "When arrested"
    statuses = {
        "arrested": "Arrested",
        "voluntary-attendance": "Voluntary attendance",
        "de-arrested": "De-arrested",
        "wrong-person": "Wrong person",
    }
    changes = (
        Change(
            "de-arrest",
            "De-arrested",
            "arrest:de-arrested",
            "de-arrested",
            "De-arrest",
            hint="The grounds or the necessity have gone and the person is released at once.",
        ),
        Change(
            "wrong-person",
            "Wrong person",
            "arrest:wrong-person",
            "wrong-person",
            "Record as wrong person",
            withdraws=True,
            hint="This is not the person who was arrested. Every system that was told takes the arrest back.",
        ),
    )

    people_arrested: Annotated[
        list[PersonEntry],
        Ask(
            "Person",
            section="Who",
            add="Add another person",
            remove="Remove this person",
            missing="Add the person.",
        ),
        Role("arrested"),
        Field(min_length=1, max_length=20),
    ]
    attendance: Annotated[Text, Ask("Was the person arrested?", options=ATTENDANCE)] = "arrested"
    offences: Annotated[
        list[OffenceEntry],
        Ask(
            "Offences",
            section="What for",
            hint="Type words or a code, such as theft shop or TH68010",
            missing="Choose at least one offence.",
        ),
        Field(min_length=1, max_length=20),
    ]
    grounds: Annotated[
        Text,
        Ask(
            "Grounds for suspecting the person",
            section="Why",
            rows=4,
            hint="What you saw, heard or were told",
        ),
        Field(min_length=1),
    ]
    necessity: Annotated[
        list[str],
        Ask(
            "Why was the arrest necessary?",
            code_list="arrest-necessity",
            hint="Choose all that apply (Code G)",
        ),
    ] = []
    necessity_reason: Annotated[Text, Ask("The necessity in your own words", rows=2)] = ""
    caution_at: Annotated[OptionalMoment, Ask("Cautioned at", section="What was done", folded=True)] = None
    reply: Annotated[Text, Ask("Reply to caution", rows=2, folded=True)] = ""
    force_used: Annotated[Tick, Ask("Force was used")] = False
    searched: Annotated[Tick, Ask("The person was searched (s.32)")] = False
    custody_suite: Annotated[Text, Ask("Taken to", hint="Custody suite or station", width=20)] = ""

    @property
    def status(self) -> str:
        return self.attendance

    def check_rules(self) -> None:
        arrested = self.attendance == "arrested"
        if arrested and not self.necessity:
            raise ValueError("necessity: Choose why the arrest was necessary: at least one reason of Code G.")
        if arrested and not self.necessity_reason:
            raise ValueError("necessity_reason: Say in your own words why the arrest was necessary.")
        if self.attendance not in dict(ATTENDANCE):
            raise ValueError("attendance: Say whether the person was arrested or attended voluntarily.")
        chosen = [person.person_id for person in self.people_arrested if person.person_id]
        if len(chosen) != len(set(chosen)):
            raise ValueError("people_arrested: The same person is entered twice. Remove one of them.")

    def warnings(self) -> list[Warned]:
        found = super().warnings()
        if self.caution_at and self.caution_at < self.happened_at:
            found.append(
                Warned("caution-early", "caution_at", "The caution is timed before the arrest. Check both.")
            )
        return found
