"""Penalty, caution or community resolution: an offence dealt with out of court. The rules are to be read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change
from daybook.records.reports.entries import OffenceEntry, PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.values import YES_NO, Text

FOR_ADULTS = frozenset({"adult-caution", "conditional-caution", "penalty-notice"})
FOR_CHILDREN = frozenset({"youth-caution", "youth-conditional-caution"})
NEEDS_ADMISSION = FOR_CHILDREN | {"adult-caution", "conditional-caution", "community-resolution"}
NEEDS_AGREEMENT = frozenset(
    {"community-resolution", "conditional-caution", "youth-conditional-caution", "diversion"}
)


@report_type
class Disposal(Report):
    slug = "disposal"
    title = "Penalty or community resolution"
    prefix = "OD"
    group = "Intelligence, warrants and outcomes"
    happened = "When it was given"
    at_same_time = False
    minds_ages = True
    statuses: ClassVar[dict[str, str]] = {
        "given": "Given",
        "complete": "Complied with",
        "breached": "Not complied with",
        "rescinded": "Rescinded",
    }
    in_hand = frozenset({"given"})
    changes = (
        Change(
            "complete",
            "Complied with",
            "disposal:completed",
            "complete",
            "Complied with",
            after=frozenset({"given"}),
        ),
        Change(
            "breach",
            "Not complied with",
            "disposal:breached",
            "breached",
            "Not complied with",
            after=frozenset({"given"}),
        ),
        Change(
            "rescind",
            "Rescinded",
            "disposal:rescinded",
            "rescinded",
            "Rescind",
            withdraws=True,
            hint="It should not have been given: it is taken off the person's record.",
        ),
    )
    draws: ClassVar[dict[str, frozenset[str]]] = {
        "offender": frozenset({"offender", "arrested", "suspect", "searched"})
    }

    offender: Annotated[
        list[PersonEntry],
        Ask("Person", section="Who", add="Add the person", remove="Remove this person"),
        Role("offender"),
        Field(min_length=1, max_length=1),
    ]
    offences: Annotated[
        list[OffenceEntry],
        Ask(
            "Offence",
            section="What for",
            hint="Type words or a code, such as theft shop or TH68010",
            missing="Choose the offence.",
        ),
        Field(min_length=1, max_length=5),
    ]
    disposal: Annotated[
        Text,
        Ask(
            "What was given",
            code_list="out-of-court-disposals",
            choose="Choose",
            missing="Choose what was given.",
        ),
        Field(min_length=1),
    ]
    admitted: Annotated[
        Text,
        Ask("Does the person admit it?", options=YES_NO, missing="Say whether the person admits it."),
        Field(min_length=1),
    ]
    notice_number: Annotated[
        Text, Ask("Number of the notice", width=20, folded=True), Field(max_length=24)
    ] = ""
    agreed: Annotated[
        Text,
        Ask("What was agreed", hint="What the person does, and by when", section="The agreement", rows=4),
    ] = ""
    appropriate_adult: Annotated[
        Text, Ask("Appropriate adult", hint="For a person under 18"), Field(max_length=120)
    ] = ""
    victims: Annotated[
        list[PersonEntry],
        Ask("Victim", section="Victims", add="Add a victim", remove="Remove this victim"),
        Role("victim"),
        Field(max_length=10),
    ] = []
    victim_view: Annotated[Text, Ask("What the victim says to it", rows=3)] = ""
    reason: Annotated[Text, Ask("Why out of court", section="The reason", rows=3), Field(min_length=1)]

    def check_rules(self) -> None:
        if self.disposal in NEEDS_ADMISSION and self.admitted != "yes":
            raise ValueError("admitted: This is given only to somebody who admits the offence.")
        if self.disposal in NEEDS_AGREEMENT and not self.agreed:
            raise ValueError("agreed: Write what was agreed, and by when it is to be done.")
        if self.victims and not self.victim_view:
            raise ValueError("victim_view: Write what the victim says to it, or that they would not.")

    def check_ages(self, ages: Mapping[str, int]) -> None:
        years = ages.get("offender.0")
        if years is None:
            return
        if years < 10:
            raise ValueError(
                "offender: A child under ten is not criminally responsible. Report a vulnerable person."
            )
        if years < 18 and self.disposal in FOR_ADULTS:
            raise ValueError(
                "disposal: This is for adults; the person is under 18. Choose one for young people."
            )
        if years >= 18 and self.disposal in FOR_CHILDREN:
            raise ValueError("disposal: This is for people under 18; the person is an adult. Choose another.")
        if years < 18 and not self.appropriate_adult:
            raise ValueError("appropriate_adult: Name the appropriate adult: the person is under 18.")

    def warnings(self) -> list[Warned]:
        found = super().warnings()
        if self.disposal == "penalty-notice" and not self.notice_number:
            found.append(
                Warned("no-notice", "notice_number", "A penalty notice has a number. Enter it from the form.")
            )
        return found
