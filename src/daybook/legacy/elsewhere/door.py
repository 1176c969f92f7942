"""The office's way to ask what only another host reaches: for people, for what follows a mark, for an extract.

Each question is asked over NATS and answered at once by whichever host is free; nothing of it is stored there. A
connection is made for each: questions are rare, and one that is kept would be closed by the server meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from daybook.legacy.elsewhere.messages import Names
from daybook.legacy.elsewhere.questions import (
    Question,
    Told,
    Unanswered,
    answer_of,
    found_of,
    held_of,
    question_text,
    sought_told,
)
from daybook.legacy.engine.ports import CannotRead, Extracts, Follows, FoundThere, Holding, OldSystem, Passage
from daybook.legacy.joined import PATIENCE_AT_A_PAGE
from daybook.legacy.mapping import Held, Said, Sought

if TYPE_CHECKING:
    from daybook.legacy.elsewhere.wire import Wire

READ_SECONDS = 60.0
"""How long a page of an extract is waited for; the server forgets a question after two minutes."""
MOST_NAMED = 50_000
"""So many places are named in one question; where more are wanted, all records are gone through."""
NO_HOST = "No host that delivers to {title} is there to be asked."
TOO_LATE = "The host that delivers to {title} did not answer within {seconds:g} seconds."
NO_NATS = "NATS is not answering, over which {title} is asked."


@dataclass(frozen=True)
class Door:
    """`connect` opens a wire."""

    system: OldSystem
    names: Names
    connect: Callable[[], Wire]

    def ask(self, do: str, told: Told, seconds: float = READ_SECONDS, at: str = "") -> Told:
        """The answer of a host; CannotRead where there is none, with a sentence."""
        question = Question(do, self.system.version, seconds, told)
        try:
            return answer_of(self._asked(at or self.names.questions, question_text(question), seconds))
        except Unanswered as error:
            raise CannotRead(str(error)) from error

    def _asked(self, subject: str, text: bytes, seconds: float) -> bytes:
        from nats.errors import NoRespondersError
        from nats.errors import TimeoutError as LateError

        from daybook.legacy.elsewhere.wire import WireDownError

        try:
            wire = self.connect()
            try:
                return wire.ask(subject, text, seconds)
            finally:
                wire.close()
        except WireDownError as error:
            cause, title = error.__cause__, self.system.title
            if isinstance(cause, NoRespondersError):
                raise CannotRead(NO_HOST.format(title=title)) from error
            if isinstance(cause, LateError):
                raise CannotRead(TOO_LATE.format(title=title, seconds=seconds)) from error
            raise CannotRead(NO_NATS.format(title=title)) from error

    def find(self, sought: Sought, most: int) -> list[FoundThere]:
        told = {"sought": sought_told(sought), "most": most}
        return found_of(self.ask("find", told, PATIENCE_AT_A_PAGE)["found"])


@dataclass(frozen=True)
class FollowThere:
    """A system that a host reads on; where to begin is known here."""

    near: Follows
    door: Door

    def back(self, trail: Sequence[str]) -> str:
        return self.near.back(trail)

    def step(self, after: str) -> Passage:
        told = self.door.ask("step", {"after": after})
        return Passage([held_of(each) for each in told["records"]], told["marks"], told["more"])


@dataclass(frozen=True)
class ReadThere:
    """A system whose extract a host reads; what its records mean is known here, by the same mapping."""

    near: Extracts
    door: Door

    @property
    def reports(self) -> frozenset[str]:
        return self.near.reports

    def ask(self, key: str) -> None:
        self.door.ask("ask", {"key": key})

    @contextmanager
    def opened(self, key: str) -> Iterator[Holding | None]:
        told = self.door.ask("open", {"key": key})
        if not told["there"]:
            yield None
            return
        try:
            yield Pages(self.door, key, told["host"])
        finally:
            with suppress(CannotRead):  # a host closes by itself what nobody asks for any more
                self.door.ask("close", {"key": key}, at=self.door.names.questions_to(told["host"]))

    def ours(self, report: str, body: bytes) -> Held:
        return self.near.ours(report, body)

    def read_as(self, report: str) -> str:
        return self.near.read_as(report)

    def path_of(self, report: str, place: str) -> str:
        return self.near.path_of(report, place)

    def said(self, held: Held) -> Said:
        return self.near.said(held)

    def read_back(self, held: Held, place: str) -> Any:
        return self.near.read_back(held, place)


@dataclass(frozen=True)
class Pages:
    """An extract that a host has open, page by page."""

    door: Door
    key: str
    host: str

    def __iter__(self) -> Iterator[Held]:
        return self._records(None)

    def only(self, places: Container[int]) -> Iterator[Held]:
        named = sorted(places) if isinstance(places, set | frozenset) else None
        if named is not None and len(named) <= MOST_NAMED:
            return self._records(named)
        return (held for place, held in enumerate(self) if place in places)

    def _records(self, only: list[int] | None) -> Iterator[Held]:
        at, page = self.door.names.questions_to(self.host), 0
        while True:
            told = self.door.ask("page", {"key": self.key, "page": page, "only": only}, at=at)
            yield from map(held_of, told["records"])
            if not told["more"]:
                return
            only, page = None, page + 1
