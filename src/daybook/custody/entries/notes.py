"""Anything else worth writing down."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import Text


@entry_kind
class Note(EntryKind):
    slug = "note"
    title = "Note"
    section = "Other"
    after_release = True

    text: Annotated[Text, Ask("Note", rows=4, missing="Write the note."), Field(min_length=1)]

    def line(self) -> str:
        return self.text


@entry_kind
class Override(EntryKind):
    """A rule set aside in an emergency: an alert to the auditor."""

    slug = "override"
    title = "Rule set aside in an emergency"
    section = "Other"
    after_release = True
    house = True

    entry: Annotated[Text, Ask("Entry")]
    rules: Annotated[list[str], Ask("Rules")]
    reason: Annotated[Text, Ask("Reason")]

    def line(self) -> str:
        return f"{self.title}: {', '.join(self.rules)}. {self.reason}"


@entry_kind
class OverrideReviewed(EntryKind):
    slug = "override-reviewed"
    title = "Rule set aside: reviewed"
    section = "Other"
    permission = "access.audit"
    after_release = True
    house = True

    override: Annotated[Text, Ask("Entry")]
    finding: Annotated[Text, Ask("Finding", rows=3)]

    def line(self) -> str:
        return f"Reviewed by an auditor: {self.finding}"
