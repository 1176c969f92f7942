"""The other host's side: take a parcel, hand it to the system's own transport, store its answer, then let it go.

It keeps nothing. A parcel whose answer is stored but that was not let go is known by the last answer on its subject.
One that was handed out before without an answer may have arrived, so the transport looks before it sends again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from daybook.legacy.elsewhere.messages import Names, answer_id, answer_text, parcel_of
from daybook.legacy.engine.ports import OldSystem, Outcome, Parcel, Reply, chance
from daybook.legacy.transports import TransportError

if TYPE_CHECKING:
    from nats.aio.msg import Msg

    from daybook.legacy.elsewhere.wire import Wire

WAIT_SECONDS = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
Told = Callable[[str], None]


class Host:
    """Delivers to one system. `connect` opens a wire; `tell` gets a sentence where the system's state changes."""

    def __init__(
        self, system: OldSystem, names: Names, connect: Callable[[], Wire], tell: Told = print
    ) -> None:
        self.system, self.names, self.connect, self.tell = system, names, connect, tell
        self.open: Wire | None = None
        self.lines = max(1, system.limits.max_in_flight)
        self.pool = ThreadPoolExecutor(self.lines, system.name)
        self.failures, self.rest_until, self.rng = 0, 0.0, chance()
        self.trouble, self.is_held = "", False

    def work(self) -> int:
        """One round: pass on later answers, then deliver what is handed out, unless the office holds it; how many of
        both. WireDownError."""
        if self.system.limits.resting_until(datetime.now(UTC)) or time.monotonic() < self.rest_until:
            return 0
        self.open = self.open or self.connect()
        try:
            return self._collect(self.open) + (0 if self._hold(self.open) else self._deliver(self.open))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        wire, self.open = self.open, None
        if wire:
            wire.close()

    def _deliver(self, wire: Wire) -> int:
        from daybook.legacy.elsewhere.wire import HOST

        most = 1 if self.failures else self.lines
        taken = wire.take(self.names.out, HOST, most, WAIT_SECONDS)
        if taken and self._is_paused(wire):  # since it was last looked
            for each in taken:
                wire.give_back(each, FIRST_PAUSE)
            return 0
        fresh = [each for each in taken if self._is_new(wire, each)]
        began = time.monotonic()
        outcomes = list(self.pool.map(self._send, fresh))
        for message, (key, outcome) in zip(fresh, outcomes, strict=True):
            self._settle(wire, message, key, outcome)
        self._keep_to_the_rate(len(fresh), time.monotonic() - began)
        return len(fresh)

    def standing(self) -> tuple[bool, str]:
        """Whether it holds what is there for it because it was told to, and what troubles it."""
        return self.is_held, self.trouble

    def _hold(self, wire: Wire) -> bool:
        """Whether the office has paused the system; then it is asked again after a while."""
        if self._is_paused(wire):
            time.sleep(WAIT_SECONDS)
        return self.is_held

    def _is_paused(self, wire: Wire) -> bool:
        from daybook.legacy.elsewhere.wire import PAUSED

        orders = wire.last(self.names.state, self.names.orders) or {}
        paused = orders.get(PAUSED) == "yes"
        if paused != self.is_held:
            self.tell(f"{self.system.title} is {'paused' if paused else 'resumed'} by the office.")
        self.is_held = paused
        return paused

    def _is_new(self, wire: Wire, message: Msg) -> bool:
        """Whether its answer is not stored yet; where it is, only the letting go was lost."""
        from daybook.legacy.elsewhere.wire import PLACE

        if message.metadata.num_delivered == 1:
            return True
        try:
            key = parcel_of(message.data).key
        except ValueError:
            return True
        last = wire.last(self.names.back, self.names.done(key))
        if last is None or last.get(PLACE) != str(message.metadata.sequence.stream):
            return True
        wire.acknowledge(message)
        return False

    def _send(self, message: Msg) -> tuple[str, Outcome]:
        """The key, and what came of it."""
        try:
            parcel = parcel_of(message.data)
        except ValueError:
            return "", Outcome("refused", code="PARCEL", reason="The parcel cannot be read.", reached=False)
        return parcel.key, self._sent(
            replace(parcel, again=parcel.again or message.metadata.num_delivered > 1)
        )

    def _sent(self, parcel: Parcel) -> Outcome:
        try:
            return self.system.send(parcel)
        except Exception as error:
            reason = f"The connection to {self.system.title} broke ({type(error).__name__})."
            return Outcome("failed", reason=reason)

    def _settle(self, wire: Wire, message: Msg, key: str, outcome: Outcome) -> None:
        """Store the answer, then let the parcel go; what failed is handed out again after a pause."""
        if outcome.state == "failed" or (outcome.state == "refused" and outcome.temporary):
            wire.give_back(message, self._failed(outcome))
            return
        if self.failures:
            self.tell(f"{self.system.title} answers again.")
        self.failures, self.trouble = 0, ""
        place = str(message.metadata.sequence.stream)
        self._answer(wire, Reply(key, outcome, b""), self.names.done(key), f"{self.names.out}:{place}", place)
        wire.acknowledge(message)

    def _failed(self, outcome: Outcome) -> float:
        """Rest, longer after each failure in a row and never less than the system asked for; how many seconds."""
        if not self.failures:
            self.tell(outcome.reason)
        self.trouble = outcome.reason
        self.failures += 1
        ceiling = min(FIRST_PAUSE * 2 ** min(self.failures - 1, 10), LONGEST_PAUSE)
        pause: float = max(ceiling * self.rng.uniform(0.5, 1.0), outcome.retry_after or 0.0)
        self.rest_until = time.monotonic() + pause
        return pause

    def _collect(self, wire: Wire) -> int:
        """The old system's later answers: each is stored before it is taken off there."""
        if self.system.collect is None:
            return 0
        try:
            with self.system.collect() as replies:
                self._pass_on(wire, replies)
                return len(replies)
        except TransportError as error:
            self._failed(Outcome("failed", reason=str(error)))
            return 0

    def _pass_on(self, wire: Wire, replies: Sequence[Reply]) -> None:
        for reply in replies:
            self._answer(wire, reply, self.names.later(reply.key), answer_id(reply))

    def _answer(self, wire: Wire, reply: Reply, subject: str, name: str, place: str = "") -> None:
        from daybook.legacy.elsewhere.wire import ID, PLACE

        wire.put(subject, answer_text(reply), {ID: name, PLACE: place} if place else {ID: name})

    def _keep_to_the_rate(self, sent: int, seconds: float) -> None:
        time.sleep(max(0.0, sent / self.system.limits.rate_per_second - seconds))
