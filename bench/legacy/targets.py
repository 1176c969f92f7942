"""Old systems that take everything, and reports for them, in a house that has no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from daybook.book import Act, clerk, readers, register_kind
from daybook.book.pages import Line, append_many
from daybook.legacy import registry
from daybook.legacy.engine.ports import OldSystem, Outcome, Parcel
from helpers import OFFICER
from old_systems import RECORDED, Pace, Target, old_system

GLIMPSED = register_kind("glimpse:recorded", Act.COLLECTION, "Glimpse recorded")
DOCUMENT = {"report": "sighting", "verb": "create", "text": "x"}


@contextmanager
def alone() -> Iterator[None]:
    """No old system is joined but those that `noop` joins; what was written before has been read."""
    before, loaded = dict(registry._systems), registry._loaded
    registry._systems.clear()
    registry._loaded = True
    try:
        seal_and_read()
        yield
    finally:
        registry._systems.clear()
        registry._systems.update(before)
        registry._loaded = loaded


def noop(**changes: Any) -> OldSystem:
    """Join a system under a name that no measurement before this one has used."""

    def send(parcel: Parcel) -> Outcome:
        return Outcome("confirmed", reference=parcel.key[:12])

    values = {"send": send, "limits": Pace(max_in_flight=64)} | changes
    return registry.register(old_system(Target(f"noop-{uuid4().hex[:12]}"), **values))


def write(count: int, kind: str = RECORDED) -> None:
    """Entries of that many reports."""
    append_many(Line(kind, OFFICER, "event", uuid4()) for _ in range(count))


def seal() -> None:
    while clerk.seal_pending():
        pass


def read() -> None:
    """Let only the reader of deliveries read on."""
    while any(readers.read_on(reader) for reader in readers.all_readers() if reader.name == "legacy"):
        pass


def seal_and_read() -> None:
    seal()
    read()
