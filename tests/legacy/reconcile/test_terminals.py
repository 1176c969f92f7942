"""Crime Index, read over its screens, is compared with the book as every other system, and can be read in."""

import dataclasses
import json

import pytest

from daybook.legacy.joined import join
from daybook.legacy.models import Difference, Reading, ReadRecord, Reconciliation
from daybook.legacy.read_in.reader import Reader
from daybook.legacy.reconcile.run import step
from daybook.legacy.switch.standing import standings
from daybook.legacy.systems import registry as shelf
from daybook.legacy.transports.tn3270 import Tn3270
from daybook.nominals.models import SourceRecord
from joined_made import Joined
from terminal_hosts import Host

pytestmark = pytest.mark.django_db
OWN = {"read_user": "DAYBOOK", "read_password": "DEMO3270"}
GOLDEN = shelf.FOLDER / "crime_recording" / "golden" / "arrest.expected.json"


class Crimes(Joined):
    """The host with its list of records."""

    def compared(self):
        self.clock.move(60)
        run = Reconciliation.objects.create(system=self.system.name, asked_at=self.clock.now())
        while not step(self.system, run, self.clock):
            pass
        return run

    def rejoin(self):
        """Another process, which has read nothing yet."""
        line = self.host.line()
        self.system = join(line.mapping, line.params, Tn3270())


@pytest.fixture(params=[{}, OWN], ids=["between deliveries", "with a user of its own"])
def crimes(request, tmp_path):
    host = Host(tmp_path)
    line = host.line(**request.param)
    elder = {**json.loads(GOLDEN.read_text()), "SURNAME": "ELDER", "EXTREF": ""}
    elder.pop("REASON")
    made = Crimes(host.machine, join(line.mapping, line.params, host.transport), "EXTREF", elder)
    made.host = host
    return made


def test_deleted_and_changed_there_is_found_with_both_values(crimes):
    alder, beech, _ = crimes.arrested("Alder", "Beech", "Cedar")
    run = crimes.compared()
    assert (run.state, run.alike, run.differences_open) == ("done", 3, 0), run.problem
    crimes.silently(crimes.held(alder.number).reference)
    crimes.silently(crimes.held(beech.number).reference, SURNAME="BIRCH")
    crimes.rejoin()
    run = crimes.compared()
    assert (run.only_here, run.differs, run.only_there, run.alike) == (1, 1, 0, 1), run.problem
    found = {row.kind: row for row in Difference.objects.all()}
    assert found["only-here"].record_id == alder.pk
    (value,) = found["differs"].values
    assert (value["field"], value["ours"], value["theirs"]) == ("person.family_name", ["BEECH"], ["BIRCH"])


def test_a_record_that_somebody_typed_there_is_only_there(crimes):
    crimes.arrested("Alder")
    crimes.typed("2500001/26")
    run = crimes.compared()
    assert (run.alike, run.only_there) == (1, 1), run.problem
    assert Difference.objects.get().reference == "2500001/26"


def test_its_clean_days_are_counted_as_those_of_any_system(crimes):
    crimes.arrested("Alder")
    crimes.compared()
    found = {each.function: each for each in standings(crimes.system)}
    assert found["arrest"].clean.clean == 1
    assert found["crime"].uncountable == ""


def test_a_host_that_goes_astray_is_not_compared_and_says_why(crimes):
    crimes.arrested("Alder")
    crimes.host.fault("500", "CR061", times=None)
    run = crimes.compared()
    assert (run.state, Difference.objects.count()) == ("failed", 0)
    assert "went another way than its map" in run.problem


def test_it_is_read_in_where_it_has_a_user_of_its_own(crimes):
    reader = Reader(crimes.system, "reader-1", crimes.clock)
    crimes.typed("2500001/26")
    while not reader.once():
        pass
    if not crimes.system.reads_in:
        assert ReadRecord.objects.count() == 0
        return
    (source,) = SourceRecord.objects.all()
    assert (source.key, source.written["names"][0][0]) == ("2500001/26", "ELDER")
    assert Reading.objects.get().known == 1
    crimes.typed("2500002/26", SURNAME="YOUNGER")
    crimes.clock.move(60)
    assert reader.turn() == 1
    assert {dataclasses.asdict(row.as_written())["names"][0][0] for row in SourceRecord.objects.all()} == {
        "ELDER",
        "YOUNGER",
    }
