"""Cellblock custody inside the test's own process, with arrests that it confirmed."""

import json
import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest

from callers import caller_with
from daybook.legacy import registry
from daybook.legacy.engine.collector import Collector
from daybook.legacy.joined import join
from daybook.legacy.models import UNFINISHED, Delivery, Difference, Reconciliation
from daybook.legacy.reconcile.run import step
from daybook.legacy.systems.custody.emulator import Cellblock
from daybook.legacy.systems.registry import mapping
from daybook.legacy.telling import document_of
from daybook.records.actions.record_report import record_report
from daybook.records.reports.arrest import Arrest
from helpers import arrest, settle
from old_systems import HandClock
from old_systems import dispatcher as dispatcher_of


class House:
    """Daybook and one old machine, joined by a folder; the clock moves by hand."""

    document = staticmethod(document_of)

    def __init__(self, home):
        self.machine = Cellblock(home)
        for folder in ("in", "ack"):
            (home / folder).mkdir()
        self.home, self.clock = home, HandClock()
        self.system = registry.register(join(mapping("custody"), {"folder": str(home)}))
        self.sergeant = caller_with("sergeant")

    def arrested(self, *surnames):
        """Record an arrest for each of them."""
        officer, events = caller_with("officer"), []
        for surname in surnames:
            report = arrest()
            report["people_arrested"][0] |= {"family_name": surname, "pncid": ""}
            events += record_report(officer, Arrest.model_validate(report), submission=uuid4())
        return events

    def deliver(self, rounds=20):
        """Everything that waits goes out and is answered; of one record, one after the other."""
        settle()
        sender = dispatcher_of(self.system, self, self.clock)
        for _ in range(rounds):
            self.clock.move(60)
            while sender.turn():
                self.clock.move(1)
            self.machine.work()
            self.collect()
            settle()
            if not Delivery.objects.filter(state__in=UNFINISHED).exists():
                break

    def collect(self):
        Collector(self.system, "worker-1", self.clock).turn()

    def compared(self):
        """Ask for a comparison and carry it out."""
        self.clock.move(60)
        run = Reconciliation.objects.create(system="custody", asked_at=self.clock.now())
        assert not step(self.system, run, self.clock)
        self.machine.work()
        assert step(self.system, run, self.clock)
        return run

    def there(self, sql, *values):
        """Somebody at the old machine changes its records behind our back."""
        with closing(sqlite3.connect(self.home / "custody.sqlite3")) as session, session:
            assert session.execute(sql, values).rowcount

    def delete(self, event):
        self.there("DELETE FROM record WHERE origin = ?", event.number)

    def change(self, event, **fields):
        """Write other values into fields such as `Detainee__Surname`."""
        record = next(r for r in self.machine.store.records() if r.origin == event.number)
        content = record.content | {name.replace("__", "."): value for name, value in fields.items()}
        self.there("UPDATE record SET content = ? WHERE origin = ?", json.dumps(content), event.number)

    def keyed_in(self, number, **fields):
        """Somebody types a record into the old machine by hand."""
        content = {"OriginNumber": number, "Detainee.Surname": "HANDLEY", **fields}
        self.there(
            "INSERT INTO record VALUES (?, ?, 'LIVE', 1, '', ?, ?, ?)",
            f"H{number}", number, json.dumps(content), self.clock.ticks(), self.clock.ticks(),
        )  # fmt: skip

    def differences(self):
        return {(row.kind, row.key): row for row in Difference.objects.all()}


@pytest.fixture(autouse=True)
def _no_joined_systems(monkeypatch):
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)


@pytest.fixture
def house(db, tmp_path):
    (tmp_path / "cellblock").mkdir()
    return House(tmp_path / "cellblock")
