"""The office's side: a parcel for a system that another host delivers to is put into NATS, its answer taken from there.

To the engine this is a system that answers later, so everything that holds for one holds here: the payload is frozen,
what may have arrived keeps its key, an answer given twice has its effect once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from daybook.legacy.elsewhere.door import Door, FollowThere, ReadThere
from daybook.legacy.elsewhere.messages import Names, answer_of, parcel_text
from daybook.legacy.elsewhere.questions import LARGEST
from daybook.legacy.elsewhere.steering import Steering
from daybook.legacy.engine.ports import OldSystem, Outcome, Parcel, Reply

if TYPE_CHECKING:
    from nats.aio.msg import Msg

    from daybook.legacy.elsewhere.wire import Wire

AT_ONCE, LOOK_SECONDS = 100, 0.1
DOWN = "NATS is not answering, over which {title} is delivered to. It is tried again by itself."


class Away:
    """What `OldSystem` asks of a system that another host delivers to. `connect` opens a wire with its streams made;
    `ask` one that only asks."""

    def __init__(
        self, system: OldSystem, names: Names, connect: Callable[[], Wire], ask: Callable[[], Wire]
    ) -> None:
        self.system, self.names, self.connect, self.ask = system, names, connect, ask
        self.sending, self.collecting = _Kept(connect), _Kept(connect)

    def joined(self, note: str) -> OldSystem:
        """No line leads there from here: what is read of it and asked is read and asked by its host."""
        there, door = self.system, Door(self.system, self.names, self.ask)
        return replace(
            there,
            send=self.send,
            collect=self.collect,
            extracts=there.extracts and ReadThere(there.extracts, door),
            follow=there.follow and FollowThere(there.follow, door),
            find=there.find and door.find,
            elsewhere=Steering(there.title, self.names, self.connect),
            note=note,
        )

    def send(self, parcel: Parcel) -> Outcome:
        from daybook.legacy.elsewhere.wire import ID, WireDownError

        if len(parcel.body) > LARGEST:
            return Outcome(
                "refused", code="TOO-LARGE", reached=False,
                reason=f"This report is larger than {LARGEST:,} bytes, which NATS does not carry.",
                remedy=f"Have {self.system.title} delivered to from the office, or shorten the report.",
            )  # fmt: skip
        tried = False
        try:
            with self.sending.wire() as wire:
                tried = True
                headers = {ID: f"{parcel.key}#{parcel.attempt}"}
                new = wire.put(self.names.parcel(parcel.key), parcel_text(parcel), headers)
        except WireDownError as error:
            reason = DOWN.format(title=self.system.title)
            return Outcome(
                "failed", code=f"NATS: {type(error.__cause__).__name__}", reason=reason, reached=tried
            )
        return Outcome("accepted", found=not new)

    @contextmanager
    def collect(self) -> Iterator[Sequence[Reply]]:
        """The answers that wait; they are done with once the block has ended without an error."""
        from daybook.legacy.elsewhere.wire import OFFICE

        with self.collecting.wire() as wire:
            messages = wire.take(self.names.back, OFFICE, AT_ONCE, LOOK_SECONDS)
            yield [reply for reply in map(self._reply, messages) if reply]
            for message in messages:
                wire.acknowledge(message)

    def _reply(self, message: Msg) -> Reply | None:
        """None for what says only that the old system has taken it and will answer later."""
        try:
            reply = answer_of(message.data)
        except ValueError:
            return Reply("", None, message.data, "The host that delivers gave no readable answer.")
        return None if reply.outcome and reply.outcome.state == "accepted" else reply


class _Kept:
    """A wire that is kept open for one thread at a time, and made anew after it failed."""

    def __init__(self, connect: Callable[[], Wire]) -> None:
        self.connect, self.guard = connect, threading.Lock()
        self.open: Wire | None = None

    @contextmanager
    def wire(self) -> Iterator[Wire]:
        with self.guard:
            self.open = self.open or self.connect()
            try:
                yield self.open
            except BaseException:
                wire, self.open = self.open, None
                with suppress(Exception):
                    wire.close()
                raise
