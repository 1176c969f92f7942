"""A transport that can be read on, as the reading in asks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from daybook.legacy.engine.ports import CannotRead, Passage
from daybook.legacy.forms import Forms
from daybook.legacy.transports import Connection, TransportError
from daybook.legacy.transports.base import Following


@dataclass(frozen=True)
class Follow:
    """What the engine's `Follows` are for a transport with an order of its own."""

    connection: Connection
    transport: Following
    forms: Forms

    def back(self, trail: Sequence[str]) -> str:
        with readable():
            return self.transport.back(trail, self.connection)

    def step(self, after: str) -> Passage:
        with readable():
            step = self.transport.step(after, self.connection)
            known = [(self.forms.by_name.get(name), tree) for name, tree in step.records]
            return Passage([its.theirs(tree) for its, tree in known if its], step.marks, step.more)


@contextmanager
def readable() -> Iterator[None]:
    """A transport's trouble is the reader's `CannotRead`."""
    try:
        yield
    except TransportError as error:
        raise CannotRead(str(error)) from error
