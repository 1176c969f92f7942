"""Missing person: how great the risk is, where last seen, found where and how, and the talk on return."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change, Questions, Told
from daybook.records.reports.entries import PersonEntry
from daybook.records.reports.form import not_in_the_future
from daybook.records.reports.values import YES_NO, Moment, Text

RISKS = (("none", "No apparent risk"), ("low", "Low"), ("medium", "Medium"), ("high", "High"))
CONDITIONS = (("well", "Well"), ("harmed", "Came to harm"), ("hospital", "In hospital"), ("dead", "Dead"))


class Assessment(Questions):
    risk: Annotated[
        Text,
        Ask("Risk now", section="The risk", options=RISKS, missing="Choose how great the risk is."),
        Field(min_length=1),
    ]

    @classmethod
    def known(cls, told: Told) -> dict[str, str]:
        last = told.last("assess")
        return {"risk": last.answers["risk"] if last else told.details.get("risk", "")}


class Found(Questions):
    at: Annotated[Moment, Ask("When", section="Found")]
    where: Annotated[Text, Ask("Where"), Field(min_length=1, max_length=200)]
    condition: Annotated[
        Text,
        Ask("How the person was", options=CONDITIONS, missing="Say how the person was."),
        Field(min_length=1),
    ]
    harm: Annotated[Text, Ask("What harm they came to", rows=2)] = ""
    found_by: Annotated[Text, Ask("By whom, or came back alone"), Field(min_length=1, max_length=120)]

    _come = field_validator("at")(not_in_the_future)

    def check_rules(self) -> None:
        if self.condition == "harmed" and not self.harm:
            raise ValueError("harm: Say what harm the person came to.")

    def check_against(self, told: Told) -> None:
        if self.at < told.happened_at:
            raise ValueError("at: The person cannot be found before they were last seen. Check the time.")


class ReturnTalk(Questions):
    """The prevention talk of the police and the offer of an independent one."""

    at: Annotated[Moment, Ask("When", section="The talk on return")]
    by: Annotated[Text, Ask("By whom"), Field(min_length=1, max_length=120)]
    said: Annotated[
        Text,
        Ask("Where they were, with whom, and why", rows=4, hint="Or that they would not say"),
        Field(min_length=1),
    ]
    independent: Annotated[
        Text,
        Ask("Was an independent talk offered?", options=YES_NO, missing="Say whether it was offered."),
        Field(min_length=1),
    ]

    _come = field_validator("at")(not_in_the_future)

    def check_against(self, told: Told) -> None:
        found = told.last("find")
        if found and self.at < datetime.fromisoformat(found.answers["at"]):
            raise ValueError("at: The talk cannot be before the person was found. Check the time.")


@report_type
class MissingPerson(Report):
    slug = "missing"
    title = "Missing person"
    prefix = "MP"
    group = "People at risk"
    happened = "When last seen"
    statuses: ClassVar[dict[str, str]] = {
        "missing": "Missing",
        "found": "Found, talk on return to be held",
        "closed": "Closed",
    }
    in_hand = frozenset({"missing", "found"})
    changes = (
        Change(
            "assess",
            "Risk assessed anew",
            "missing:risk-assessed",
            "missing",
            "Assess the risk anew",
            after=frozenset({"missing"}),
            repeatable=True,
            asks=Assessment,
            why="Why this risk",
        ),
        Change(
            "find",
            "Found",
            "missing:found",
            "found",
            "Record as found",
            after=frozenset({"missing"}),
            asks=Found,
            why="",
        ),
        Change(
            "talk",
            "Talk on return held",
            "missing:talk-held",
            "closed",
            "Record the talk on return",
            after=frozenset({"found"}),
            asks=ReturnTalk,
            why="",
        ),
        Change(
            "close",
            "Closed without a talk",
            "missing:closed",
            "closed",
            "Close without a talk",
            after=frozenset({"found"}),
            why="Why there is no talk",
        ),
        Change(
            "again",
            "Missing again",
            "missing:reopened",
            "missing",
            "Reopen",
            after=frozenset({"found", "closed"}),
        ),
    )

    person: Annotated[
        list[PersonEntry],
        Ask("Missing person", section="Who", add="Add the person", remove="Remove this person"),
        Role("missing"),
        Field(min_length=1, max_length=1),
    ]
    risk: Annotated[
        Text,
        Ask("Risk", section="The risk", options=RISKS, missing="Choose how great the risk is."),
        Field(min_length=1),
    ]
    risk_reason: Annotated[Text, Ask("Why this risk", rows=3), Field(min_length=1)]
    circumstances: Annotated[
        Text, Ask("How they went missing", section="What is known", rows=5), Field(min_length=1)
    ]
    clothing: Annotated[Text, Ask("What they wear and carry", rows=2)] = ""
    health: Annotated[Text, Ask("Medicine and health", rows=2)] = ""
    likely_places: Annotated[Text, Ask("Where they may be, and with whom", rows=2)] = ""
    means: Annotated[Text, Ask("Money, phone, vehicle", rows=2, folded=True)] = ""
    reporters: Annotated[
        list[PersonEntry],
        Ask(
            "Person reporting",
            section="Who reports it",
            add="Add who reports it",
            remove="Remove this person",
        ),
        Role("personReporting"),
        Field(max_length=1),
    ] = []
