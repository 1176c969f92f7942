"""What a page of results says of the old systems: how each stands, what it gave, and whether more is to come."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.legacy import registry
from daybook.legacy.find.asking import LIMIT, MOST, ask, asks, found_by, is_complete
from daybook.legacy.find.found import Shown, shown
from daybook.legacy.models import Ask, AskState

__all__ = ["Answer", "Shown", "answers", "ask", "context", "waited_for"]
LOOK_EVERY = 0.1
COLOURS = {
    AskState.ASKING: "blue",
    AskState.ANSWERED: "green",
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
