"""Erasing under every fault at once, in a time of its own; the faults and the steps are those of `simulation`.

The machines know no key: what is asked twice is looked for twice, and the second time it is not there. One answers at
once, the other later. Each order names numbers that one of them holds, or never held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from daybook.book import writing
from daybook.book.models import Entry
from daybook.legacy import registry
from daybook.legacy.engine.ports import Encoded, Erasure, OldSystem, Outcome, Parcel, Reply
from daybook.legacy.erasures import erasure_document
from daybook.legacy.models import Delivery, State
from daybook.records.kinds import DISPOSED
from daybook.records.models import DisposalOrder, ErasureNotice
from helpers import OFFICER
from simulation import Machine, World

HELD, NEVER = [f"R{number}" for number in range(6)], ["R90", "R91"]


@dataclass
class Shelf(Machine):
    """Records by their numbers."""

    held: set[str] = field(default_factory=lambda: set(HELD))

    def system(self) -> OldSystem:
        erasure = Erasure(frozenset({"sighting"}), frozenset({"NOT-HELD"}))
        return replace(super().system(), erasure=erasure, encode=_encode)

    def _take(self, parcel: Parcel) -> Outcome:
        number = parcel.body.decode()
        self.effects.setdefault(parcel.key, parcel)
        there = number in self.held
        self.held.discard(number)
        outcome = Outcome("confirmed") if there else Outcome("refused", code="NOT-HELD", reason="Not held.")
        if self.late:
            self.replies.append(Reply(parcel.key, outcome, number.encode() + bytes(there)))
        return outcome


def _encode(document: dict[str, Any]) -> Encoded:
    return Encoded(document["reference"].encode())


class Orders:
    """In the place of the desk: all that is told is what is to be erased."""

    document = staticmethod(erasure_document)


class Weeding(World):
    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.desk = Orders()  # type: ignore[assignment]  # nothing else of a desk is asked for here
        self.machines = [Shelf(each.name, each.late, self.chances, self._meanwhile) for each in self.machines]
        self.systems = [registry.register(machine.system()) for machine in self.machines]
        self.workers = [self._worker(), self._worker()]
        self.order = DisposalOrder(
            number=f"DO/{seed}", people=[], counts={}, fingerprint="", schedule="1", proposed_by=UUID(int=0),
            proposed_at=self.clock.now(),
        )  # fmt: skip

    def faults(self) -> list[str]:
        notices, rows = list(ErasureNotice.objects.all()), list(Delivery.objects.all())
        done = Entry.objects.filter(kind="retention:notice-done").count()
        found = [
            f"{one.system} was not brought to its end" for one in notices if not one.done_at or one.reference
        ]
        found += [f"{row.key} is {row.state}" for row in rows if row.state != State.CONFIRMED or row.payload]
        if not len(rows) == len(notices) == done:
            found.append(f"{len(notices)} notices, {len(rows)} deliveries, {done} said to be done")
        return found + [fault for machine in self.machines for fault in self._left(machine)]

    def _left(self, machine: Machine) -> Iterator[str]:
        asked = {parcel.body.decode() for parcel in machine.effects.values()}
        assert isinstance(machine, Shelf)
        if machine.held != set(HELD) - asked:
            yield f"{machine.name} holds {sorted(machine.held)} after {sorted(asked)}"

    def _write(self) -> None:
        with writing(DISPOSED, OFFICER, self.order) as page:
            page.save(self.order)
        for machine in self.machines:
            ErasureNotice.objects.create(
                order=self.order, system=machine.name, title=machine.name.title(), report="sighting", way="erase",
                reference=self.dice.choice([*HELD, *NEVER]), told_as=UUID(int=self.dice.getrandbits(128)),
                entry=page.entry.pk, made_at=self.clock.now(),
            )  # fmt: skip
