"""Pocket notebook entry: written at the time, or later and saying why. Nothing is rubbed out: amendments show both."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, ClassVar

from django.utils import timezone
from pydantic import Field

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.entries import PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.values import Text

WRITTEN = (("at-the-time", "At the time, or as soon as I could"), ("later", "Later"))
AS_SOON_AS = timedelta(hours=12)


@report_type
class NotebookEntry(Report):
    slug = "notebook"
    title = "Pocket notebook entry"
    prefix = "NB"
    group = "Evidence and property"
    happened = "When it happened"
    statuses: ClassVar[dict[str, str]] = {"recorded": "Recorded"}
    shows_original = True
    draws: ClassVar[dict[str, frozenset[str]]] = {"involved": frozenset()}

    text: Annotated[Text, Ask("What happened", section="The entry", rows=8), Field(min_length=1)]
    written: Annotated[Text, Ask("Written", options=WRITTEN)] = "at-the-time"
    later_because: Annotated[Text, Ask("Why only later", rows=2)] = ""
    involved: Annotated[
        list[PersonEntry],
        Ask("Person", section="Who was there", add="Add a person", remove="Remove this person"),
        Role("present"),
        Field(max_length=20),
    ] = []

    def check_rules(self) -> None:
        if self.written == "later" and not self.later_because:
            raise ValueError("later_because: Say why the entry was written only later.")

    def warnings(self) -> list[Warned]:
        found = super().warnings()
        if self.written == "at-the-time" and timezone.now() - self.happened_at > AS_SOON_AS:
            found.append(
                Warned(
                    "not-at-the-time",
                    "written",
                    "This happened more than 12 hours ago. Was it written at the time?",
                )
            )
        return found
