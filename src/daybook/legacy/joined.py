"""An old system as the engine takes it, made of its mapping, its transport and its connection."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

import httpx

from daybook.legacy import transports
from daybook.legacy.engine.ports import (
    CannotEncode,
    Document,
    Encoded,
    Erasure,
    FoundThere,
    Holding,
    OldSystem,
    Outcome,
    Parcel,
    Reply,
)
from daybook.legacy.followed import Follow, readable
from daybook.legacy.forms import Forms
from daybook.legacy.mapping import Held, Mapping, MappingRefused, Readings, Said, Sought
from daybook.legacy.mapping.spec import ERASE
from daybook.legacy.transports import Connection, Sent, Transport, TransportError
from daybook.legacy.transports import Reply as TheirReply
from daybook.legacy.transports.base import Asking, Extract, Finding, Following, Giving, Tree
from daybook.legacy.transports.tn3270 import reads_beside

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL)
COLLECTING = {"xml-drop", "sql-staging", "queue", "ebcdic-batch", "csv-sftp"}


@dataclass(frozen=True)
class Joined:
    """The four things the engine asks of a system, in the engine's own words."""

    connection: Connection
    transport: Transport

    @property
    def mapping(self) -> Mapping:
        return self.connection.mapping

    def encode(self, document: Document) -> Encoded:
        try:
            encoded = self.mapping.encode(document)
        except MappingRefused as error:
            raise CannotEncode(error.field, error.problem, error.remedy) from error
        losses = [{**asdict(loss), "minor": loss.minor} for loss in encoded.losses]
        return Encoded(encoded.body, losses)

    def send(self, parcel: Parcel) -> Outcome:
        try:
            found = self._found(parcel)
            sent = found or self.transport.send(parcel.body, parcel.key, parcel.verb, self.connection)  # type: ignore[arg-type]  # one of the verbs
        except TransportError as error:
            return self._failed(error)
        return Outcome(
            state=sent.state,
            reference=sent.reference or "",
            code=sent.code or "",
            reason=sent.reason,
            remedy=sent.remedy,
            returned=sent.returned,
            found=found is not None,
        )

    @contextmanager
    def collect(self) -> Iterator[Sequence[Reply]]:
        with self.transport.collect(self.connection) as replies:
            yield [_reply(each) for each in replies]

    def _found(self, parcel: Parcel) -> Sent | None:
        """What may have arrived is asked for before it is sent again, where the system does not know our keys.

        An erasure asks by itself: a record that is erased already is answered as one that is not there.
        """
        if not parcel.again or parcel.verb == ERASE or not isinstance(self.transport, Asking):
            return None
        return self.transport.found(parcel.body, self.connection)

    def _failed(self, error: TransportError) -> Outcome:
        """A setting that is wrong must be put right by a person; all else is tried again."""
        reached = not error.unsent and not isinstance(error.__cause__, NEVER_LEFT)
        if error.permanent:
            remedy = "Correct the connection of this system, then send again."
            return Outcome("refused", code="CONNECTION", reason=str(error), remedy=remedy, reached=reached)
        return Outcome(
            "failed", code=error.cause, reason=str(error), reached=reached, retry_after=error.retry_after
        )


def _reply(theirs: TheirReply) -> Reply:
    if theirs.state not in ("confirmed", "refused"):
        return Reply(theirs.key or "", None, theirs.raw, theirs.reason)
    outcome = Outcome(
        state="confirmed" if theirs.state == "confirmed" else "refused",
        reference=theirs.reference or "",
        code=theirs.code or "",
        reason=theirs.reason,
        remedy=theirs.remedy,
        temporary=theirs.temporary,
        returned=theirs.returned,
    )
    return Reply(theirs.key or "", outcome, theirs.raw)


PATIENCE_AT_A_PAGE = 5.0
"""Seconds that an old system has to answer somebody who waits for it."""


@dataclass(frozen=True)
class Enquiry:
    """A transport that can be asked for people, as the engine asks it."""

    connection: Connection
    transport: Finding
    forms: Forms

    def find(self, sought: Sought, most: int) -> list[FoundThere]:
        hurried = replace(self.connection, patience=PATIENCE_AT_A_PAGE)
        with readable():
            records = self.transport.find(sought, most, hurried)
            held = [its.theirs(tree) for name, tree in records if (its := self.forms.by_name.get(name))]
        return [
            FoundThere(each, one.said, one.role, one.place) for each in held for one in self.forms.named(each)
        ]


