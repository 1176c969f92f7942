"""HTTP calls with an idempotency key.

`[transport]` in the mapping says the call of each verb: `create = "POST /incidents"`, with `{data.id}` for a value
out of the body (`erase = "DELETE /incidents/{data.id}"` goes without one); `read` is the call that reads a record back;
`find` the one that looks for people; `media_type` the type of the body.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import quote

import httpx

from daybook.legacy.mapping import Answer, Sought, Unreadable
from daybook.legacy.transports import rest_records
from daybook.legacy.transports.base import (
    Connection,
    Extract,
    Reply,
    Sent,
    Step,
    TransportError,
    Tree,
    Verb,
    not_answering,
    not_whole,
)
from daybook.legacy.transports.spooled import spooled

SLOT = re.compile(r"\{([\w.]+)\}")
TRY_AGAIN = {408, 423, 425, 429}
LONGEST_PAUSE = 3600.0


class Rest:
    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        answer = _call(verb, body, key, connection)
        if verb == "erase" and answer.is_success:
            return _erased(answer, connection)
        if answer.status_code == httpx.codes.CONFLICT and verb != "erase":
            return self._read_back(body, key, connection, answer)
        return _sent(answer, connection)

    @contextmanager
    def collect(self, connection: Connection) -> Iterator[list[Reply]]:
        """A REST system answers at once; there is nothing to collect."""
        yield []

    def ask(self, key: str, connection: Connection) -> None:
        """It gives its records when they are fetched."""

    @contextmanager
    def extract(self, key: str, connection: Connection) -> Iterator[Extract | None]:
        with spooled(self._every(connection)) as extract:
            yield extract

    def _every(self, connection: Connection) -> Iterator[tuple[str, Tree]]:
        """Page by page, by the number of each record's last change; TransportError where some are missing."""
        call = connection.mapping.spec.transport["list"]
        after, counted = 0, 0
        while True:
            answer = _good(request(call, rest_records.page_after(after), connection), connection)
            found = rest_records.records(answer, connection)
            after, told = rest_records.ends(answer, connection)
            counted += len(found)
            yield from found
            if not found:
                break
        if told != counted:
            raise not_whole(connection, f"says that it holds {told} records, and {counted} came.")

    def follows(self, connection: Connection) -> bool:
        return "list" in connection.mapping.spec.transport

    def back(self, trail: Sequence[str], connection: Connection) -> str:
        """So many changes before the last: a number is drawn before its change can be seen."""
        return str(max(0, int(trail[-1]) - rest_records.overlap(connection))) if trail else ""

    def step(self, after: str, connection: Connection) -> Step:
        call = connection.mapping.spec.transport["list"]
        answer = _good(request(call, rest_records.page_after(int(after or 0)), connection), connection)
        found, (last, _) = rest_records.records(answer, connection), rest_records.ends(answer, connection)
        return Step(found, [str(last)] if found else [], bool(found))

    def asks(self, connection: Connection) -> bool:
        return "find" in connection.mapping.spec.transport

    def find(self, sought: Sought, most: int, connection: Connection) -> Sequence[tuple[str, Tree]]:
        call = connection.mapping.spec.transport["find"]
        answer = request(call, rest_records.question(sought, most), connection)
        return rest_records.records(_good(answer, connection), connection)[:most]

    def _read_back(self, body: bytes, key: str, connection: Connection, conflict: httpx.Response) -> Sent:
        """A conflict is either our own earlier sending, whose record then is there, or a real refusal."""
        found = _call("read", body, key, connection)
        if found.headers.get("Idempotency-Key") != key:
            return _sent(conflict, connection)
        sent = _sent(found, connection)
        return Sent(sent.state, sent.reference, returned=sent.returned, duplicate=True, raw=sent.raw)


def _call(verb: str, body: bytes, key: str, connection: Connection) -> httpx.Response:
    call = _filled(connection.mapping.spec.transport[verb], body)
    return request(call, body, connection, {"Idempotency-Key": key})


