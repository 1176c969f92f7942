"""Vulnerable person: what worries the officer, how great the risk is, and the referral to the local authority."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change, Questions, Told
from daybook.records.reports.entries import PersonEntry
from daybook.records.reports.form import not_in_the_future
from daybook.records.reports.values import Moment, Text

KINDS = (("child", "Child"), ("adult", "Adult"))
RISKS = (("high", "High"), ("medium", "Medium"), ("standard", "Standard"))
CONSENT = (
    ("yes", "Yes"),
    ("no", "No"),
    ("not-asked", "Not asked: it would raise the risk"),
    ("cannot", "Cannot decide: too young, or lacks capacity"),
)


class Referral(Questions):
    at: Annotated[Moment, Ask("When it was sent", section="The referral")]
    authority: Annotated[
        Text, Ask("To which authority", hint="Council and team"), Field(min_length=1, max_length=120)
    ]
    reference: Annotated[Text, Ask("Their reference, if known"), Field(max_length=40)] = ""

    _come = field_validator("at")(not_in_the_future)

    def check_against(self, told: Told) -> None:
        if self.at < told.happened_at:
            raise ValueError("at: The referral cannot be older than what it is about. Check the time.")
        if told.details.get("consent") != "yes" and not told.details.get("override_reason"):
            raise ValueError(
                "Consent was not given. Amend the report and say why the referral is made without it, then refer."
            )


@report_type
class Vulnerable(Report):
    slug = "vulnerable"
    title = "Vulnerable person"
    prefix = "VP"
    group = "People at risk"
    happened = "When the person came to notice"
    statuses: ClassVar[dict[str, str]] = {
        "recorded": "Recorded, not referred",
        "referred": "Referred",
        "closed": "Closed",
        "error": "Entered in error",
    }
    in_hand = frozenset({"recorded", "referred"})
    minds_ages = True
    changes = (
        Change(
            "refer",
            "Referred to the local authority",
            "vulnerable:referred",
            "referred",
            "Refer to the local authority",
            after=frozenset({"recorded", "referred"}),
            repeatable=True,
            asks=Referral,
            why="",
        ),
        Change(
            "close",
            "Closed",
            "vulnerable:closed",
            "closed",
            "Close",
            after=frozenset({"recorded", "referred"}),
        ),
        Change(
            "error",
            "Entered in error",
            "vulnerable:in-error",
            "error",
            "Record as entered in error",
            withdraws=True,
            hint="Every system that was told takes the notice back.",
        ),
    )
    draws: ClassVar[dict[str, frozenset[str]]] = {
        "person": frozenset(
            {"vulnerable", "victim", "missing", "arrested", "searched", "witness", "subjectOfForce"}
        )
    }

    person: Annotated[
        list[PersonEntry],
        Ask("Person", section="Who", add="Add the person", remove="Remove this person"),
        Role("vulnerable"),
        Field(min_length=1, max_length=1),
    ]
    child_or_adult: Annotated[
        Text,
        Ask("Child or adult", options=KINDS, missing="Say whether this is a child or an adult."),
        Field(min_length=1),
    ]
    concerns: Annotated[
        list[str],
        Ask(
            "What worries you",
            section="The concern",
            code_list="safeguarding-concerns",
            hint="All that apply",
            missing="Choose at least one concern.",
        ),
        Field(min_length=1),
    ]
    shown_by: Annotated[
        list[str], Ask("What shows that they may be vulnerable", code_list="vulnerability-reasons")
    ] = []
    text: Annotated[Text, Ask("What you saw and heard", rows=6), Field(min_length=1)]
    own_words: Annotated[Text, Ask("What the person says and wants", rows=3)] = ""
    risk: Annotated[
        Text, Ask("Risk", options=RISKS, missing="Choose how great the risk is."), Field(min_length=1)
    ]
    risk_reason: Annotated[Text, Ask("Why this risk", rows=2), Field(min_length=1)]
    consent: Annotated[
        Text,
        Ask(
            "Does the person agree to a referral?",
            section="Consent",
            options=CONSENT,
            missing="Say whether the person agrees.",
        ),
        Field(min_length=1),
    ]
    override_reason: Annotated[
        Text, Ask("If it is shared without their agreement, why", rows=2, hint="The risk that outweighs it")
    ] = ""
    others_at_risk: Annotated[
        Text, Ask("Others at risk", hint="Children or adults in the home", rows=2, folded=True)
    ] = ""

    def check_rules(self) -> None:
        if self.risk == "high" and self.consent != "yes" and not self.override_reason:
            raise ValueError(
                "override_reason: At high risk it is shared even without agreement. Say what outweighs it."
            )

    def check_ages(self, ages: Mapping[str, int]) -> None:
        for years in ages.values():
            if (years < 18) != (self.child_or_adult == "child"):
                raise ValueError(
                    f"child_or_adult: By the birth date this person is {years}. Correct the answer or the date."
                )
