"""Reading a host with screens: in sittings that end after a moment, or as soon as a delivery wants the host.

It signs on as `read_user`, where there is one, and beside the deliveries then; else it reads between them. What it has
read it keeps in memory, so that the next reading looks only at records that are new or were changed; what the whole
list does not have any more is forgotten.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from daybook.legacy.transports.base import Connection, Step
from daybook.legacy.transports.tn3270.deadline import Deadline
from daybook.legacy.transports.tn3270.entry import NotNow
from daybook.legacy.transports.tn3270.give_way import GiveWay
from daybook.legacy.transports.tn3270.lines import Lines
from daybook.legacy.transports.tn3270.operator import Astray, Operator, ShutOut
from daybook.legacy.transports.tn3270.sign_on import ShutOuts, as_user, failed
from daybook.legacy.transports.tn3270.terminal import LineLost, Locked
from daybook.legacy.transports.tn3270.walk import Known, Round, Walk

TRIES = 3
SITTING_SECONDS = 2.0
"""So long it reads at one go; then whoever waits for it looks after the rest of their work."""
FORGOTTEN_SECONDS = 7200.0
"""A reading that nobody went on with for so long was given up."""
OVERLAP = 50
"""Numbers before the last one that are read again."""
Stop = Callable[[], bool]


@dataclass
class _Open:
    """A reading under way, and when somebody went on with it last."""

    walk: Walk = field(default_factory=Walk)
    touched: float = field(default_factory=time.monotonic)


class Reads:
    """All readings of this process."""

    def __init__(self) -> None:
        self.lines, self.shut_outs = Lines(), ShutOuts()
        self._open: dict[tuple[str, str], _Open] = {}
        self._known: dict[str, Known] = {}

    def begin(self, key: str, connection: Connection) -> None:
        self._opened(key, connection)

    @contextmanager
    def extract(self, key: str, connection: Connection, way: GiveWay) -> Iterator[Walk | None]:
        """All that the host holds, once it is read to its end; None until then, after another sitting."""
        walk = self._opened(key, connection).walk
        if not walk.whole:
            self._sit(walk, connection, way)
        yield walk if walk.whole else None
        if walk.whole:
            self._known_of(connection).only(walk.numbers)
            self._open.pop((connection.param("host"), key), None)

    def step(self, after: str, connection: Connection, way: GiveWay) -> Step:
        """The next screen of the list after that number."""
        walk = Walk(after)
        more = self._sit(walk, connection, way, pages=1)
        return Step(list(walk), walk.numbers, more and bool(walk.numbers))

    def _opened(self, key: str, connection: Connection) -> _Open:
        now = time.monotonic()
        for name in [name for name, each in self._open.items() if now - each.touched > FORGOTTEN_SECONDS]:
            del self._open[name]
        found = self._open.setdefault((connection.param("host"), key), _Open())
        found.touched = now
        return found

    def _sit(self, walk: Walk, connection: Connection, way: GiveWay, pages: int | None = None) -> bool:
        """Read on, as long as the way is free; whether more follows."""
        reader = as_user("read", connection)
        self.shut_outs.refuse(reader)
        end, beside = time.monotonic() + SITTING_SECONDS, reads_beside(connection)

        def must_stop() -> bool:
            late = pages is None and time.monotonic() > end
            return late or (way.is_wanted and not beside)

        if beside:
            return self._tried(walk, reader, pages, must_stop)
        with way.reading() as free:
            return self._tried(walk, reader, pages, must_stop) if free else True

    def _tried(self, walk: Walk, reader: Connection, pages: int | None, stop: Stop) -> bool:
        deadline = Deadline.after(reader.timeout)
        try:
            for _ in range(TRIES - 1):
                try:
                    return self._once(walk, reader, pages, stop, deadline)
                except (Astray, LineLost):
                    if not deadline.left:
                        raise
            return self._once(walk, reader, pages, stop, deadline)
        except ShutOut as error:
            raise self.shut_outs.note(reader) from error
        except (Astray, Locked, LineLost, NotNow) as error:
            raise failed(error, reader, "be read") from error

    def _once(
        self, walk: Walk, reader: Connection, pages: int | None, stop: Stop, deadline: Deadline
    ) -> bool:
        """At one line; a walk that is cut off goes on after the last record that it holds."""
        terminal, extract = reader.mapping.spec.terminal, reader.mapping.spec.extract
        assert terminal is not None
        assert extract is not None
        user = {name: reader.param(name) for name in ("user", "password")}
        known = self._known_of(reader)
        with self.lines.taken(reader, deadline) as line:
            operator = Operator(line, terminal, deadline, user)
            return Round(operator, walk, known, extract, stop, reads_beside(reader), pages).run()

    def _known_of(self, connection: Connection) -> Known:
        return self._known.setdefault(connection.param("host"), Known())


def reads_beside(connection: Connection) -> bool:
    """Whether it has a user of its own for reading, so that it can go on beside the deliveries."""
    return all(connection.params.get(f"read_{name}") for name in ("user", "password"))
