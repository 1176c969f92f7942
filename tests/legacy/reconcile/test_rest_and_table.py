"""A REST system and a table are read whole too: compared with the book, their own people given to the linking."""

import json
from uuid import uuid4

import httpx
import pytest

from callers import caller_with
from daybook.legacy import exports, registry
from daybook.legacy.engine.collector import Collector
from daybook.legacy.joined import join
from daybook.legacy.models import UNFINISHED, Delivery, Difference, Reconciliation
from daybook.legacy.reconcile.run import step
from daybook.legacy.systems.case_preparation import emulator as casefile
from daybook.legacy.systems.registry import mapping
from daybook.legacy.systems.vulnerable.emulator import Safeguard
from daybook.legacy.telling import document_of
from daybook.legacy.transports import rest, rest_records, sql_records
from daybook.legacy.transports.database import connect
from daybook.records.actions.record_report import record_report
from daybook.records.reports.arrest import Arrest
from helpers import arrest, settle
from old_systems import HandClock
from old_systems import dispatcher as dispatcher_of

pytestmark = pytest.mark.django_db


class Joined:
    """An old machine in this process; `row(sql)` changes what it shows behind our back."""

    document = staticmethod(document_of)

    def __init__(self, system, work, change):
        self.system, self.work, self.change = registry.register(system), work, change
        self.clock = HandClock()

    def arrested(self, *surnames):
        officer, events = caller_with("officer"), []
        for surname in surnames:
            report = arrest()
            report["people_arrested"][0] |= {"family_name": surname, "pncid": ""}
            events += record_report(officer, Arrest.model_validate(report), submission=uuid4())
        settle()
        sender = dispatcher_of(self.system, self, self.clock)
        while Delivery.objects.filter(state__in=UNFINISHED).exists():
            self.clock.move(60)
            while sender.turn():
                self.clock.move(1)
            self.work()
            if self.system.collect:
                Collector(self.system, "worker-1", self.clock).turn()
            settle()
        return events

    def compared(self):
        self.clock.move(60)
        run = Reconciliation.objects.create(system=self.system.name, asked_at=self.clock.now())
        assert step(self.system, run, self.clock)
        return run


@pytest.fixture
def table(tmp_path):
    database = f"sqlite://{tmp_path / 'staging.sqlite3'}"
    machine = Safeguard(tmp_path, database)

    def change(number, surname):
        with connect(database, 5) as session:
            if surname is None:
                session.run("DELETE FROM NOTICE WHERE SOURCE_NUMBER = ?", (number,))
            else:
                session.run("UPDATE NOTICE SET SURNAME = ? WHERE SOURCE_NUMBER = ?", (surname, number))

    def keyed_in():
        with machine.store.transaction() as session:
            row = json.dumps(
                {"SOURCE_NUMBER": "S-9", "SURNAME": "ELDER", "BIRTH_DATE": "19710630", "SEX": "2"}
            )
            session.execute(
                "INSERT INTO record VALUES ('S-9', 'S-9', 'LIVE', 1, '', ?, 1.5e9, 1.5e9)", (row,)
            )
        machine.work()

    made = Joined(join(mapping("vulnerable"), {"database": database}), machine.work, change)
    made.keyed_in = keyed_in
    return made


@pytest.fixture
def web(tmp_path, monkeypatch):
    machine = casefile.Casefile(tmp_path)

    def answer(request):
        path, headers = request.url.path, dict(request.headers)
        given = machine.incidents(casefile.Request(request.method, path, headers, request.content))
        return httpx.Response(given.status, content=given.body, headers=given.headers)

    client = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(rest, "_client", lambda: client)

    def change(number, surname):
        record = next(
            r for r in machine.store.records() if r.content["submission.externalReferenceId"] == number
        )
        with machine.store.transaction() as session:
            if surname is None:
                session.execute("DELETE FROM record WHERE reference = ?", (record.reference,))
            else:
                content = json.dumps(record.content | {"suspect.surname": surname})
                session.execute(
                    "UPDATE record SET content = ? WHERE reference = ?", (content, record.reference)
                )

    def keyed_in():
        content = {"submission.externalReferenceId": "C-9", "suspect.surname": "ELDER"}
        content |= {"suspect.dateOfBirth": "1971-06-30", "suspect.gender": "GNDR_0001"}
        with machine.store.transaction() as session:
            row = json.dumps(content)
            session.execute(
                "INSERT INTO record VALUES ('C-9', 'C-9', 'LIVE', 1, '', ?, 1.5e9, 1.5e9)", (row,)
            )

    system = join(mapping("case_preparation"), {"url": "http://casefile.example"})
    made = Joined(system, lambda: None, change)
    made.keyed_in = keyed_in
    return made


@pytest.fixture(params=["table", "web"])
def joined(request, monkeypatch):
    """With pages of two records, so that several are read."""
    monkeypatch.setattr(rest_records, "AT_ONCE", 2)
    monkeypatch.setattr(sql_records, "AT_ONCE", 2)
    return request.getfixturevalue(request.param)


def test_deleted_and_changed_there_is_found_with_both_values(joined):
    alder, beech, _ = joined.arrested("Alder", "Beech", "Cedar")
    run = joined.compared()
    assert (run.state, run.alike, run.differences_open) == ("done", 3, 0), run.problem
    joined.change(alder.number, None)
    joined.change(beech.number, "Birch")
    run = joined.compared()
    assert (run.only_here, run.differs, run.only_there, run.alike) == (1, 1, 0, 1)
    found = {row.kind: row for row in Difference.objects.all()}
    assert found["only-here"].record_id == alder.pk
    (value,) = found["differs"].values
    assert (value["field"], value["ours"], value["theirs"]) == ("person.family_name", ["Beech"], ["Birch"])


def test_its_own_people_are_given_to_the_linking(joined):
    joined.arrested("Alder")
    joined.keyed_in()
    (one,) = exports.people_of(joined.system)
    assert (one.names[0][0], one.sex) == ("ELDER", "2")


def test_pages_that_do_not_hold_what_is_told_are_not_compared(web, monkeypatch):
    web.arrested("Alder")
    monkeypatch.setattr(casefile.enquiries.Store, "count", lambda self: 2)
    run = web.compared()
    assert (run.state, Difference.objects.count()) == ("failed", 0)
    assert "says that it holds 2 records, and 1 came." in run.problem
