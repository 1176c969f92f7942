"""What a host answers when the office asks: people, what follows a mark, an extract page by page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from daybook.legacy.elsewhere.questions import (
    LARGEST,
    Question,
    Told,
    answer_text,
    found_told,
    held_told,
    problem_text,
    question_of,
    sought_of,
)
from daybook.legacy.engine.ports import CannotRead, Holding, OldSystem
from daybook.legacy.mapping import Held

OPEN_SECONDS = 1800.0
"""How long an extract that nobody asks for any more is kept open."""
PAGE = LARGEST // 2
UNLIKE = "Its host works with another mapping of {title} than the office. Give both the same folder of it."
CANNOT = "The host that delivers to {title} cannot do that: {do}."
LOST = "The host that delivers to {title} has that extract not open any more. It is asked for anew."
TOO_MUCH = "{title} answered with more than NATS carries. Search for more of the name."
BROKE = "The connection to {title} broke ({cause})."


@dataclass
class Open:
    """An extract that is open, the page that comes next, and what is left of the records."""

    stack: ExitStack
    holding: Holding
    used_at: float
    page: int = 0
    rest: Iterator[Told] = field(default_factory=lambda: iter(()))


class Answers:
    """Answers for one host. An extract is opened, read and put away by one thread: what it stands on may belong to it.
    `name` is the host's own, under which it is asked alone."""

    def __init__(self, system: OldSystem, name: str) -> None:
        self.system, self.name = system, name
        self.open: dict[str, Open] = {}
        self.ways: Mapping[str, Callable[[Mapping[str, Any]], Told]] = {
            "find": self._find, "step": self._step, "ask": self._ask,
            "open": self._open, "page": self._page, "close": self._close,
        }  # fmt: skip

    def to(self, text: bytes, came_at: float) -> bytes | None:
        """The answer as it is sent; None where nobody waits for it any more."""
        try:
            question = question_of(text)
        except ValueError:
            return problem_text(CANNOT.format(title=self.system.title, do="it is no question"))
        if time.monotonic() - came_at > question.seconds:
            return None
        try:
            return self._fitting(self._answer(question))
        except CannotRead as error:
            return problem_text(str(error))
        except Exception as error:
            return problem_text(BROKE.format(title=self.system.title, cause=type(error).__name__))

    def close(self, older_than: float = 0.0) -> None:
        """Put away what has not been asked for since so many seconds."""
        last = time.monotonic() - older_than
        for key in [key for key, each in self.open.items() if each.used_at <= last]:
            self._put_away(key)

    def _answer(self, question: Question) -> Told:
        way = self.ways.get(question.do)
        if way is None:
            raise CannotRead(CANNOT.format(title=self.system.title, do=question.do))
        if question.version != self.system.version:
            raise CannotRead(UNLIKE.format(title=self.system.title))
        return way(question.told)

    def _fitting(self, told: Told) -> bytes:
        text = answer_text(told)
        if len(text) > LARGEST:
            raise CannotRead(TOO_MUCH.format(title=self.system.title))
        return text

    def _find(self, told: Mapping[str, Any]) -> Told:
        if self.system.find is None:
            raise CannotRead(CANNOT.format(title=self.system.title, do="find"))
        return {"found": found_told(self.system.find(sought_of(told["sought"]), int(told["most"])))}

    def _step(self, told: Mapping[str, Any]) -> Told:
        if self.system.follow is None:
            raise CannotRead(CANNOT.format(title=self.system.title, do="step"))
        passage = self.system.follow.step(str(told["after"]))
        return {
            "records": list(map(held_told, passage.helds)), "marks": list(passage.marks), "more": passage.more
        }  # fmt: skip

    def _ask(self, told: Mapping[str, Any]) -> Told:
        if self.system.extracts is None:
            raise CannotRead(CANNOT.format(title=self.system.title, do="ask"))
        self.system.extracts.ask(str(told["key"]))
        return {}

    def _open(self, told: Mapping[str, Any]) -> Told:
        if self.system.extracts is None:
            raise CannotRead(CANNOT.format(title=self.system.title, do="open"))
        key = str(told["key"])
        with ExitStack() as stack:
            self._put_away(key)
            holding = stack.enter_context(self.system.extracts.opened(key))
            if holding is None:
                return {"there": False, "host": self.name}
            self.open[key] = Open(stack.pop_all(), holding, time.monotonic())
        return {"there": True, "host": self.name}

    def _page(self, told: Mapping[str, Any]) -> Told:
        """The pages come one after the other; the first begins anew, with all records or some."""
        extract, page = self.open.get(str(told["key"])), int(told["page"])
        if extract is None or page not in (0, extract.page):
            raise CannotRead(LOST.format(title=self.system.title))
        if page == 0:
            extract.rest = _each(extract.holding, told["only"])
        records, more = _up_to(PAGE, extract.rest)
        extract.page, extract.used_at = page + 1, time.monotonic()
        return {"records": records, "more": more}

    def _close(self, told: Mapping[str, Any]) -> Told:
        self._put_away(str(told["key"]))
        return {}

    def _put_away(self, key: str) -> None:
        if known := self.open.pop(key, None):
            known.stack.close()


def _each(holding: Holding, only: list[int] | None) -> Iterator[Told]:
    helds: Iterator[Held] = iter(holding) if only is None else holding.only(set(only))
    return map(held_told, helds)


def _up_to(size: int, records: Iterator[Told]) -> tuple[list[Told], bool]:
    """The next records, of about so many bytes together, and whether more may follow."""
    page: list[Told] = []
    for record in records:
        page.append(record)
        size -= len(answer_text(record))
        if size <= 0:
            return page, True
    return page, False
