"""How far the invented force is loaded: told by entries, each written in the transaction of its batch."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date

from daybook.book import append
from daybook.book.author import system
from daybook.book.models import Entry
from daybook.demo.kinds import LOADED, LOADING
from daybook.demo.loading.errors import CannotLoad

DEVICE = "demo-force"


@dataclass(frozen=True, slots=True)
class Mark:
    """Which force, and how many of its people and events are in the tables."""

    people: int
    seed: int
    until: str
    people_done: int = 0
    events_done: int = 0

    def with_people(self, done: int) -> Mark:
        """The mark after so many people."""
        return replace(self, people_done=done)

    def with_events(self, done: int) -> Mark:
        """The mark after so many events."""
        return replace(self, events_done=done)

    @property
    def last_day(self) -> date:
        """The day before which the two years end."""
        return date.fromisoformat(self.until)


def is_loaded() -> bool:
    """Whether a whole invented force is in the tables."""
    return Entry.objects.filter(kind=LOADED).exists()


def last_mark() -> Mark | None:
    """Where the load stopped last; None where it was never begun."""
    entry = Entry.objects.filter(kind__in=[LOADING, LOADED]).order_by("-written_at", "-id").first()
    return Mark(**json.loads(entry.value.change)) if entry else None


def put(mark: Mark, kind: str = LOADING) -> None:
    """Write the mark, in the caller's transaction."""
    append(kind, system(DEVICE), notes=asdict(mark))


def resume_or_begin(people: int, seed: int, until: date | None, today: date) -> Mark:
    """The mark to go on from. CannotLoad where another force stands here, whole or half loaded."""
    mark = last_mark()
    if mark is None:
        return Mark(people, seed, (until or today).isoformat())
    wanted = (people, seed, (until or mark.last_day).isoformat())
    if (mark.people, mark.seed, mark.until) != wanted:
        raise CannotLoad(
            f"This database holds a demonstration force of {mark.people:,} people (seed {mark.seed}, until"
            f" {mark.until}). Ask for the same, or load another into an empty database."
        )
    return mark
