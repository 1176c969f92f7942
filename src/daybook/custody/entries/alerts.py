"""What Daybook itself writes into a custody record: that something is nearly due or overdue, and who answered."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.clocks.calendar import said
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import Moment, Text


class OfTheHouse(EntryKind):
    section = "Alerts"
    permission = "custody.care"
    after_release = True
    house = True


@entry_kind
class AlertGiven(OfTheHouse):
    """To the custody officer and the reviewing inspector. `mark` is in minutes: -60, -30, -10, or 0 once overdue."""

    slug = "alert"
    title = "Alert"

    what: Annotated[Text, Ask("What is due"), Field(min_length=1)]
    rule: Annotated[Text, Ask("Rule")] = ""
    note: Annotated[Text, Ask("Which")] = ""
    due_at: Annotated[Moment, Ask("Due at")]
    mark: Annotated[int, Ask("Minutes to go")]
    who: Annotated[Text, Ask("Who may act")] = ""
    to: Annotated[list[str], Ask("Told")] = []

    def line(self) -> str:
        which = f"{due_name(self.what)} ({self.note})" if self.note else due_name(self.what)
        left = f"due at {said(self.due_at)}, in {span(-self.mark)} at most"
        return f"Alert ({self.rule}): {which}: {left if self.mark else f'overdue since {said(self.due_at)}'}."


@entry_kind
class AlertAcknowledged(OfTheHouse):
    """Somebody says by their name that they have seen the alert."""

    slug = "alert-acknowledged"
    title = "Alert acknowledged"
    permission = "custody.acknowledge-alert"

    alert: Annotated[Text, Ask("Alert"), Field(min_length=1)]
    what: Annotated[Text, Ask("What is due")] = ""
    rule: Annotated[Text, Ask("Rule")] = ""
    note: Annotated[Text, Ask("Note", rows=2)] = ""

    def line(self) -> str:
        words = f" {self.note.rstrip('.')}." if self.note else ""
        return f"Alert acknowledged: {due_name(self.what)} ({self.rule}).{words}"


def due_name(what: str) -> str:
    """Something that is due, in the words of the pages."""
    from daybook.custody.watch import WORDS

    return WORDS.get(what, (what, ""))[0]


def span(minutes: int) -> str:
    """Minutes in the largest unit that fits: `30 minutes`, `1 day`."""
    for unit, length in (("day", 24 * 60), ("hour", 60)):
        count, rest = divmod(minutes, length)
        if count and not rest:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{minutes} minutes"
