"""An old system as the engine takes it, made of its mapping, its transport and its connection."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta

import httpx

from daybook.legacy import transports
from daybook.legacy.engine.ports import CannotEncode, Document, Encoded, OldSystem, Outcome, Parcel, Reply
from daybook.legacy.mapping import Mapping, MappingRefused
from daybook.legacy.transports import Connection, Transport, TransportError
from daybook.legacy.transports import Reply as TheirReply

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL)
COLLECTING = {"xml-drop", "sql-staging", "queue"}


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
            sent = self.transport.send(parcel.body, parcel.key, parcel.verb, self.connection)  # type: ignore[arg-type]  # one of the three verbs
        except TransportError as error:
            return self._failed(error)
        return Outcome(
            state=sent.state,
            reference=sent.reference or "",
            code=sent.code or "",
            reason=sent.reason,
            remedy=sent.remedy,
            returned=sent.returned,
        )

    @contextmanager
    def collect(self) -> Iterator[Sequence[Reply]]:
        with self.transport.collect(self.connection) as replies:
            yield [_reply(each) for each in replies]

    def _failed(self, error: TransportError) -> Outcome:
        """A setting that is wrong must be put right by a person; all else is tried again."""
        reached = not isinstance(error.__cause__, NEVER_LEFT)
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


def join(mapping: Mapping, params: dict[str, str], transport: Transport | None = None) -> OldSystem:
    """Make the engine's old system; `transport` is the one that the mapping names unless another is given."""
    spec = mapping.system
    joined = Joined(Connection(mapping, params), transport or transports.get(spec.transport))
    return OldSystem(
        name=spec.name,
        title=spec.title,
        wants=frozenset(spec.wants),
        limits=spec.limits,
        encode=joined.encode,
        send=joined.send,
        collect=joined.collect if spec.transport in COLLECTING else None,
        unwanted=mapping.unwanted,
        version=hashlib.sha256((mapping.folder / "mapping.toml").read_bytes()).hexdigest()[:12],
        uses=frozenset(field.spec.source for field in mapping.fields if field.spec.source),
        screen=params.get("screen", ""),
        note=params.get("note", ""),
        repeat_after=timedelta(seconds=float(params.get("repeat_seconds", 900))),
    )
