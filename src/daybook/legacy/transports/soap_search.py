"""Asking a SOAP system for people.

`[transport]`: `search` is the operation; `search_names`, `search_born_from`, `search_born_to` and `search_<scheme>` (a
number such as `search_pncid`) are its parameters, `search_most` the one for how many at most, `search_kind` the one for
which messages. It answers like `list`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from daybook.legacy.mapping import InForm, Mapping, Unreadable, in_form
from daybook.legacy.mapping.sought import Sought, field_of
from daybook.legacy.transports import soap_answer
from daybook.legacy.transports.base import Connection, TransportError, Tree
from daybook.legacy.transports.soap import call, value_at, values_of

READINGS_MOST = 20


def find(sought: Sought, most: int, connection: Connection) -> Sequence[tuple[str, Tree]]:
    """Name and content of at most so many records. The WSDL is not compared first: nothing is changed, and somebody
    waits."""
    names = connection.mapping.spec.transport
    values = question(in_form(sought, connection.mapping), connection.mapping)
    if not values:
        return []
    answer = call(names["search"], values | _bounds(most, connection.mapping), connection)
    if answer.fault:
        raise _not_taken(answer, connection)
    found = values_of(answer.content).get(names["listed"], [])
    records = found if isinstance(found, list) else [found]
    return [(value_at(names["record_kind"], record), record) for record in records[:most]]


def question(asked: InForm, mapping: Mapping) -> dict[str, Any]:
    """The parameters that the operation has for what is sought; none where it has none."""
    names = mapping.spec.transport
    first, last = asked.born or ("", "")
    values: dict[str, Any] = {
        "search_names": list(asked.names[:READINGS_MOST]),
        "search_born_from": first,
        "search_born_to": last,
        **{f"search_{scheme}": text for scheme, text in asked.numbers},
    }
    return {names[key]: value for key, value in values.items() if value and key in names}


def _bounds(most: int, mapping: Mapping) -> dict[str, Any]:
    """How many at most, and only messages that name people."""
    names = mapping.spec.transport
    about = [each for each in (mapping, *mapping.messages) if _names_people(each)]
    values = {
        "search_most": str(most),
        "search_kind": [each.spec.extract.record for each in about if each.spec.extract],
    }
    return {names[key]: value for key, value in values.items() if key in names}


def _names_people(mapping: Mapping) -> bool:
    return bool(field_of(mapping, "person.family_name") or field_of(mapping, "people[].family_name"))


def _not_taken(answer: soap_answer.Answer, connection: Connection) -> TransportError:
    title = connection.mapping.system.title
    try:
        read = connection.mapping.read_reply(answer.content, "refused")
    except Unreadable:
        return TransportError(f"{title} does not take the question ({answer.fault}).")
    return TransportError(f"{title} does not take the question: {read.reason}")
