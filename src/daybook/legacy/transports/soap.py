"""SOAP calls after a WSDL that is kept in the system's folder.

`[transport]`: `wsdl` is its file and `digest` what it says; `create`, `amend`, `withdraw` and `erase` the operations;
`find` the one that reads a record back, by the value at `find_by`; `same` the place that tells this very message from
an earlier one. `security` is `username-digest`, `username-text`, `basic` or left out; user and password come from the
connection.

Before each call the WSDL that the server offers is compared with ours. A system that does not know our keys is asked
what it holds before anything is sent a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from daybook.legacy.mapping import Answer, Sought, Unreadable, paths
from daybook.legacy.mapping.formats.safe_xml import parse_safely
from daybook.legacy.mapping.formats.xml import tree_of
from daybook.legacy.transports import soap_answer
from daybook.legacy.transports.base import (
    TRAIL,
    Connection,
    Extract,
    Reply,
    Sent,
    Step,
    TransportError,
    Tree,
    Verb,
)
from daybook.legacy.transports.rest import asked_for
from daybook.legacy.transports.soap_wire import compare_wsdl, exchange, unsent


class Soap:
    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        calls = connection.mapping.spec.transport
        compare_wsdl(connection)
        answer = call(calls[verb], body, connection)
        if not answer.fault:
            return _confirmed(answer, connection, verb)
        read = _refusal(answer, connection)
        code = connection.mapping.spec.reply.codes.get(read.code or "")
        if code and code.held and verb != "erase" and (held := self.found(body, connection)):
            return held
        if read.temporary:
            raise TransportError(f"{connection.mapping.system.title}: {read.reason}")
        return Sent("refused", None, read.code, read.reason, read.remedy, raw=answer.content)

    def found(self, body: bytes, connection: Connection) -> Sent | None:
        """What it holds under our reference, if that is this very message and no earlier one."""
        calls = connection.mapping.spec.transport
        with unsent():
            compare_wsdl(connection)
            asked = paths.target(calls["find_by"])
            values = {asked.segments[-1].name: _at(calls["find_by"], body)}
            answer = call(calls["find"], values, connection)
        if answer.fault or _at(calls["same"], answer.content) != _at(calls["same"], body):
            return None
        sent = _confirmed(answer, connection)
        return Sent(sent.state, sent.reference, returned=sent.returned, duplicate=True, raw=sent.raw)

    @contextmanager
    def collect(self, connection: Connection) -> Iterator[list[Reply]]:
        """A SOAP system answers at once; there is nothing to collect."""
        yield []

    def follows(self, connection: Connection) -> bool:
        return "list" in connection.mapping.spec.transport

    def back(self, trail: Sequence[str], connection: Connection) -> str:
        """So many numbers before the highest. Records changed under their numbers are met when all is read."""
        return trail[0] if len(trail) == TRAIL else ""

    def step(self, after: str, connection: Connection) -> Step:
        from daybook.legacy.transports.soap_extract import SoapExtract

        return SoapExtract(connection).step(after)

    def ask(self, key: str, connection: Connection) -> None:
        """It gives what it holds whenever it is asked for a page."""
        compare_wsdl(connection)

    @contextmanager
    def extract(self, key: str, connection: Connection) -> Iterator[Extract | None]:
        from daybook.legacy.transports.soap_extract import SoapExtract

        yield SoapExtract(connection)

    def asks(self, connection: Connection) -> bool:
        return "search" in connection.mapping.spec.transport

    def find(self, sought: Sought, most: int, connection: Connection) -> Sequence[tuple[str, Tree]]:
        from daybook.legacy.transports import soap_search

        return soap_search.find(sought, most, connection)


def call(operation: str, body: bytes | dict[str, str], connection: Connection) -> soap_answer.Answer:
    """One operation; TransportError where no SOAP system answers, or its server is at fault and says no more."""
    from daybook.legacy.transports.soap_client import (
        envelope,
    )  # loading zeep takes as long as the rest of a command

    values = values_of(body) if isinstance(body, bytes) else body
    message = envelope(operation, values, connection)
    title = connection.mapping.system.title
    status, headers, raw = exchange("POST", connection.param("url"), connection, message)
    if status in (401, 403):
        raise _not_let_in(connection)
    try:
        return soap_answer.read(raw)
    except Unreadable as error:
        raise TransportError(
            f"{title} gave no answer in SOAP (status {status}): {error} Nobody knows yet whether it took the record;"
            " the next try asks.",
            retry_after=asked_for(headers),
        ) from error


def values_of(body: bytes) -> dict[str, Any]:
    """The parameters in a body that the mapping wrote: what stands below its root."""
    return tree_of(parse_safely(body))


def _refusal(answer: soap_answer.Answer, connection: Connection) -> Answer:
    """What the fault means: by the system's own code, else by whose fault it is."""
    title = connection.mapping.system.title
    if answer.fault in ("FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken"):
        raise _not_let_in(connection)
    read = connection.mapping.read_reply(answer.content, "refused")
    if read.code:
        return read
    if answer.blames == "ours":
        return Answer("refused", code=answer.fault, reason=read.reason, remedy="Ask its owner.")
    raise TransportError(
        f"{title} answered with a fault of its own ({answer.fault}). It is tried again by itself."
    )


def _confirmed(answer: soap_answer.Answer, connection: Connection, verb: Verb = "create") -> Sent:
    title = connection.mapping.system.title
    try:
        read = connection.mapping.read_reply(answer.content, "confirmed")
    except Unreadable as error:
        raise TransportError(f"{title} said yes, but {error} The next try asks what it holds.") from error
    if read.reference is None and verb != "erase":
        raise TransportError(f"{title} said yes, but gave no reference. The next try asks what it holds.")
    return Sent("confirmed", read.reference, returned=read.returned, raw=answer.content)


def _not_let_in(connection: Connection) -> TransportError:
    return TransportError(
        f"{connection.mapping.system.title} does not let us in. Check the user and password set for it.", True
    )


def _at(place: str, body: bytes) -> str:
    """The value at a place of a body."""
    return value_at(place, values_of(body))


def value_at(place: str, tree: Tree) -> str:
    """The value at a place of a tree; empty where there is none."""
    return next((str(value) for _, value in paths.target(place).walk(tree) if value), "")
