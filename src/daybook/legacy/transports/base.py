"""What every transport takes and gives."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from daybook.legacy.mapping import Answer, Mapping, Unreadable

Verb = Literal["create", "amend", "withdraw"]


class TransportError(Exception):
    """The message did not arrive, or nobody knows whether it did. The text is a sentence for the desk.

    `permanent` means that sending the same again cannot help: a person must act. `retry_after` is in seconds, where
    the old system asked for a pause. `cause` is the technical word, for those who look after the connection.
    """

    def __init__(
        self, message: str, permanent: bool = False, retry_after: float | None = None, cause: str = ""
    ) -> None:
        super().__init__(message)
        self.permanent, self.retry_after, self.cause = permanent, retry_after, cause


def not_answering(connection: "Connection", cause: str) -> TransportError:
    """It cannot be reached now, and may be later."""
    return TransportError(f"{connection.mapping.system.title} is not answering.", cause=cause)


@dataclass(frozen=True)
class Connection:
    """One old system as reached from here.

    `params` are the values of the names under `[system] connection`. `known` says whether a delivery with this
    key was ever sent, so that an answer to something never sent is shown as an orphan.
    """

    mapping: Mapping
    params: dict[str, str]
    known: Callable[[str], bool] = lambda key: True

    def param(self, name: str) -> str:
        """A connection parameter; TransportError where nobody set it."""
        if value := self.params.get(name, ""):
            return value
        raise TransportError(
            f"{self.mapping.system.title} has no '{name}' set. Set it in the settings of this system.",
            permanent=True,
        )

    @property
    def timeout(self) -> float:
        """Seconds to wait for an answer."""
        return self.mapping.system.limits.timeout_seconds


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
