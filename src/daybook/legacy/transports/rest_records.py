"""The records that a REST system gives: what it is asked, and its answer read, each record in the form of our messages.

What is asked stands in the body: a name does not belong into an address, which proxies write down.
"""

import json
from typing import Any

from daybook.legacy.mapping import Sought, Unreadable
from daybook.legacy.mapping.formats.row import parse_object
from daybook.legacy.transports.base import Connection, TransportError, Tree

AT_ONCE = 500
OVERLAP = 200
"""Changes before the last one that are read again, where `[transport] overlap` says nothing else."""


def question(sought: Sought, most: int) -> bytes:
    """`names` holds the ways to read the words, each the beginnings of names; a year alone is its two ends."""
    asked: dict[str, Any] = {"names": sought.names, "numbers": dict(sought.numbers), "limit": most}
    if sought.born:
        first, last = sought.born
        asked |= {"bornFrom": first.isoformat(), "bornTo": last.isoformat()}
    return json.dumps(asked, ensure_ascii=False).encode()


def page_after(change: int) -> bytes:
    """The records that changed after that one, the oldest change first."""
    return json.dumps({"after": change, "limit": AT_ONCE}).encode()


def overlap(connection: Connection) -> int:
    return int(connection.mapping.spec.transport.get("overlap", OVERLAP))


def ends(body: bytes, connection: Connection) -> tuple[int, int]:
    """The number of the last change on the page, and how many records there are in all."""
    found = parse_object(body)
    last, count = found.get("last"), found.get("count")
    if not isinstance(last, int) or not isinstance(count, int):
        title = connection.mapping.system.title
        raise TransportError(f"The answer of {title} cannot be read: it lacks 'last' or 'count'.")
    return last, count


def records(body: bytes, connection: Connection) -> list[tuple[str, Tree]]:
    """Name and content of each record under `records`; TransportError where the answer has another form."""
    mapping = connection.mapping
    name = mapping.spec.extract.record if mapping.spec.extract else mapping.spec.body.root
    try:
        found = parse_object(body).get("records")
        if not isinstance(found, list):
            raise Unreadable("it holds no list 'records'.")
        return [(name, mapping.form.parse(json.dumps(one).encode())) for one in found]
    except Unreadable as error:
        raise TransportError(f"The answer of {mapping.system.title} cannot be read: {error}") from error
