"""A message in a queue, and what a broker can do. Two brokers exist: RabbitMQ and a file on this machine."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit


class BrokerAway(Exception):
    """The broker cannot be reached or did not confirm; later it may."""


@dataclass(frozen=True)
class Message:
    """`key` is message id and correlation id at once; `reply_to` names the queue for the answer."""

    body: bytes
    key: str
    kind: str = ""
    reply_to: str = ""


class Broker(Protocol):
    def publish(self, queue: str, message: Message) -> None:
        """Store the message for good, or raise BrokerAway."""
        ...

    def taking(self, queue: str, most: int = 100) -> AbstractContextManager[list[Message]]:
        """Take up to `most` messages; they are gone only when the block ends without an error."""
        ...

    def ask(self, queue: str, message: Message, seconds: float) -> bytes | None:
        """Ask, and wait so long for the answer; None where none came. Then neither of the two is left anywhere."""
        ...

    def answer(self, message: Message, body: bytes) -> None:
        """Answer somebody who asked, if they still wait."""
        ...


def broker(url: str, timeout: float) -> Broker:
    """The broker for this address: `amqp://...` or `file:///path/to/queue.sqlite3`."""
    from daybook.legacy.transports.amqp import Amqp
    from daybook.legacy.transports.file_queue import FileQueue

    makers: dict[str, Callable[[], Broker]] = {
        "amqp": lambda: Amqp(url, timeout),
        "amqps": lambda: Amqp(url, timeout),
        "file": lambda: FileQueue(urlsplit(url).path, timeout),
    }
    scheme = urlsplit(url).scheme
    if scheme not in makers:
        raise BrokerAway("its address must begin with amqp: or file:")
    return makers[scheme]()
