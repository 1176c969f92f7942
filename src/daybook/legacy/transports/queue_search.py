"""Asking over a queue for people: an enquiry, and its answer in a queue that lives as long as somebody waits.

`[transport]`: `search` is the queue for enquiries; `search_names`, `search_born_from`, `search_born_to`,
`search_<scheme>` and `search_most` are the names of its lines. The answer is a message in the form of `[reply]` whose
line `search_count` says how many records follow, each parted from what is before it by an empty line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from daybook.legacy.mapping import InForm, Mapping, Sought, Unreadable, in_form
from daybook.legacy.transports.base import Connection, TransportError, Tree
from daybook.legacy.transports.message import Broker, Message

ENQUIRY = "enquiry"
READINGS_MOST = 20


def find(sought: Sought, most: int, connection: Connection, broker: Broker) -> Sequence[tuple[str, Tree]]:
    """Name and content of at most so many records."""
    mapping = connection.mapping
    lines = question(in_form(sought, mapping), most, mapping)
    if lines is None:
        return []
    enquiry = Message(mapping.form.render(lines), uuid4().hex, ENQUIRY)
    answer = broker.ask(mapping.spec.transport["search"], enquiry, connection.timeout)
    if answer is None:
        raise TransportError(f"{mapping.system.title} did not answer within {connection.timeout:g} seconds.")
    try:
        return _records(answer, mapping)[:most]
    except Unreadable as error:
        raise TransportError(f"The answer of {mapping.system.title} cannot be read: {error}") from error


def question(asked: InForm, most: int, mapping: Mapping) -> Tree | None:
    """The lines of the enquiry; None where it has none for what is sought."""
    names = mapping.spec.transport
    first, last = asked.born or ("", "")
    values: dict[str, Any] = {
        "search_names": list(asked.names[:READINGS_MOST]),
        "search_born_from": first,
        "search_born_to": last,
        **{f"search_{scheme}": text for scheme, text in asked.numbers},
    }
    lines = {names[key]: value for key, value in values.items() if value and key in names}
    return lines | {names["search_most"]: str(most)} if lines else None


def _records(answer: bytes, mapping: Mapping) -> list[tuple[str, Tree]]:
    head, *parts = answer.replace(b"\r\n", b"\n").split(b"\n\n")
    told = mapping.form.parse(head)
    reply = mapping.spec.reply
    if told.get(reply.state or "") not in reply.confirmed:
        read = mapping.read_reply(head, "refused")
        raise TransportError(f"{mapping.system.title} does not take the question: {read.reason}")
    records = [mapping.form.parse(part) for part in parts if part.strip()]
    if told.get(mapping.spec.transport["search_count"]) != str(len(records)):
        raise Unreadable("it was cut off.")
    name = mapping.spec.extract.record if mapping.spec.extract else ""
    return [(name, record) for record in records]