@dataclass(frozen=True)
class Reading:
    """What the engine's `Extracts` are for a transport that can read."""

    connection: Connection
    transport: Giving
    forms: Forms

    @property
    def reports(self) -> frozenset[str]:
        return frozenset(self.forms.by_report)

    def ask(self, key: str) -> None:
        with readable():
            self.transport.ask(key, self.connection)

    @contextmanager
    def opened(self, key: str) -> Iterator[Holding | None]:
        with readable(), self.transport.extract(key, self.connection) as extract:
            yield None if extract is None else _Helds(extract, self.forms.by_name)

    def ours(self, report: str, body: bytes) -> Held:
        return self.forms.by_report[report].ours(body)

    def read_as(self, report: str) -> str:
        form = self.forms.by_report.get(report)
        return form.report if form else report

    def path_of(self, report: str, place: str) -> str:
        return self.forms.path_of(report, place)

    def said(self, held: Held) -> Said:
        return self.forms.said(held)

    def read_back(self, held: Held, place: str) -> Any:
        return self.forms.read_back(held, place)


@dataclass(frozen=True)
class _Helds:
    """The records of an extract; each going through reads it anew."""

    extract: Extract
    readings: dict[str, Readings]

    def __iter__(self) -> Iterator[Held]:
        return self._read(iter(self.extract))

    def only(self, places: Container[int]) -> Iterator[Held]:
        return self._read(self.extract.only(places))

    def _read(self, records: Iterator[tuple[str, Tree]]) -> Iterator[Held]:
        with readable():
            for name, tree in records:
                yield self.readings[name].theirs(tree)


def join(mapping: Mapping, params: dict[str, str], transport: Transport | None = None) -> OldSystem:
    """Make the engine's old system; `transport` is the one that the mapping names unless another is given."""
    spec = mapping.system
    joined = Joined(Connection(mapping, params), transport or transports.get(spec.transport))
    return OldSystem(
        name=spec.name,
        title=spec.title,
        wants=mapping.wants,
        limits=spec.limits,
        encode=joined.encode,
        send=joined.send,
        collect=joined.collect if spec.transport in COLLECTING else None,
        extracts=_extracts(joined),
        follow=_follow(joined),
        reads_in=spec.transport != "tn3270" or reads_beside(joined.connection),
        find=_find(joined),
        unwanted=mapping.unwanted,
        erasure=_erasure(mapping),
        version=_version(mapping),
        uses=frozenset(field.spec.source for field in mapping.fields if field.spec.source),
        screen=params.get("screen", ""),
        note=params.get("note", ""),
        repeat_after=timedelta(seconds=float(params.get("repeat_seconds", 900))),
        read_every=timedelta(seconds=float(params.get("read_seconds", 30))),
        sweep_every=timedelta(seconds=float(params.get("sweep_seconds", 3600))),
    )


def _version(mapping: Mapping) -> str:
    """A digest over the files of the mapping."""
    files = [mapping.folder / "mapping.toml", *sorted(mapping.folder.glob("messages/*.toml"))]
    files += mapping.folder.glob("layout.toml")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _erasure(mapping: Mapping) -> Erasure:
    spec = mapping.spec.erasure
    return Erasure(mapping.erases, frozenset(spec.gone), spec.by_hand) if spec else Erasure()


def _extracts(joined: Joined) -> Reading | None:
    """How to read it, where its mapping says how an extract looks and its transport can fetch one."""
    spec = joined.mapping.spec
    if spec.extract is None or not isinstance(joined.transport, Giving):
        return None
    if spec.terminal is not None and spec.terminal.listing is None:
        return None
    return Reading(joined.connection, joined.transport, Forms(joined.mapping))


def _follow(joined: Joined) -> Follow | None:
    """How to read on in it, where its mapping says how and its transport can."""
    spec, transport = joined.mapping.spec, joined.transport
    if spec.extract is None or not isinstance(transport, Following):
        return None
    if not transport.follows(joined.connection):
        return None
    return Follow(joined.connection, transport, Forms(joined.mapping))


def _find(joined: Joined) -> Callable[[Sought, int], Sequence[FoundThere]] | None:
    """How to ask it, where its mapping says how and its transport can."""
    spec, transport = joined.mapping.spec, joined.transport
    if spec.extract is None or not isinstance(transport, Finding) or not transport.asks(joined.connection):
        return None
    return Enquiry(joined.connection, transport, Forms(joined.mapping)).find