def request(
    call: str, body: bytes, connection: Connection, more: Mapping[str, str] | None = None
) -> httpx.Response:
    """Make a call such as `POST /incidents`; TransportError where no answer comes."""
    method, path = call.split(" ", 1)
    kind = connection.mapping.spec.transport.get("media_type", "application/vnd.api+json")
    headers = {"Accept": kind, "Content-Type": kind, **(more or {})}
    if token := connection.params.get("token"):
        headers["Authorization"] = f"Bearer {token}"
    content = None if method in ("GET", "DELETE") else body
    url = connection.param("url").rstrip("/") + path
    with web_errors(connection):
        return _client().request(method, url, content=content, headers=headers, timeout=connection.timeout)


@contextmanager
def web_errors(connection: Connection) -> Iterator[None]:
    """What can go wrong on the way to a web address and back, in sentences."""
    title = connection.mapping.system.title
    try:
        yield
    except httpx.TimeoutException as error:
        raise TransportError(
            f"{title} did not answer within {connection.timeout:g} seconds. Nobody knows yet whether it took the"
            " record; the next try asks with the same key."
        ) from error
    except httpx.InvalidURL as error:
        raise TransportError(
            f"The address set for {title} is not a web address. Correct it.", True
        ) from error
    except httpx.HTTPError as error:
        raise not_answering(connection, type(error).__name__) from error


@lru_cache(maxsize=1)
def _client() -> httpx.Client:
    return httpx.Client(follow_redirects=False, trust_env=False)


def _filled(call: str, body: bytes) -> str:
    def value(found: re.Match[str]) -> str:
        node = json.loads(body)
        for name in found.group(1).split("."):
            node = node[name]
        return quote(str(node), safe="")

    return SLOT.sub(value, call)


def _refuse_trouble(answer: httpx.Response, title: str) -> None:
    status = answer.status_code
    if status >= 500 or status in TRY_AGAIN:
        raise TransportError(
            f"{title} answered with error {status}. It is tried again by itself.",
            retry_after=asked_for(answer.headers),
        )
    if status in (401, 403):
        raise TransportError(
            f"{title} does not let us in ({status}). Check the access token set for it.", True
        )


def _good(answer: httpx.Response, connection: Connection) -> bytes:
    """What it says where it says yes."""
    title = connection.mapping.system.title
    _refuse_trouble(answer, title)
    if answer.status_code >= 400:
        raise TransportError(f"{title} does not take the question ({answer.status_code}).", True)
    return answer.content


def _sent(answer: httpx.Response, connection: Connection) -> Sent:
    title, status = connection.mapping.system.title, answer.status_code
    _refuse_trouble(answer, title)
    if status < 400:
        return _confirmed(answer, connection)
    try:
        read = connection.mapping.read_reply(answer.content, "refused")
    except Unreadable:
        reason = f"{title} refused the record with status {status} and gave no readable reason."
        return Sent("refused", code=str(status), reason=reason, remedy="Ask its owner.", raw=answer.content)
    if read.temporary:
        raise TransportError(f"{title}: {read.reason}", retry_after=asked_for(answer.headers))
    return Sent("refused", None, read.code or str(status), read.reason, read.remedy, raw=answer.content)


def asked_for(headers: httpx.Headers) -> float | None:
    """Seconds that Retry-After asks for, as a number or as a moment; at most an hour."""
    text = headers.get("Retry-After", "").strip()
    if text.isdigit():
        return min(float(text), LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)
    return min(max(seconds.total_seconds(), 0.0), LONGEST_PAUSE)


def _erased(answer: httpx.Response, connection: Connection) -> Sent:
    """A yes may come without a body; one that is not in the system's form is from somebody on the way."""
    try:
        if answer.content:
            connection.mapping.read_reply(answer.content, "confirmed")
    except Unreadable as error:
        title = connection.mapping.system.title
        raise TransportError(f"{title} said yes, but {error} The next try asks again.") from error
    return Sent("confirmed", raw=answer.content)


def _confirmed(answer: httpx.Response, connection: Connection) -> Sent:
    title = connection.mapping.system.title
    try:
        read: Answer = connection.mapping.read_reply(answer.content, "confirmed")
    except Unreadable as error:
        raise TransportError(f"{title} said yes, but {error} The next try asks with the same key.") from error
    if read.reference is None:
        raise TransportError(f"{title} said yes, but gave no reference. The next try asks with the same key.")
    return Sent("confirmed", read.reference, returned=read.returned, raw=answer.content)
