"""Delivery under every fault at once, in a time of its own: the same seed gives the same run, to the letter.

Two workers, a clerk and a reader take turns as the seed says, while reports are recorded, amended and withdrawn. What
can go wrong is drawn from the same seed: a worker dies at any step or within any transaction, or is so slow that its
lease passes on meanwhile; an old system is away, takes a message and never answers, does not take it and never answers,
refuses for a while; later answers come twice, late and in any order. Then all heals, and the two sides are compared.

Run it within a transaction that is rolled back: nothing here commits.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch
from uuid import UUID

from daybook.book import clerk, leases
from daybook.book.models import Entry
from daybook.book.readers import read_on
from daybook.legacy import fresh, registry
from daybook.legacy.engine import collector, dispatcher, late, results
from daybook.legacy.engine.collector import Collector
from daybook.legacy.engine.dispatcher import Dispatcher
from daybook.legacy.engine.office import with_work
from daybook.legacy.engine.ports import OldSystem, Outcome, Parcel, Reply
from daybook.legacy.models import UNFINISHED, Delivery, State, System
from daybook.legacy.readers import DeliveryReader
from old_systems import AWAY, SILENT, Desk, HandClock, Pace, old_system

RECORDS, STEPS, QUIET = 2, 30, 40
BUSY = Outcome("refused", code="BUSY", reason="Ledger is being closed for the day.", temporary=True)
READER = DeliveryReader()


class Crash(BaseException):
    """A process that is gone: no handler of the house may catch it."""


@dataclass
class Chances:
    """How likely each fault is; `heal` ends them all."""

    dice: random.Random
    healthy: bool = False
    drawn: dict[str, int] = field(default_factory=dict)

    def strikes(self, fault: str, chance: float) -> bool:
        if self.healthy or self.dice.random() >= chance:
            return False
        self.drawn[fault] = self.drawn.get(fault, 0) + 1
        return True


@dataclass
class Machine:
    """An old system that keeps what it took by key, in the order of arrival. `late`: it answers through a queue."""

    name: str
    late: bool
    chances: Chances
    meanwhile: Callable[[], None]
    effects: dict[str, Parcel] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def send(self, parcel: Parcel) -> Outcome:
        strikes = self.chances.strikes
        if strikes("worker dies before sending", 0.06):
            raise Crash
        if strikes("worker is slow", 0.12):
            self.meanwhile()
        if strikes("away", 0.12):
            return AWAY
        if strikes("lost on the way there", 0.10):
            return SILENT
        if strikes("busy", 0.08):
            return BUSY
        confirmed = self._take(parcel)
        if strikes("yes, then no answer", 0.25):
            return SILENT
        if strikes("worker dies after sending", 0.12):
            raise Crash
        return Outcome("accepted") if self.late else confirmed

    @contextmanager
    def collect(self) -> Iterator[list[Reply]]:
        """Some of what waits, in any order; what was not taken off, or is told twice, comes again."""
        here = [reply for reply in self.replies if not self.chances.strikes("answer held up", 0.3)]
        if not self.chances.healthy:
            self.chances.dice.shuffle(here)
        yield here
        if self.chances.strikes("worker dies before taking answers off", 0.1):
            raise Crash
        for reply in here:
            if not self.chances.strikes("answer told twice", 0.2):
                self.replies.remove(reply)

    def system(self) -> OldSystem:
        pace = Pace(timeout_seconds=5, breaker_seconds=10, max_in_flight=8)
        collect = self.collect if self.late else None
        return old_system(self, limits=pace, collect=collect)  # type: ignore[arg-type]

    def holds(self) -> dict[UUID, bytes]:
        """What it has of each record: what arrived last."""
        return {parcel.record_id: parcel.body for parcel in self.effects.values()}

    def _take(self, parcel: Parcel) -> Outcome:
        if self.effects.setdefault(parcel.key, parcel).body != parcel.body:
            self.changed.append(parcel.key)
        confirmed = Outcome("confirmed", reference=f"{self.name.upper()}-{len(self.effects)}")
        if self.late:
            self.replies.append(Reply(parcel.key, confirmed, b"<yes/>"))
        return confirmed


class World:
    """Everything of one seed. `run` goes through it and gives the faults of the house, none if it is sound."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.chances = Chances(self.dice)
        self.clock, self.desk, self.born, self.depth = HandClock(), Desk(), 0, 0
        self.machines = [
            Machine(name, name == "archive", self.chances, self._meanwhile) for name in ("ledger", "archive")
        ]
        self.systems = [registry.register(machine.system()) for machine in self.machines]
        System.objects.bulk_create([System(name=system.name) for system in self.systems])
        self.records: list[UUID] = []
        self.workers = [self._worker(), self._worker()]

    def run(self) -> list[str]:
        with self._dying():
            for _ in range(STEPS):
                self._step()
            self.chances.healthy = True
            self._until_quiet()
            return self.faults()

    def faults(self) -> list[str]:
        """What is lost, doubled or out of order; a sentence each."""
        rows = list(Delivery.objects.all())
        told = Entry.objects.filter(kind__startswith="sighting:").count()
        confirmed = {row.key for row in rows if row.state == State.CONFIRMED}
        ended = {row.key for row in rows if row.state not in UNFINISHED}
        said = Entry.objects.filter(kind="delivery:confirmed").count()
        taken = {key for machine in self.machines for key in machine.effects}
        found = [
            *(f"{row.key} never ended: {row.state}" for row in rows if row.key not in ended),
            *(f"{key} is confirmed, but did not arrive" for key in sorted(confirmed - taken)),
            *(f"{key} arrived, but is not confirmed" for key in sorted(taken - confirmed)),
            *(f"{key} came again with other words" for machine in self.machines for key in machine.changed),
        ]
        if len(rows) != told * len(self.machines):
            found.append(f"{len(rows)} deliveries for {told} entries to {len(self.machines)} systems")
        if said != len(confirmed):
            found.append(f"the book tells of {said} confirmations, not {len(confirmed)}")
        return found + [fault for machine in self.machines for fault in self._stale(machine)]

    def _stale(self, machine: Machine) -> Iterator[str]:
        """A system must hold the newest text of each record that stands, have taken back what was withdrawn, or never
        have heard of it."""
        holds = machine.holds()
        for record in holds:
            verb, _, text = holds[record].decode().partition(" ")
            taken_back, withdrawn = verb == "withdraw", record in self.desk.withdrawn
            if taken_back != withdrawn or (not withdrawn and text != self.desk.texts[record]):
                newest = "taken back" if withdrawn else repr(self.desk.texts[record])
                yield f"{machine.name} holds {verb} {text!r} of {record}, not {newest}"

    def _step(self) -> None:
        moves: list[tuple[Callable[[], object], int]] = [
            (self._write, 5), (self._seal_and_read, 5), (self._deliver, 10), (self._collect, 4), (self._wait, 4),
        ]  # fmt: skip
        move = self.dice.choices([each for each, _ in moves], [often for _, often in moves])[0]
        move()

    def _write(self) -> None:
        if len(self.records) < RECORDS:
            self.records.append(self.desk.record("text 0"))
            return
        record = self.dice.choice(self.records)
        number = int(self.desk.texts[record].split()[1]) + 1
        change = self.desk.withdraw if self.dice.random() < 0.15 else self._amend(number)
        change(record)

    def _amend(self, number: int) -> Callable[[UUID], None]:
        return lambda record: self.desk.amend(record, f"text {number}")

    def _seal_and_read(self) -> None:
        clerk.seal_pending()
        self._alive(lambda: read_on(READER))

    def _deliver(self) -> None:
        worker = self.dice.randrange(len(self.workers))
        self._alive(self.dice.choice(self.workers[worker][:2]).turn, worker)

    def _collect(self) -> None:
        worker = self.dice.randrange(len(self.workers))
        self._alive(self.workers[worker][2].turn, worker)

    def _wait(self) -> None:
        self.clock.move(self.dice.choice((0.5, 2, 20)))

    def _meanwhile(self) -> None:
        """What others do while a worker is held up in the middle of sending, for longer than its lease lasts."""
        if self.depth:
            return
        self.depth += 1
        self.clock.move(self.dice.choice((1, 30)))
        self._deliver()
        self.depth -= 1

    def _alive(self, work: Callable[[], object], worker: int | None = None) -> None:
        try:
            work()
        except Crash:
            if worker is not None:
                self.workers[worker] = self._worker()

    def _worker(self) -> tuple[Dispatcher, Dispatcher, Collector]:
        """A new process, with a name of its own."""
        self.born += 1
        name = f"worker-{self.born}"
        first, second = (
            Dispatcher(system, name, self.desk.document, clock=self.clock, rng=self.dice, threads=1)
            for system in self.systems
        )
        return first, second, Collector(self.systems[1], name, self.clock, self.dice)

    def _until_quiet(self) -> None:
        """Let it all come to rest; what never does is found among the faults."""
        *senders, collecting = self.workers[0]
        for _ in range(QUIET):
            due = with_work(self.clock, [each.system.name for each in senders])
            done = clerk.seal_pending() + read_on(READER) + collecting.turn()
            done += sum(each.turn() for each in senders if each.system.name in due)
            if not done and not Delivery.objects.filter(state__in=UNFINISHED).exists():
                return
            self.clock.move(300)

    @contextmanager
    def _dying(self) -> Iterator[None]:
        """Let the steps of the engine die before, within and after their transactions."""
        places = [
            (dispatcher, "claim"), (dispatcher, "freeze"), (dispatcher, "file_results"), (collector, "file_replies"),
        ]  # fmt: skip
        inside = [(results, "append_many"), (late, "append_many"), (fresh, "insert")]
        patches = [patch.object(room, name, self._mortal(getattr(room, name), 0.04)) for room, name in places]
        patches += [
            patch.object(room, name, self._mortal(getattr(room, name), 0.03)) for room, name in inside
        ]
        patches.append(patch.object(leases, "database_now", self.clock.now))
        for each in patches:
            each.start()
        try:
            yield
        finally:
            for each in patches:
                each.stop()

    def _mortal(self, function: Callable[..., object], chance: float) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            done = function(*arguments, **named)
            if self.chances.strikes(f"worker dies after {function.__name__}", chance):
                raise Crash
            return done

        return call
