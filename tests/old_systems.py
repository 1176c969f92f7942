"""Old systems for tests of delivery: they keep what they took by key, and can be made to fail in every way."""

from __future__ import annotations

import random
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from daybook.book import Act, register_kind
from daybook.book.models import Entry
from daybook.book.pages import append
from daybook.legacy.engine.dispatcher import Dispatcher
from daybook.legacy.engine.ports import Clock, Encoded, OldSystem, Outcome, Parcel, Reply
from daybook.legacy.models import Delivery
from helpers import OFFICER

RECORDED = register_kind("sighting:recorded", Act.COLLECTION, "Sighting recorded")
AMENDED = register_kind("sighting:amended", Act.ALTERATION, "Sighting amended")
WITHDRAWN = register_kind("sighting:withdrawn", Act.ALTERATION, "Sighting withdrawn")
VIEWED = register_kind("sighting:viewed", Act.CONSULTATION, "Sighting viewed")
AWAY = Outcome("failed", reason="Ledger cannot be reached.", reached=False)
SILENT = Outcome("failed", reason="Ledger did not answer within 10 seconds.")


@dataclass
class Pace:
    rate_per_second: float = 1_000_000
    max_in_flight: int = 4
    timeout_seconds: float = 10
    breaker_threshold: int = 3
    breaker_seconds: float = 30
    rest: datetime | None = None

    def resting_until(self, now: datetime) -> datetime | None:
        return self.rest if self.rest and self.rest > now else None


@dataclass
class HandClock(Clock):
    """Stands still until moved."""

    at: datetime = field(default_factory=lambda: timezone.now() + timedelta(seconds=30))

    def now(self) -> datetime:
        return self.at

    def ticks(self) -> float:
        return self.at.timestamp()

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Target:
    """What an old system holds: one effect for each key, numbered in the order of arrival."""

    name: str = "ledger"
    answers: list[Outcome | Exception] = field(default_factory=list)
    effects: dict[str, Parcel] = field(default_factory=dict)
    tries: list[Parcel] = field(default_factory=list)
    late: bool = False
    replies: list[Reply] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def send(self, parcel: Parcel) -> Outcome:
        with self.guard:
            self.tries.append(parcel)
            answer = self.answers.pop(0) if self.answers else None
            if isinstance(answer, Exception):
                raise answer
            if answer is not None and answer.state != "confirmed":
                if answer.state == "failed" and answer.reached:
                    self._take(parcel)
                return answer
            confirmed = self._take(parcel)
            if self.late:
                self.replies.append(Reply(parcel.key, confirmed, b"<yes/>"))
                return Outcome("accepted")
            return confirmed

    def _take(self, parcel: Parcel) -> Outcome:
        self.effects.setdefault(parcel.key, parcel)
        number = list(self.effects).index(parcel.key) + 1
        return Outcome("confirmed", reference=f"{self.name.upper()}-{number}")

    @contextmanager
    def collect(self):
        waiting = list(self.replies)
        yield waiting
        del self.replies[: len(waiting)]


def old_system(target: Target, **changes) -> OldSystem:
    values = {
        "name": target.name,
        "title": target.name.title(),
        "wants": frozenset({"sighting"}),
        "limits": Pace(),
        "encode": lambda document: Encoded(f"{document['verb']} {document['text']}".encode()),
        "send": target.send,
        "collect": target.collect if target.late else None,
        "version": "v1",
    } | changes
    return OldSystem(**values)


class Desk:
    """The records that documents are made of, and the writing of their entries."""

    def __init__(self) -> None:
        self.texts: dict[UUID, str] = {}
        self.withdrawn: set[UUID] = set()

    def document(self, row: Delivery) -> dict:
        return {"report": "sighting", "verb": "create", "text": self.texts[row.record_id]}

    def record(self, text: str = "first") -> UUID:
        record_id = uuid4()
        self.write(RECORDED, record_id, text)
        return record_id

    def amend(self, record_id: UUID, text: str) -> None:
        self.write(AMENDED, record_id, text)

    def withdraw(self, record_id: UUID) -> None:
        self.write(WITHDRAWN, record_id, self.texts[record_id])

    def write(self, kind: str, record_id: UUID, text: str) -> None:
        self.texts[record_id] = text
        (self.withdrawn.add if kind == WITHDRAWN else self.withdrawn.discard)(record_id)
        with transaction.atomic():
            append(kind, OFFICER, "event", record_id)


def dispatcher(
    system: OldSystem, desk: Desk, clock: Clock, holder: str = "worker-1", **changes
) -> Dispatcher:
    return Dispatcher(
        system, holder, desk.document, clock=clock, rng=random.Random(7), **({"threads": 1} | changes)
    )


def kinds() -> list[str]:
    """The kinds of all entries, as they were written."""
    return list(Entry.objects.order_by("id").values_list("kind", flat=True))


def only() -> Delivery:
    return Delivery.objects.get()
