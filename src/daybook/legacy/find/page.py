"""What a page of results says of the old systems: how each stands, what it gave, and whether more is to come."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.legacy import registry
from daybook.legacy.find.answering import LIMIT, MOST, found_by
from daybook.legacy.find.asking import ask, asks, is_complete
from daybook.legacy.find.found import Shown, shown
from daybook.legacy.models import Ask, AskState

__all__ = ["Answer", "Shown", "answers", "ask", "context", "waited_for"]
LOOK_EVERY = 0.1
MORE = " Add a first name or a birth date to find fewer."
COLOURS = {
    AskState.ASKING: "blue",
    AskState.ANSWERED: "green",
    AskState.COPY: "turquoise",
    AskState.SILENT: "red",
    AskState.CLOSED: "yellow",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One system on the page. `seconds`: how long it took."""

    ask: Ask
    title: str
    records: list[Shown]

    @property
    def colour(self) -> str:
        return COLOURS[AskState(self.ask.state)]

    @property
    def seconds(self) -> float | None:
        done = self.ask.answered_at
        return (done - self.ask.asked_at).total_seconds() if done else None

    @property
    def said(self) -> str:
        """How many it has, as of when; empty where it said nothing and we have no copy of it."""
        at, found = self.ask.answered_at, len(self.records)
        if at is None:
            return ""
        if self.ask.read_at:
            when = f"as of what was read of it on {localtime(self.ask.read_at):%-d %B %Y %H:%M}"
            return f"{self._found} {when}." if found else f"Nobody so named, {when}."
        if self.ask.problem:
            return ""
        when = f"{localtime(at):%H:%M:%S}"
        if not found:
            return f"It has nobody so named. As it stood at {when}."
        return f"{self._found} as they stood there at {when}.{MORE if self.has_more else ''}"

    @property
    def _found(self) -> str:
        return f"{len(self.records)}{' or more' if self.has_more else ''} found,"

    @property
    def has_more(self) -> bool:
        return self.ask.count >= MOST


def answers(caller: Caller, rows: list[Ask]) -> list[Answer]:
    """What each system said, for this caller."""
    return [Answer(row, registry.title_of(row.system), shown(caller, found_by(row))) for row in rows]


def context(caller: Caller, search: UUID, rows: list[Ask]) -> dict[str, Any]:
    """For the templates of the page and of the part that renews itself."""
    answered = [row for row in rows if row.state == AskState.ANSWERED]
    return {
        "search_id": search,
        "answers": answers(caller, rows),
        "answered": len(answered),
        "copied": sum(row.state == AskState.COPY for row in rows),
        "complete": is_complete(rows),
        "limit": LIMIT.total_seconds(),
        "asked_at": rows[0].asked_at if rows else None,
        "may_take_in": allowed(caller, "records.record-person"),
    }


def waited_for(caller: Caller, search: UUID) -> list[Ask]:
    """The answers once all are there, or the limit has passed."""
    while not is_complete(rows := asks(caller, search)):
        time.sleep(LOOK_EVERY)
    return rows
