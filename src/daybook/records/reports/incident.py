"""Incident (National Standard for Incident Recording): registered at once, crime or not."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change
from daybook.records.reports.entries import PersonEntry
from daybook.records.reports.values import Text

PRIORITIES = (
    ("emergency", "Emergency"),
    ("priority", "Priority"),
    ("scheduled", "Scheduled"),
    ("phone", "By phone"),
)


@report_type
class Incident(Report):
    slug = "incident"
    title = "Incident"
    prefix = "IN"
    happened = "When it was received"
    statuses = {"open": "Open", "closed": "Closed"}
    changes = (
        Change(
            "close",
            "Incident closed",
            "incident:closed",
            "closed",
            "Close",
            hint="Give the closing category.",
        ),
        Change("reopen", "Incident reopened", "incident:reopened", "open", "Reopen"),
    )

    method_of_report: Annotated[
        Text,
        Ask("How it was reported", section="The call", code_list="incident-report-method"),
        Field(min_length=1),
    ]
    priority: Annotated[Text, Ask("Grade of response", options=PRIORITIES), Field(min_length=1)]
    category: Annotated[Text, Ask("Opening category", code_list="incident-category"), Field(min_length=1)]
    text: Annotated[Text, Ask("What is happening", rows=5), Field(min_length=1)]
    callers: Annotated[
        list[PersonEntry],
        Ask("Caller", section="Who reported it", add="Add the caller", remove="Remove the caller"),
        Role("personReporting"),
        Field(max_length=1),
    ] = []
