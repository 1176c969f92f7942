"""Old machines inside the test's own process, joined as they are at work, and people who sit at them."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from uuid import uuid4

import httpx

from callers import caller_with
from daybook.legacy import registry
from daybook.legacy.emulation.store import Stored, keep_record
from daybook.legacy.engine.collector import Collector
from daybook.legacy.joined import join
from daybook.legacy.models import UNFINISHED, Delivery, Reconciliation
from daybook.legacy.reconcile.run import step
from daybook.legacy.systems.case_preparation import emulator as casefile
from daybook.legacy.systems.registry import mapping
from daybook.legacy.systems.vulnerable.emulator import Safeguard
from daybook.legacy.telling import document_of
from daybook.legacy.transports import rest
from daybook.records.actions.record_report import record_report
from daybook.records.reports.arrest import Arrest
from helpers import arrest, settle
from old_systems import HandClock
from old_systems import dispatcher as dispatcher_of


class Joined:
    """A machine with its system; what people type there is `typed`, what is done behind its back `silently`."""

    document = staticmethod(document_of)

    def __init__(self, machine, system, number, elder):
        self.machine, self.system, self.number, self.elder = machine, registry.register(system), number, elder
        self.clock = HandClock()

    def work(self):
        """What the machine does by itself."""
        if hasattr(self.machine, "work"):
            self.machine.work()

    def arrested(self, *surnames):
        officer, events = caller_with("officer"), []
        for surname in surnames:
            report = arrest()
            report["people_arrested"][0] |= {"family_name": surname, "pncid": ""}
            events += record_report(officer, Arrest.model_validate(report), submission=uuid4())
        self.deliver()
        return events

    def deliver(self):
        settle()
        sender = dispatcher_of(self.system, self, self.clock)
        while Delivery.objects.filter(state__in=UNFINISHED, system=self.system.name).exists():
            self.clock.move(60)
            while sender.turn():
                self.clock.move(1)
            self.work()
            if self.system.collect:
                Collector(self.system, "worker-1", self.clock).turn()
            settle()

    def compared(self):
        self.clock.move(60)
        run = Reconciliation.objects.create(system=self.system.name, asked_at=self.clock.now())
        assert step(self.system, run, self.clock)
        return run

    def held(self, number):
        return next(each for each in self.machine.store.records() if each.content[self.number] == number)

    def typed(self, reference, content=None, state="LIVE", changed=None, **fields):
        """Somebody types a record of their own, or other values into one; `changed` is when, in seconds."""
        before, now = self.machine.store.record(reference), changed or time.time()
        made = {self.number: f"THEIRS-{reference}"} | self.elder | (content or {})
        row = before or Stored(reference, reference, "LIVE", 0, "ELDER", made, now, now)
        row = replace(row, state=state, version=row.version + 1, content=row.content | fields, changed=now)
        with self.machine.store.transaction() as session:
            keep_record(session, row)
        self.work()

    def silently(self, reference, **fields):
        """The record is changed without a trace of when; without values it is deleted."""
        with self.machine.store.transaction() as session:
            if not fields:
                session.execute("DELETE FROM record WHERE reference = ?", (reference,))
                return
            row = self.machine.store.record(reference)
            content = json.dumps(row.content | fields)
            session.execute("UPDATE record SET content = ? WHERE reference = ?", (content, reference))


def casefile_joined(home, monkeypatch):
    """Case preparation, asked over HTTP."""
    machine = casefile.Casefile(home)

    def answer(request):
        path, headers = request.url.path, dict(request.headers)
        given = machine.incidents(casefile.Request(request.method, path, headers, request.content))
        if given.silent:
            raise httpx.ReadTimeout("silent")
        return httpx.Response(given.status, content=given.body, headers=given.headers)

    client = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(rest, "_client", lambda: client)
    system = join(mapping("case_preparation"), {"url": "http://casefile.example"})
    elder = {"suspect.surname": "ELDER", "suspect.dateOfBirth": "1971-06-30", "suspect.gender": "GNDR_0001"}
    return Joined(machine, system, "submission.externalReferenceId", elder)


class SafeguardJoined(Joined):
    """The table of vulnerable persons: rows deleted or changed without a trace are so in the table, too."""

    def silently(self, reference, **fields):
        from daybook.legacy.transports.database import connect

        super().silently(reference, **fields)
        with connect(self.machine.database, 5) as session:
            if not fields:
                session.run("DELETE FROM NOTICE WHERE REFERENCE = ?", (reference,))
            for name, value in fields.items():
                session.run(f"UPDATE NOTICE SET {name} = ? WHERE REFERENCE = ?", (value, reference))


def safeguard_joined(home):
    database = f"sqlite://{home / 'staging.sqlite3'}"
    machine = Safeguard(home, database)
    elder = {"SURNAME": "ELDER", "BIRTH_DATE": "19710630", "SEX": "2", "NOTICE_KIND": "ARREST"}
    return SafeguardJoined(
        machine, join(mapping("vulnerable"), {"database": database}), "SOURCE_NUMBER", elder
    )
