"""Stop and search (Police and Criminal Evidence Act 1984 s.1 to s.3, Code A 4.3): recorded even if the person says
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.entries import PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.values import YES_NO, OptionalMoment, Text

SECTION_60 = "cjpoa-60"
SHORTEST_GROUNDS = 40
FORMULAS = (
    "acting suspiciously",
    "high crime area",
    "smell of cannabis",
    "known to police",
    "matched description",
)
"""Words that by themselves say nothing of this person; with more around them they may stand."""
EXTENTS = (
    ("outer", "No more than outer coat, jacket, gloves, headgear and footwear"),
    ("more", "More than outer clothing"),
    ("intimate", "Intimate parts exposed"),
)


@report_type
class StopSearch(Report):
    slug = "stop-search"
    title = "Stop and search"
    prefix = "SS"
    happened = "When the search began"
    statuses: ClassVar[dict[str, str]] = {"recorded": "Recorded"}
    draws: ClassVar[dict[str, frozenset[str]]] = {"searched": frozenset({"searched", "suspect", "arrested"})}
    minds_ages = True
    begins_with = frozenset({"searched"})

    kind_of_search: Annotated[
        Text,
        Ask("What was searched", section="Who or what", code_list="stop-search-types"),
        Field(min_length=1),
    ] = "PERSON"
    searched: Annotated[
        list[PersonEntry],
        Ask("Person searched", add="Add the person", remove="Nobody was searched"),
        Role("searched"),
        Field(max_length=1),
    ] = []
    not_stated_because: Annotated[
        Text,
        Ask(
            "Why the person's own word on their ethnicity is missing",
            code_list="ethnicity-not-stated",
            choose="It is given",
        ),
    ] = ""
    registration: Annotated[Text, Ask("Registration of the vehicle", width=10), Field(max_length=10)] = ""
    power: Annotated[
        Text,
        Ask(
            "Power used",
            section="Why",
            code_list="stop-search-powers",
            choose="Choose",
            missing="Choose the power.",
        ),
        Field(min_length=1),
    ]
    authority: Annotated[
        Text,
        Ask(
            "Authority under section 60",
            hint="Only for that power: who gave it, for where, until when",
            rows=2,
        ),
    ] = ""
    object_sought: Annotated[
        Text,
        Ask(
            "What was looked for",
            code_list="stop-search-objects",
            choose="Choose",
            missing="Choose what was looked for.",
        ),
        Field(min_length=1),
    ]
    grounds: Annotated[
        Text,
        Ask(
            "Grounds",
            hint="What you saw, heard or were told of this person that made you suspect that it would be found",
            rows=5,
        ),
        Field(min_length=1),
    ]
    operation: Annotated[
        Text, Ask("Part of an operation", hint="Its name", folded=True), Field(max_length=80)
    ] = ""
    extent: Annotated[Text, Ask("How far clothing was taken off", section="The search", options=EXTENTS)] = (
        "outer"
    )
    appropriate_adult: Annotated[
        Text, Ask("Appropriate adult present", hint="Their name, where one was"), Field(max_length=120)
    ] = ""
    no_adult_because: Annotated[Text, Ask("Why no appropriate adult was there", rows=2, folded=True)] = ""
    ended_at: Annotated[OptionalMoment, Ask("When it ended", folded=True)] = None
    outcome: Annotated[
        Text,
        Ask(
            "Outcome",
            section="What came of it",
            code_list="stop-search-outcomes",
            choose="Choose",
            missing="Choose the outcome.",
        ),
        Field(min_length=1),
    ]
    found_object: Annotated[
        Text,
        Ask("Was what was looked for found?", options=YES_NO, missing="Say whether it was found."),
        Field(min_length=1),
    ]
    found_other: Annotated[Text, Ask("What else was found", rows=2), Field(max_length=400)] = ""

    @field_validator("registration")
    @classmethod
    def _as_on_the_plate(cls, value: str) -> str:
        """In capitals, without blanks: ab12 cde becomes AB12CDE."""
        return "".join(value.split()).upper()

    def check_rules(self) -> None:
        self._check_whom()
        if (self.power == SECTION_60) != bool(self.authority):
            raise ValueError(
                "authority: Say who gave the authority under section 60, for where and until when."
                if self.power == SECTION_60
                else "authority: Only section 60 needs an authority. Choose that power, or empty the box."
            )
        if self.ended_at and self.ended_at < self.happened_at:
            raise ValueError("ended_at: The search cannot end before it began. Check both times.")

    def _check_whom(self) -> None:
        if self.kind_of_search != "VEHICLE" and not self.searched:
            raise ValueError("searched: Add the person who was searched, even if they said nothing.")
        if self.kind_of_search != "PERSON" and not self.registration:
            raise ValueError("registration: Enter the registration of the vehicle that was searched.")
        for person in self.searched:
            if person.person_id is None and not (person.observed_ethnicity or person.self_defined_ethnicity):
                raise ValueError(
                    "searched.0.observed_ethnicity: Record the ethnicity as you see it where the person does not say."
                )
            if person.self_defined_ethnicity == "NS" and not self.not_stated_because:
                raise ValueError(
                    "not_stated_because: Say why the person's own word on their ethnicity is missing."
                )

    def check_ages(self, ages: Mapping[str, int]) -> None:
        child = any(years < 18 for years in ages.values())
        if child and self.extent == "intimate" and not (self.appropriate_adult or self.no_adult_because):
            raise ValueError(
                "appropriate_adult: A child's intimate parts are exposed only with an appropriate adult there. Name"
                " them, or say why none was there."
            )

    def warnings(self) -> list[Warned]:
        found = super().warnings()
        if len(self.grounds) < SHORTEST_GROUNDS:
            found.append(
                Warned(
                    "grounds-short",
                    "grounds",
                    "These grounds are very short. Would they convince the person?",
                )
            )
        elif said := next((words for words in FORMULAS if words in self.grounds.lower()), ""):
            found.append(
                Warned(
                    "grounds-formula",
                    "grounds",
                    f"“{said.capitalize()}” says little. What did this person do?",
                )
            )
        if self.extent == "intimate" and not self.appropriate_adult and self.no_adult_because:
            found.append(
                Warned("no-adult", "no_adult_because", "Intimate parts were exposed without an adult there.")
            )
        return found
