"""Intelligence report, graded 3x5x2. Who it came from is not in it: that is held apart (see `hold_source`)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.entries import PersonEntry
from daybook.records.reports.intelligence_steps import CHANGES, graded
from daybook.records.reports.values import Text

PRIORITIES = (
    ("high", "High: threat to life or of serious harm soon"),
    ("medium", "Medium: of use only for a while"),
    ("low", "Low: all else"),
)
MARKS = (("official", "OFFICIAL"), ("official-sensitive", "OFFICIAL-SENSITIVE"))


@report_type
class Intelligence(Report):
    slug = "intelligence"
    title = "Intelligence report"
    prefix = "IR"
    group = "Intelligence, warrants and outcomes"
    happened = "When it became known"
    at_same_time = False
    statuses: ClassVar[dict[str, str]] = {
        "submitted": "Submitted",
        "evaluated": "Evaluated",
        "sanitised": "Sanitised",
        "disseminated": "Disseminated",
        "review": "Under review",
    }
    in_hand = frozenset({"submitted", "evaluated"})
    changes = CHANGES
    guarded = frozenset({"text", "provenance"})
    guard = "records.evaluate-intelligence"
    draws: ClassVar[dict[str, frozenset[str]]] = {"involved": frozenset()}

    text: Annotated[
        Text,
        Ask(
            "What is known",
            hint="Nothing here that shows who said it. Hold the source apart, on the report's page, afterwards.",
            section="The intelligence",
            rows=8,
        ),
        Field(min_length=1),
    ]
    provenance: Annotated[
        Text,
        Ask("How it is known", hint="For example, seen by the source, or heard from somebody", rows=2),
        Field(min_length=1),
    ]
    priority: Annotated[Text, Ask("Priority", options=PRIORITIES)] = "low"
    marking: Annotated[Text, Ask("Classification", options=MARKS)] = "official-sensitive"
    involved: Annotated[
        list[PersonEntry],
        Ask("Person", section="Whom it is about", add="Add a person", remove="Remove this person"),
        Role("namedIn"),
        Field(max_length=20),
    ] = []
    old_source: Annotated[
        Text,
        Ask(
            "Source, as an old report graded it",
            section="Only for a report of the old 5x5x5 scheme",
            options=graded("intelligence-source-5x5x5", "5x5x5 "),
            choose="No old report",
            folded=True,
        ),
    ] = ""
    old_information: Annotated[
        Text,
        Ask(
            "Information, as an old report graded it",
            options=graded("intelligence-information-5x5x5", "5x5x5 "),
            choose="No old report",
            folded=True,
        ),
    ] = ""
    old_handling: Annotated[
        Text,
        Ask(
            "Handling, as an old report graded it",
            options=graded("intelligence-handling-5x5x5", "5x5x5 "),
            choose="No old report",
            folded=True,
        ),
    ] = ""

    def check_rules(self) -> None:
        old = (self.old_source, self.old_information, self.old_handling)
        if any(old) and not all(old):
            raise ValueError(
                "old_source: An old grading has all three parts, such as B 2 4. Enter all or none."
            )
