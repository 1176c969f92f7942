"""Docket's extract: the same comparison with the book, over fixed-width records."""

import json
from types import SimpleNamespace

import pytest

from daybook.legacy import exports as exports_module
from daybook.legacy import registry
from daybook.legacy.joined import join
from daybook.legacy.models import Delivery, Reconciliation, State
from daybook.legacy.reconcile.run import step
from daybook.legacy.systems.registry import mapping
from daybook.legacy.systems.warrants.emulator import Docket
from report_samples import ago, changed_to, recorded

from .conftest import House


class DocketHouse(House):
    """The same house with Docket in the place of Cellblock."""

    def __init__(self, home):
        super().__init__(home)
        registry.forget("custody")
        for folder in ("in", "out", "request", "extract"):
            (home / folder).mkdir(exist_ok=True)
        self.machine = Docket(home)
        self.system = registry.register(join(mapping("warrants"), {"folder": str(home)}))

    def compared(self):
        self.clock.move(60)
        run = Reconciliation.objects.create(system="warrants", asked_at=self.clock.now())
        assert not step(self.system, run, self.clock)
        self.machine.work()
        assert step(self.system, run, self.clock)
        return run

    def there(self, sql, *values):
        with self.machine.store.transaction() as session:
            assert session.execute(sql, values).rowcount


@pytest.fixture
def house(db, tmp_path, monkeypatch):
    monkeypatch.setattr("daybook.legacy.mapping.fixed.timing.Timing.due", lambda *its: True)
    (tmp_path / "docket").mkdir()
    return DocketHouse(tmp_path / "docket")


def test_a_warrant_and_its_execution_arrive_and_compare_alike(house):
    event = recorded("warrant")
    house.arrested("Alder")
    house.deliver()
    event = changed_to(event, "allocate", to="Team 3")
    event = changed_to(event, "execute", at=ago(minutes=5), where="Market Place", result="Arrested")
    house.deliver()
    last = Delivery.objects.filter(record_id=event.pk).order_by("seq").last()
    assert (last.state, last.system) == (State.CONFIRMED, "warrants")
    run = house.compared()
    assert (run.problem, run.alike, run.only_here, run.only_there, run.differs) == ("", 2, 0, 0, 0)
    content = next(each.content for each in house.machine.store.records() if each.origin == event.number)
    assert (content["STATUS"], content["EXECUTED-WHERE"]) == ("E", "MARKET PLACE")


def test_what_was_deleted_and_changed_there_is_found(house):
    kept, gone = recorded("warrant"), recorded("warrant")
    house.deliver()
    house.there("DELETE FROM record WHERE origin = ?", gone.number)
    record = next(each for each in house.machine.store.records() if each.origin == kept.number)
    content = json.dumps(record.content | {"COURT": "ANOTHER COURT"})
    house.there("UPDATE record SET content = ? WHERE origin = ?", content, kept.number)
    house.compared()
    found = house.differences()
    assert set(found) == {("only-here", gone.number), ("differs", kept.number)}
    (value,) = found["differs", kept.number].values
    assert (value["field"], value["theirs"]) == ("warrant.court", ["ANOTHER COURT"])


def test_an_extract_that_is_cut_off_is_not_compared(house):
    recorded("warrant")
    house.deliver()
    run = Reconciliation.objects.create(system="warrants", asked_at=house.clock.now())
    step(house.system, run, house.clock)
    house.machine.work()
    (file,) = (house.home / "extract").glob("*.dat")
    file.write_bytes(file.read_bytes()[:-660])
    assert step(house.system, run, house.clock)
    assert "ends without its trailer" in run.problem
    assert "Nothing was compared" in run.problem


def test_its_own_people_are_read_for_the_linking_of_nominals(house, monkeypatch):
    waiting = SimpleNamespace(sleep=lambda seconds: house.machine.work(), monotonic=lambda: 0.0)
    monkeypatch.setattr(exports_module, "time", waiting)
    recorded("warrant")
    house.deliver()
    copy = (
        "INSERT INTO record SELECT 'EW9999999-26', 'THEIRS-1', state, version, title,"
        " replace(content, 'QUILL', 'ELDER'), arrived, changed FROM record"
    )
    house.there(copy)
    (one,) = exports_module.people_of(house.system)
    assert (one.system, one.key, one.names) == ("warrants", "EW9999999-26", (("ELDER", "ADA"),))
    assert one.births == ("1990-02-01",)
