"""What a request has shown: gathered while the page is made, written as entries before it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from daybook.access.caller import Caller
from daybook.access.kinds import SEARCH_RUN
from daybook.book.pages import Line, append_many

IDS_KEPT = 50


@dataclass(slots=True)
class Consulted:
    """The records whose personal data a response holds. Order is kept, a repeated record counts once."""

    looks: dict[tuple[str, str, UUID | None], dict[str, Any]] = field(default_factory=dict)
    searches: list[dict[str, Any]] = field(default_factory=list)

    def add(self, record_type: str, record_id: UUID, kind: str = "", **notes: Any) -> None:
        """A record is shown. `kind` only where it is not the one that the view's decorator names."""
        self.looks.setdefault((kind, record_type, record_id), notes)

    def search(self, query_kind: str, count: int, ids: Iterable[UUID] = (), **notes: Any) -> None:
        """A search was answered: which search, how many it found, and the ids shown (the first 50 are kept).

        Words typed belong into `notes`: they stand in the entry's value, where disposal can reach them.
        """
        shown = [UUID(str(record)).hex for record in ids]
        self.searches.append({"search": query_kind, "count": count, "ids": shown[:IDS_KEPT], **notes})

    def __bool__(self) -> bool:
        return bool(self.looks or self.searches)

    def lines(self, kind: str, caller: Caller) -> list[Line]:
        reason = {"reason": caller.reason} if caller.reason else {}
        looks = [
            Line(own or kind, caller.author, record_type, record_id, {**notes, **reason})
            for (own, record_type, record_id), notes in self.looks.items()
        ]
        return looks + [Line(SEARCH_RUN, caller.author, notes={**notes, **reason}) for notes in self.searches]

    def write(self, kind: str, caller: Caller) -> None:
        """Write the entries, all or none, and begin anew."""
        append_many(self.lines(kind, caller))
        self.looks.clear()
        self.searches.clear()


def consulted(request: HttpRequest) -> Consulted:
    """The request's `Consulted` (also `request.consulted`)."""
    found = getattr(request, "consulted", None)
    if not isinstance(found, Consulted):
        found = Consulted()
        request.consulted = found  # type: ignore[attr-defined]  # part of the contract with views
    return found
