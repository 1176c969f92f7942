"""The wire to a SOAP server: one exchange over HTTP, and the look at the WSDL that it offers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import httpx

from daybook.legacy.mapping import Unreadable
from daybook.legacy.mapping.wsdl import digest_of
from daybook.legacy.transports.base import Connection, TransportError
from daybook.legacy.transports.rest import web_errors

LONGEST_ANSWER = 20_000_000
"""Bytes; an answer that goes on and on is cut off there."""


@dataclass(frozen=True)
class Envelope:
    """What is posted, and the HTTP headers that go with it."""

    content: bytes
    headers: dict[str, str]


def compare_wsdl(connection: Connection) -> None:
    """TransportError where the server offers another WSDL than the one that the mapping was written for."""
    title = connection.mapping.system.title
    address = connection.params.get("wsdl") or f"{connection.param('url')}?wsdl"
    with unsent():
        try:
            digest = digest_of(lambda place: _get(place, address, connection), address)
        except Unreadable as error:
            raise TransportError(
                f"{title} offers no readable WSDL: {error} Nothing was sent. Correct 'url', or set 'wsdl' to where"
                " it stands.",
                permanent=True,
            ) from error
        if digest != connection.mapping.spec.transport["digest"]:
            raise TransportError(
                f"The WSDL of {title} has changed since its mapping was written (digest {digest[:12]}, ours is"
                f" {connection.mapping.spec.transport['digest'][:12]}). Nothing was sent. Fetch the new WSDL, compare"
                " the mapping with it, then send again.",
                permanent=True,
            )


def _get(place: str, address: str, connection: Connection) -> bytes:
    """A part of the WSDL; only from where the WSDL itself stands."""
    if httpx.URL(place).host != httpx.URL(address).host:
        raise Unreadable(f"a part of it is said to be at another host ({httpx.URL(place).host}).")
    status, _, raw = exchange("GET", place, connection)
    if status >= 500:
        raise TransportError(f"{connection.mapping.system.title} answered with error {status}.")
    if status >= 400:
        raise Unreadable(f"status {status}.")
    return raw


def exchange(
    method: str, address: str, connection: Connection, message: Envelope | None = None
) -> tuple[int, httpx.Headers, bytes]:
    """Status, headers and content of the answer; no more of it than an answer may have."""
    basic = connection.mapping.spec.transport.get("security") == "basic"
    auth = (connection.param("user"), connection.param("password")) if basic else None
    content, headers = (message.content, message.headers) if message else (None, None)
    time_limit = connection.timeout
    with (
        web_errors(connection),
        _web().stream(
            method, address, content=content, headers=headers, auth=auth, timeout=time_limit
        ) as answer,
    ):
        found = bytearray()
        for part in answer.iter_bytes():
            found += part
            if len(found) > LONGEST_ANSWER:
                break
        return answer.status_code, answer.headers, bytes(found[:LONGEST_ANSWER])


@lru_cache(maxsize=1)
def _web() -> httpx.Client:
    return httpx.Client(follow_redirects=False, trust_env=False)


@contextmanager
def unsent() -> Iterator[None]:
    """What goes wrong before the message goes out."""
    try:
        yield
    except TransportError as error:
        error.unsent = True
        raise
