"""Cellblock inside the test's own process, with people who type custody entries into it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from daybook.legacy import registry
from daybook.legacy.engine.collector import Collector
from daybook.legacy.joined import join
from daybook.legacy.models import Reconciliation
from daybook.legacy.read_in.reader import Reader
from daybook.legacy.reconcile.run import step
from daybook.legacy.systems.custody.emulator import Cellblock
from daybook.legacy.systems.registry import mapping
from daybook.legacy.telling import document_of
from helpers import settle
from old_systems import HandClock
from old_systems import dispatcher as dispatcher_of

OPENING = {
    "FORM": "CustodyOpening",
    "OriginNumber": "CELL/77",
    "ArrestNumber": "AR77",
    "Suite": "MS9",
    "ArrivedAt": "03/11/2026 21:15",
    "Basis": "AR",
    "Condition": "CALM. SAYS HE TAKES INSULIN.",
    "Surname": "QUENNELL",
    "Forenames": "TOBIAS",
    "BirthDate": "02/03/1990",
    "Collar": "4471",
}
LINE = {
    "FORM": "CustodyEntry",
    "Message": "ENT",
    "OriginNumber": "CELL/77",
    "Kind": "VIS",
    "At": "03/11/2026 22:05",
    "Text": "ASLEEP, BREATHING NORMALLY.",
    "Collar": "4471",
}


class Cells:
    """Cellblock, joined and read; what people type into it is `typed`."""

    document = staticmethod(document_of)

    def __init__(self, home):
        self.machine, self.home, self.clock = Cellblock(home), home, HandClock()
        for folder in ("in", "ack", "request", "extract"):
            (home / folder).mkdir(exist_ok=True)
        self.system = registry.register(join(mapping("custody"), {"folder": str(home)}))
        self.reader = Reader(self.system, "reader-1", self.clock)

    def typed(self, reference, content, state="LIVE"):
        """Under our number where the content has one, as a machine would hold it."""
        at = self.clock.ticks()
        row = (reference, content.get("EntryNumber", reference), state, 1, "", json.dumps(content), at, at)
        with closing(sqlite3.connect(self.home / "custody.sqlite3")) as session, session:
            session.execute("DELETE FROM record WHERE reference = ?", (reference,))
            session.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def altered(self, origin, **fields):
        """Other values in what was sent from here."""
        held = next(r for r in self.machine.store.every() if r.origin == origin)
        content = json.dumps(held.content | fields)
        with closing(sqlite3.connect(self.home / "custody.sqlite3")) as session, session:
            session.execute("UPDATE record SET content = ? WHERE origin = ?", (content, origin))

    def removed(self, reference):
        with closing(sqlite3.connect(self.home / "custody.sqlite3")) as session, session:
            session.execute("DELETE FROM record WHERE reference = ?", (reference,))

    def deliver(self):
        settle()
        sender = dispatcher_of(self.system, self, self.clock)
        for _ in range(8):
            self.clock.move(60)
            while sender.turn():
                self.clock.move(1)
            self.machine.work()
            Collector(self.system, "worker-1", self.clock).turn()
            settle()

    def read(self):
        self.clock.move(4000)
        assert not self.reader.once()
        self.machine.work()
        self.clock.move(5)
        assert self.reader.once()
        settle()

    def compared(self):
        self.clock.move(60)
        run = Reconciliation.objects.create(system="custody", asked_at=self.clock.now())
        assert not step(self.system, run, self.clock)
        self.machine.work()
        assert step(self.system, run, self.clock)
        return run
