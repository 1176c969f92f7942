"""The transport: a sending with its second tries, and every way it can fail as a sentence for the desk."""

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from daybook.legacy.mapping import Sought, Unreadable
from daybook.legacy.mapping.terminal import TerminalSpec
from daybook.legacy.transports.base import (
    Connection,
    Reply,
    Sent,
    Step,
    TransportError,
    Tree,
    Verb,
    not_answering,
)
from daybook.legacy.transports.tn3270.deadline import Deadline
from daybook.legacy.transports.tn3270.entry import Entry, InDoubt, NotNow, Row
from daybook.legacy.transports.tn3270.give_way import GiveWay
from daybook.legacy.transports.tn3270.lines import Lines
from daybook.legacy.transports.tn3270.operator import Astray, Operator, ShutOut
from daybook.legacy.transports.tn3270.reads import OVERLAP, Reads
from daybook.legacy.transports.tn3270.search import Searches
from daybook.legacy.transports.tn3270.terminal import LineLost, Locked
from daybook.legacy.transports.tn3270.walk import Walk

TRIES = 3
"""How often one sending begins anew, on a new line, after it went astray; each begins by looking."""


class Tn3270:
    def __init__(self) -> None:
        self.lines = Lines()
        self.doubts: dict[str, float] = {}
        """Keys that the host may still be at, and until when on time.monotonic()."""
        self.searches, self.reads = Searches(), Reads()
        self.ways: defaultdict[tuple[str, str], GiveWay] = defaultdict(GiveWay)
        """How reading gives way to deliveries, by host and user."""

    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        with self._way(connection).delivering():
            return self._send(body, key, verb, connection)

    def _send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        self._wait_out(key, connection)
        sending = _Sending(json.loads(body), verb, connection, Deadline.after(connection.timeout), self.lines)
        try:
            return _sent(sending.row(), verb, connection)
        except InDoubt as error:
            self.doubts[key] = time.monotonic() + _terminal(connection).in_doubt_seconds
            raise _in_doubt(connection, _terminal(connection).in_doubt_seconds) from error
        except (Astray, Locked, LineLost, NotNow, ShutOut) as error:
            raise _failed(error, connection, sending.told) from error

    @contextmanager
    def collect(self, connection: Connection) -> Iterator[list[Reply]]:
        """A host answers on the screen at once; there is nothing to collect."""
        yield []

    def asks(self, connection: Connection) -> bool:
        return _terminal(connection).search is not None

    def find(self, sought: Sought, most: int, connection: Connection) -> Sequence[tuple[str, Tree]]:
        return self.searches.find(sought, most, connection)

    def ask(self, key: str, connection: Connection) -> None:
        """It gives what it holds to whoever goes through its list."""
        self.reads.begin(key, connection)

    def extract(self, key: str, connection: Connection) -> AbstractContextManager[Walk | None]:
        return self.reads.extract(key, connection, self._way(connection))

    def follows(self, connection: Connection) -> bool:
        return _terminal(connection).listing is not None

    def back(self, trail: Sequence[str], connection: Connection) -> str:
        """So many numbers before the highest. Records changed under their numbers are met when all is read."""
        return trail[-OVERLAP] if len(trail) >= OVERLAP else ""

    def step(self, after: str, connection: Connection) -> Step:
        return self.reads.step(after, connection, self._way(connection))

    def _way(self, connection: Connection) -> GiveWay:
        return self.ways[connection.param("host"), connection.param("user")]

    def _wait_out(self, key: str, connection: Connection) -> None:
        """Nothing is looked up while the host may still be writing what it was told last."""
        left = self.doubts.pop(key, 0.0) - time.monotonic()
        if left > 0:
            self.doubts[key] = time.monotonic() + left
            raise _in_doubt(connection, left)


class _Sending:
    """One sending: the values that go, and whether any screen of the record was sent in any of its tries."""

    def __init__(
        self, values: Row, verb: Verb, connection: Connection, deadline: Deadline, lines: Lines
    ) -> None:
        self.values = {name: "" if value is None else str(value) for name, value in values.items()}
        self.verb, self.connection, self.deadline, self.lines = verb, connection, deadline, lines
        self.places = _places(connection)
        self.told = False

    def row(self) -> Row:
        """The host's answer. It begins anew where it went astray, as long as there is time."""
        for _ in range(TRIES - 1):
            try:
                return self._once()
            except (Astray, LineLost):
                if not self.deadline.left:
                    raise
        return self._once()

    def _once(self) -> Row:
        given = {**self.values, **{name: self.connection.param(name) for name in ("user", "password")}}
        with self.lines.taken(self.connection, self.deadline) as terminal:
            operator = Operator(terminal, _terminal(self.connection), self.deadline, given)
            entry = Entry(operator, self.values, self.places)
            try:
                return entry.run(self.verb)
            finally:
                self.told = self.told or entry.told


def _terminal(connection: Connection) -> TerminalSpec:
    spec = connection.mapping.spec.terminal
    assert spec is not None  # checked when the mapping was loaded
    return spec


def _places(connection: Connection) -> frozenset[str]:
    """All places that the mapping writes; other fields on the screens are the host's own users'."""
    every = (connection.mapping, *connection.mapping.messages)
    return frozenset(field.spec.to for each in every for field in each.fields)


def _sent(row: Row, verb: Verb, connection: Connection) -> Sent:
    raw = json.dumps(row, ensure_ascii=False, sort_keys=True).encode()
    title = connection.mapping.system.title
    try:
        read = connection.mapping.read_reply(raw)
    except Unreadable as error:
        raise TransportError(f"{title} answered, but {error} The next try looks first.") from error
    if read.state == "refused":
        return Sent("refused", None, read.code, read.reason, read.remedy, raw=raw)
    if read.reference is None and verb != "erase":
        raise TransportError(f"{title} said yes, but gave no reference. The next try looks first.")
    return Sent("confirmed", read.reference, returned=read.returned, duplicate="FOUND" in row, raw=raw)


def _in_doubt(connection: Connection, seconds: float) -> TransportError:
    return TransportError(
        f"The line to {connection.mapping.system.title} was lost after the key that saves. Nobody knows yet whether it"
        " took the record; the next try looks for our number before it enters anything.",
        retry_after=seconds, cause="InDoubt",
    )  # fmt: skip


def _failed(error: Exception, connection: Connection, told: bool) -> TransportError:
    title = connection.mapping.system.title
    if isinstance(error, ShutOut):
        return TransportError(
            f"{title} does not sign us on. Check the user and the password set for it; it is not tried again by"
            " itself, because the host would lock the user.", permanent=True, unsent=True,
        )  # fmt: skip
    if isinstance(error, NotNow):
        return TransportError(
            f"{title} cannot take it just now. It is tried again by itself.", unsent=not told
        )
    if isinstance(error, Locked):
        return TransportError(
            f"The keyboard of {title} stayed locked. The line was hung up before anything was saved; it is tried"
            " again by itself.", cause="Locked", unsent=not told,
        )  # fmt: skip
    if isinstance(error, Astray):
        return TransportError(
            f"{title} went another way than its map: {error}. The next try looks for our number before it enters"
            " anything. If it stays so, compare the map with the screens.", cause="Astray", unsent=not told,
        )  # fmt: skip
    return not_answering(connection, str(error), unsent=not told)
