"""What every transport takes and gives."""

from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from daybook.legacy.mapping import Answer, Mapping, Sought, Unreadable

Verb = Literal["create", "amend", "withdraw", "erase"]


class TransportError(Exception):
    """The message did not arrive, or nobody knows whether it did. The text is a sentence for the desk.

    `permanent` means that sending the same again cannot help: a person must act. `retry_after` is in seconds, where
    the old system asked for a pause. `cause` is the technical word, for those who look after the connection.
    `unsent`: nothing of the message has left this machine.
    """

    def __init__(
        self,
        message: str,
        permanent: bool = False,
        retry_after: float | None = None,
        cause: str = "",
        unsent: bool = False,
    ) -> None:
        super().__init__(message)
        self.permanent, self.retry_after, self.cause = permanent, retry_after, cause
        self.unsent = unsent


def not_answering(connection: "Connection", cause: str, unsent: bool = False) -> TransportError:
    """It cannot be reached now, and may be later."""
    return TransportError(f"{connection.mapping.system.title} is not answering.", cause=cause, unsent=unsent)


@dataclass(frozen=True)
class Connection:
    """One old system as reached from here.

    `params` are the values of the names under `[system] connection`. `known` says whether a delivery with this
    key was ever sent, so that an answer to something never sent is shown as an orphan.
    """

    mapping: Mapping
    params: dict[str, str]
    known: Callable[[str], bool] = lambda key: True
    patience: float | None = None
    """Seconds to wait in place of the mapping's, where somebody waits at a page."""

    def param(self, name: str) -> str:
        """A connection parameter; TransportError where nobody set it."""
        if value := self.params.get(name, ""):
            return value
        raise TransportError(
            f"{self.mapping.system.title} has no '{name}' set. Set it in the settings of this system.",
            permanent=True,
            unsent=True,
        )

    @property
    def timeout(self) -> float:
        """Seconds to wait for an answer."""
        return self.patience or self.mapping.system.limits.timeout_seconds


@dataclass(frozen=True)
class Sent:
    """What came of sending: `accepted` waits for a reply that `collect` will bring.

    `duplicate` says that the old system had this key already. `raw` is its answer as received.
    """

    state: Literal["confirmed", "accepted", "refused"]
    reference: str | None = None
    code: str | None = None
    reason: str = ""
    remedy: str = ""
    returned: dict[str, str] = field(default_factory=dict)
    duplicate: bool = False
    raw: bytes = b""


@dataclass(frozen=True)
class Reply:
    """A later answer. `orphan`: to something never sent. `unreadable`: kept for the desk, `reason` says why."""

    key: str | None
    state: Literal["confirmed", "refused", "orphan", "unreadable"]
    reference: str | None = None
    code: str | None = None
    reason: str = ""
    remedy: str = ""
    temporary: bool = False
    returned: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""
    source: str = ""


class Transport(Protocol):
    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        """Send once under this key; sending the same key again has no second effect."""
        ...

    def collect(self, connection: Connection) -> AbstractContextManager[list[Reply]]:
        """The replies that wait. They are taken off only when the block ends without an error."""
        ...


@runtime_checkable
class Asking(Protocol):
    """A transport whose system does not know our keys: before anything is sent again, it is asked what it holds."""

    def found(self, body: bytes, connection: Connection) -> Sent | None:
        """What it said of this very message, where it holds it; None where it does not, so that it may be sent."""
        ...


Tree = dict[str, Any]


class Extract(Protocol):
    """All that a system holds, one record after the other; it may be gone through more than once."""

    def __iter__(self) -> Iterator[tuple[str, Tree]]:
        """Name and content of each record. TransportError where the extract is broken or not whole."""
        ...

    def only(self, places: Container[int]) -> Iterator[tuple[str, Tree]]:
        """The same for the records at these places, counted from 0; the others are passed by unread."""
        ...


@runtime_checkable
class Giving(Protocol):
    """A transport that can also read what the system holds."""

    def ask(self, key: str, connection: Connection) -> None:
        """Ask for an extract under this key; asking again for the same changes nothing."""
        ...

    def extract(self, key: str, connection: Connection) -> AbstractContextManager[Extract | None]:
        """The extract that was asked for, or None while it is not there. At the end of the block it is put away."""
        ...


TRAIL = 200
"""How many marks are kept of each system."""


@dataclass(frozen=True)
class Step:
    """What came after a mark: name and content of each record, and the marks up to which that led, the lowest first.

    Where `more` is false, nothing followed when it was asked.
    """

    records: Sequence[tuple[str, Tree]]
    marks: Sequence[str]
    more: bool


@runtime_checkable
class Following(Protocol):
    """A transport that can be read on from where one stopped. A mark is its own word for a place in its order."""

    def follows(self, connection: Connection) -> bool:
        """Whether the mapping says how this system is read on."""
        ...

    def back(self, trail: Sequence[str], connection: Connection) -> str:
        """Where to begin, given the last marks, the newest last: so far before it that what was written late is met.

        Empty for the very beginning.
        """
        ...

    def step(self, after: str, connection: Connection) -> Step:
        """The next records after that mark; TransportError where it does not answer."""
        ...


@runtime_checkable
class Finding(Protocol):
    """A transport that can be asked for people while somebody waits. What it gives is read as an extract is."""

    def asks(self, connection: Connection) -> bool:
        """Whether the mapping says how this system is asked."""
        ...

    def find(self, sought: Sought, most: int, connection: Connection) -> Sequence[tuple[str, Tree]]:
        """Name and content of at most so many records; TransportError where it does not answer."""
        ...


def not_whole(connection: Connection, problem: str) -> TransportError:
    """An extract that must not be compared: what it lacks would look deleted."""
    return TransportError(
        f"The extract of {connection.mapping.system.title} {problem} Nothing was compared; ask for a new one."
    )


def reply_from(connection: Connection, key: str, raw: bytes, source: str) -> Reply:
    """A reply read with the mapping; orphans and unreadable ones say so."""
    title = connection.mapping.system.title
    if not connection.known(key):
        return Reply(
            key, "orphan", reason=f"{title} answered something that was never sent from here.",
            remedy="Ask the system's owner who sent it; nothing here was changed.", raw=raw, source=source,
        )  # fmt: skip
    try:
        return from_answer(key, connection.mapping.read_reply(raw), raw, source)
    except Unreadable as error:
        return unreadable(key, title, str(error), raw, source)


def from_answer(key: str, answer: Answer, raw: bytes, source: str) -> Reply:
    """A reply from an answer that was read."""
    return Reply(
        key, answer.state, answer.reference, answer.code, answer.reason, answer.remedy, answer.temporary,
        answer.returned, raw, source,
    )  # fmt: skip


def unreadable(key: str | None, title: str, problem: str, raw: bytes, source: str) -> Reply:
    """A reply that cannot be read."""
    return Reply(
        key, "unreadable", reason=f"The answer of {title} cannot be read: {problem}",
        remedy="Look in the old system whether the record is there, then confirm or send again.", raw=raw,
        source=source,
    )  # fmt: skip
