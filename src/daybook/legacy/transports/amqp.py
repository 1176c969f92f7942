"""RabbitMQ: durable queues, persistent messages, publisher confirms."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pika
from pika.exceptions import AMQPError, NackError, UnroutableError

from daybook.legacy.transports.message import BrokerAway, Message

LOOK_EVERY = 0.1
"""Seconds between two looks at the clock while an answer is waited for."""


@dataclass(frozen=True)
class Amqp:
    url: str
    timeout: float

    def publish(self, queue: str, message: Message) -> None:
        with self._channel(queue) as channel:
            channel.confirm_delivery()
            try:
                channel.basic_publish("", queue, message.body, _properties(message), mandatory=True)
            except (NackError, UnroutableError) as error:
                raise BrokerAway("the broker did not confirm the message") from error

    @contextmanager
    def taking(self, queue: str, most: int = 100) -> Iterator[list[Message]]:
        with self._channel(queue) as channel:
            taken = list(_take(channel, queue, most))
            yield [message for _, message in taken]
            for tag, _ in taken:
                channel.basic_ack(tag)

    def ask(self, queue: str, message: Message, seconds: float) -> bytes | None:
        """The answer comes into a queue that is only ours and goes with the connection; a question that nobody took in
        that time is thrown away by the broker."""
        with self._channel(queue) as channel:
            own = channel.queue_declare("", exclusive=True, auto_delete=True).method.queue
            properties = pika.BasicProperties(
                correlation_id=message.key,
                type=message.kind,
                reply_to=own,
                expiration=str(int(seconds * 1000)),
            )
            channel.basic_publish("", queue, message.body, properties, mandatory=True)
            until = time.monotonic() + seconds
            for method, about, body in channel.consume(own, auto_ack=True, inactivity_timeout=LOOK_EVERY):
                if method is not None and about.correlation_id == message.key:
                    return bytes(body)
                if time.monotonic() > until:
                    return None
        return None

    def answer(self, message: Message, body: bytes) -> None:
        with self._channel() as channel:
            properties = pika.BasicProperties(correlation_id=message.key)
            channel.basic_publish("", message.reply_to, body, properties)

    @contextmanager
    def _channel(self, queue: str = "") -> Iterator[Any]:
        try:
            connection = pika.BlockingConnection(self._parameters())
        except (AMQPError, OSError) as error:
            raise BrokerAway(type(error).__name__) from error
        try:
            channel = connection.channel()
            if queue:
                channel.queue_declare(queue, durable=True)
            yield channel
        except AMQPError as error:
            raise BrokerAway(type(error).__name__) from error
        finally:
            if connection.is_open:
                connection.close()

    def _parameters(self) -> pika.URLParameters:
        parameters = pika.URLParameters(self.url)
        parameters.socket_timeout = parameters.stack_timeout = parameters.blocked_connection_timeout = (
            self.timeout
        )
        parameters.connection_attempts = 1
        return parameters


def _properties(message: Message) -> pika.BasicProperties:
    return pika.BasicProperties(
        delivery_mode=2, message_id=message.key, correlation_id=message.key, type=message.kind or None,
        reply_to=message.reply_to or None,
    )  # fmt: skip


def _take(channel: Any, queue: str, most: int) -> Iterator[tuple[int, Message]]:
    for _ in range(most):
        method, properties, body = channel.basic_get(queue)
        if method is None:
            return
        key = properties.correlation_id or properties.message_id or ""
        yield method.delivery_tag, Message(body, key, properties.type or "", properties.reply_to or "")
