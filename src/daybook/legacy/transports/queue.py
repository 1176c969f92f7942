"""Messages to a queue, replies in another, joined by the correlation id.

`[transport]`: `queue` is where we send, `replies` where the answers come. The connection parameter `broker` is the
address: `amqp://...`, or `file:///...` for the stand-in on one machine.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from daybook.legacy.mapping import Sought
from daybook.legacy.transports import queue_search
from daybook.legacy.transports.base import Connection, Reply, Sent, Tree, Verb, not_answering, reply_from
from daybook.legacy.transports.message import Broker, BrokerAway, Message, broker


class Queue:
    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        names = connection.mapping.spec.transport
        with _broker(connection) as open_broker:
            open_broker.publish(names["queue"], Message(body, key, verb, names["replies"]))
        return Sent("accepted")

    @contextmanager
    def collect(self, connection: Connection) -> Iterator[list[Reply]]:
        queue = connection.mapping.spec.transport["replies"]
        with _broker(connection) as open_broker, open_broker.taking(queue) as messages:
            yield [reply_from(connection, m.key, m.body, f"message {m.key}") for m in messages]

    def asks(self, connection: Connection) -> bool:
        return "search" in connection.mapping.spec.transport

    def find(self, sought: Sought, most: int, connection: Connection) -> Sequence[tuple[str, Tree]]:
        with _broker(connection) as open_broker:
            return queue_search.find(sought, most, connection, open_broker)


@contextmanager
def _broker(connection: Connection) -> Iterator[Broker]:
    try:
        yield broker(connection.param("broker"), connection.timeout)
    except BrokerAway as error:
        raise not_answering(connection, str(error)) from error
