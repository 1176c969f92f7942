"""Crime (National Crime Recording Standard): recorded within 24 hours of the report, one crime for each victim."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from django.utils import timezone
from pydantic import Field

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change
from daybook.records.reports.entries import OffenceEntry, PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.values import Moment, Text


@report_type
class Crime(Report):
    slug = "crime"
    title = "Crime"
    prefix = "CR"
    happened = "When it happened, or the earliest it can have"
    statuses = {
        "recorded": "Recorded",
        "under-investigation": "Under investigation",
        "finalised": "Finalised",
        "cancelled": "Cancelled",
    }
    in_hand = frozenset({"under-investigation"})
    changes = (
        Change(
            "investigate",
            "Investigation opened",
            "crime:investigation-opened",
            "under-investigation",
            "Open the investigation",
        ),
        Change(
            "finalise",
            "Crime finalised",
            "crime:finalised",
            "finalised",
            "Finalise",
            hint="Give the outcome in the reason.",
        ),
        Change(
            "cancel",
            "Crime cancelled",
            "crime:cancelled",
            "cancelled",
            "Cancel the crime",
            withdraws=True,
            hint="Only where recorded in error, a duplicate, shown not to be a crime, or another force's.",
        ),
    )

    reported_at: Annotated[Moment, Ask("When it was reported to the police", section="The report")]
    offences: Annotated[
        list[OffenceEntry],
        Ask(
            "Offence",
            section="What happened",
            hint="One crime, one offence: type words or a code",
            missing="Choose the offence.",
        ),
        Field(min_length=1, max_length=1),
    ]
    summary: Annotated[Text, Ask("What happened", rows=5), Field(min_length=1)]
    method: Annotated[Text, Ask("Method", rows=2, folded=True)] = ""
    entry_point: Annotated[
        Text, Ask("Point of entry", code_list="entry-points", choose="None, or not known", folded=True)
    ] = ""
    entry_means: Annotated[
        Text, Ask("Means of entry", code_list="entry-means", choose="None, or not known", folded=True)
    ] = ""
    victims: Annotated[
        list[PersonEntry],
        Ask("Victim", section="Victims", add="Add a victim", remove="Remove this victim"),
        Role("victim"),
        Field(max_length=20),
    ] = []
    witnesses: Annotated[
        list[PersonEntry],
        Ask("Witness", section="Witnesses", add="Add a witness", remove="Remove this witness"),
        Role("witness"),
        Field(max_length=20),
    ] = []
    suspects: Annotated[
        list[PersonEntry],
        Ask("Suspect", section="Suspects", add="Add a suspect", remove="Remove this suspect"),
        Role("suspect"),
        Field(max_length=20),
    ] = []

    def check_rules(self) -> None:
        if self.reported_at < self.happened_at:
            raise ValueError("reported_at: A crime cannot be reported before it happened. Check both times.")
        if self.happened_to and self.happened_to < self.happened_at:
            raise ValueError("happened_to: The latest time is before the earliest. Check both times.")
        victims = {person.person_id for person in self.victims if person.person_id}
        suspects = {person.person_id for person in self.suspects if person.person_id}
        if victims & suspects:
            raise ValueError(
                "suspects: This person is the victim of the same crime and cannot be its suspect too."
            )

    def warnings(self) -> list[Warned]:
        found = super().warnings()
        if timezone.now() - self.reported_at > timedelta(hours=24):
            found.append(
                Warned("crime-24h", "reported_at", "A crime is recorded within 24 hours of its report.")
            )
        return found
