"""Warrant of a court: whom or what it names, until when, and every attempt to execute it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from django.utils import timezone
from pydantic import Field, field_validator

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change, Questions, Told
from daybook.records.reports.entries import OffenceEntry, PersonEntry
from daybook.records.reports.form import not_in_the_future
from daybook.records.reports.values import Moment, OptionalDay, Text

BAIL = (("with", "Backed for bail"), ("without", "Not backed for bail"), ("none", "Does not apply"))
OPEN = frozenset({"issued", "allocated", "attempted"})


class Allocation(Questions):
    to: Annotated[
        Text,
        Ask("To whom", section="Allocation", hint="Collar number or team"),
        Field(min_length=1, max_length=80),
    ]


class Attempt(Questions):
    at: Annotated[Moment, Ask("When", section="The attempt")]
    where: Annotated[Text, Ask("Where"), Field(min_length=1, max_length=200)]
    result: Annotated[
        Text,
        Ask("Result", code_list="warrant-attempts", missing="Choose what came of it."),
        Field(min_length=1),
    ]
    words: Annotated[Text, Ask("In your own words", rows=2)] = ""

    _come = field_validator("at")(not_in_the_future)

    def check_against(self, told: Told) -> None:
        refuse_after_expiry(timezone.localdate(self.at), told)


class Execution(Questions):
    at: Annotated[Moment, Ask("When", section="The execution")]
    where: Annotated[Text, Ask("Where"), Field(min_length=1, max_length=200)]
    result: Annotated[
        Text, Ask("What came of it", hint="Arrest number, or what was found", rows=2), Field(min_length=1)
    ]

    _come = field_validator("at")(not_in_the_future)

    def check_against(self, told: Told) -> None:
        refuse_after_expiry(timezone.localdate(self.at), told)


def refuse_after_expiry(day: date, told: Told) -> None:
    """A warrant is void after its last day."""
    last = told.details.get("expires_on")
    if last and day > date.fromisoformat(last):
        raise ValueError(
            f"at: The warrant ran out on {date.fromisoformat(last):%d/%m/%Y}. Check the day; ask for a new one."
        )
    if day < timezone.localdate(told.happened_at):
        raise ValueError("at: This is before the warrant was issued. Check the day.")


class Expiry(Questions):
    """Asks nothing; a warrant runs out only when its last day is over."""

    @classmethod
    def fits(cls, details: Mapping[str, Any]) -> bool:
        last = details.get("expires_on")
        return bool(last and date.fromisoformat(last) < timezone.localdate())

    def check_against(self, told: Told) -> None:
        if not self.fits(told.details):
            raise ValueError("This warrant has not run out. Withdraw it if the court took it back.")


@report_type
class Warrant(Report):
    slug = "warrant"
    title = "Warrant"
    prefix = "WT"
    group = "Intelligence, warrants and outcomes"
    happened = "When it was issued"
    at_same_time = False
    statuses: ClassVar[dict[str, str]] = {
        "issued": "Issued",
        "allocated": "Allocated",
        "attempted": "Attempted",
        "executed": "Executed",
        "withdrawn": "Withdrawn by the court",
        "expired": "Expired",
    }
    in_hand = OPEN
    begins_with = frozenset({"named"})
    changes = (
        Change(
            "allocate",
            "Allocated",
            "warrant:allocated",
            "allocated",
            "Allocate",
            after=OPEN,
            repeatable=True,
            asks=Allocation,
            why="",
            permission="records.record-warrant",
        ),
        Change(
            "attempt",
            "Attempted",
            "warrant:attempted",
            "attempted",
            "Record an attempt",
            after=frozenset({"allocated", "attempted"}),
            repeatable=True,
            asks=Attempt,
            why="",
            permission="records.record-warrant",
        ),
        Change(
            "execute",
            "Executed",
            "warrant:executed",
            "executed",
            "Record as executed",
            after=frozenset({"allocated", "attempted"}),
            asks=Execution,
            why="",
            permission="records.record-warrant",
        ),
        Change(
            "withdraw",
            "Withdrawn by the court",
            "warrant:withdrawn",
            "withdrawn",
            "Withdrawn by the court",
            after=OPEN,
        ),
        Change(
            "expire",
            "Expired",
            "warrant:expired",
            "expired",
            "Record as expired",
            after=OPEN,
            asks=Expiry,
            why="",
        ),
    )
    draws: ClassVar[dict[str, frozenset[str]]] = {
        "named": frozenset({"wanted", "suspect", "arrested", "charged"})
    }

    named: Annotated[
        list[PersonEntry],
        Ask("Person named", section="Whom it names", add="Add a person", remove="Remove this person"),
        Role("wanted"),
        Field(max_length=5),
    ] = []
    kind_of_warrant: Annotated[
        Text,
        Ask(
            "Kind",
            section="The warrant",
            code_list="warrant-kinds",
            choose="Choose",
            missing="Choose the kind of warrant.",
        ),
        Field(min_length=1),
    ]
    court: Annotated[Text, Ask("Court"), Field(min_length=1, max_length=120)]
    court_reference: Annotated[Text, Ask("The court's reference", width=20), Field(max_length=40)] = ""
    bail: Annotated[
        Text, Ask("Bail", options=BAIL, missing="Say whether it is backed for bail."), Field(min_length=1)
    ]
    expires_on: Annotated[OptionalDay, Ask("Last day, where it has one")] = None
    offences: Annotated[
        list[OffenceEntry],
        Ask("Offences", hint="Type words or a code, where it names one"),
        Field(max_length=10),
    ] = []
    risk: Annotated[Text, Ask("What officers should know before they go", section="Risk", rows=3)] = ""

    def check_rules(self) -> None:
        if self.kind_of_warrant != "search" and not self.named:
            raise ValueError("named: Add the person whom the warrant names.")
        if self.expires_on and self.expires_on < timezone.localdate(self.happened_at):
            raise ValueError("expires_on: The last day is before the day of issue. Check both.")
