"""What goes over NATS: a parcel out, an answer back. Each is JSON; docs/deliver-from-another-host.md tells its form."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from daybook.legacy.engine.ports import HostHeard, Outcome, Parcel, Reply

ANSWERS = ("confirmed", "accepted", "refused")


@dataclass(frozen=True, slots=True)
class Names:
    """The subjects of one system: parcels go `out`, answers come `back`, `state` holds what each side tells the other
    of itself, `questions` are asked and answered at once. The first word of a subject is its stream's; no stream holds
    a question."""

    base: str
    system: str

    @property
    def out(self) -> str:
        return f"{self.base}-OUT-{self.system}"

    @property
    def back(self) -> str:
        return f"{self.base}-BACK-{self.system}"

    @property
    def state(self) -> str:
        return f"{self.base}-STATE-{self.system}"

    @property
    def orders(self) -> str:
        """Where the office says whether it is paused."""
        return f"{self.state}.orders"

    def heard(self, host: str) -> str:
        """Where a host says that it is there, and how it stands."""
        return f"{self.state}.host.{_token(host)}"

    @property
    def questions(self) -> str:
        """Any host of the system takes a question from here."""
        return f"{self.base}-ASK-{self.system}.any"

    def questions_to(self, host: str) -> str:
        """One host alone is asked here: the one that has the extract open."""
        return f"{self.base}-ASK-{self.system}.{_token(host)}"

    def parcel(self, key: str) -> str:
        """The subject of a delivery: the stream holds one parcel of each at a time."""
        return f"{self.out}.{_token(key)}"

    def done(self, key: str) -> str:
        """Where the answer to a parcel goes."""
        return f"{self.back}.done.{_token(key)}"

    def later(self, key: str) -> str:
        """Where an answer goes that the old system gave later."""
        return f"{self.back}.later.{_token(key)}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A parcel as another host took it: its place in the stream, and how often the server has handed it out."""

    parcel: Parcel
    place: int
    times: int


def parcel_text(parcel: Parcel) -> bytes:
    told = {
        "key": parcel.key, "verb": parcel.verb, "report": parcel.report, "record": str(parcel.record_id),
        "reference": parcel.reference, "again": parcel.again, "attempt": parcel.attempt,
        "body": base64.b64encode(parcel.body).decode(),
    }  # fmt: skip
    return json.dumps(told).encode()


def parcel_of(text: bytes) -> Parcel:
    """ValueError where it is none."""
    try:
        told: dict[str, Any] = json.loads(text)
        return Parcel(
            told["key"], told["verb"], told["report"], base64.b64decode(told["body"], validate=True),
            UUID(told["record"]), told["reference"], bool(told["again"]), int(told["attempt"]),
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise ValueError("no parcel") from error


def answer_text(reply: Reply) -> bytes:
    outcome = asdict(reply.outcome) if reply.outcome else None
    if outcome:
        outcome["returned"] = dict(outcome["returned"])
    raw = base64.b64encode(reply.raw).decode()
    return json.dumps({"key": reply.key, "outcome": outcome, "problem": reply.problem, "raw": raw}).encode()


def answer_of(text: bytes) -> Reply:
    """ValueError where it is none."""
    try:
        told: dict[str, Any] = json.loads(text)
        outcome = Outcome(**told["outcome"]) if told["outcome"] else None
        if outcome and outcome.state not in ANSWERS:
            raise ValueError("no answer")
        return Reply(told["key"], outcome, base64.b64decode(told["raw"], validate=True), told["problem"])
    except (KeyError, TypeError) as error:
        raise ValueError("no answer") from error


def beat_text(host: str, paused: bool, problem: str) -> bytes:
    """What a host says of itself: whether it holds what is there for it, and what troubles it."""
    return json.dumps({"host": host, "paused": paused, "problem": problem}).encode()


def beat_of(text: bytes, at: datetime) -> HostHeard:
    """ValueError where it is none."""
    try:
        told: dict[str, Any] = json.loads(text)
        return HostHeard(str(told["host"])[:80], at, bool(told["paused"]), str(told["problem"])[:300])
    except (KeyError, TypeError) as error:
        raise ValueError("no sign of life") from error


def answer_id(reply: Reply) -> str:
    """The same answer given twice is one message."""
    return hashlib.sha256(answer_text(reply)).hexdigest()[:32]


def _token(key: str) -> str:
    """A key as one word of a subject."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]
