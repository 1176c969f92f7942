"""One arrest, written once, reaches the old systems that ship, each in its own process."""

import time
from uuid import uuid4

import pytest
from django.utils import timezone

import people_made
from callers import caller_with
from daybook.legacy import registry
from daybook.legacy.emulation.keys import public_host_key
from daybook.legacy.engine.collector import Collector
from daybook.legacy.engine.dispatcher import Dispatcher
from daybook.legacy.joined import join
from daybook.legacy.models import UNFINISHED, Delivery, State
from daybook.legacy.systems import registry as shelf
from daybook.legacy.telling import document_of
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.records.actions.change_report import change_report
from daybook.records.actions.correct_person import correct_person
from daybook.records.actions.record_report import record_report
from daybook.records.models import Event, Identifier
from daybook.records.reading_reports import people_in
from daybook.records.reports.arrest import Arrest
from helpers import arrest, settle
from terminal_hosts import USER

pytestmark = [pytest.mark.django_db, pytest.mark.processes]


class Houses:
    """The machines and the workers that serve them."""

    def __init__(self, emulator, folder):
        database, queue = f"sqlite://{folder}/staging.sqlite3", f"file://{folder}/queue.sqlite3"
        self.machines = {
            "custody": emulator("custody"),
            "case_preparation": emulator("case_preparation"),
            "antisocial_behaviour": emulator("antisocial_behaviour"),
            "intelligence": emulator("intelligence"),
            "vulnerable": emulator("vulnerable", "--database", database),
            "national_computer": emulator("national_computer", "--queue", queue),
            "warrants": emulator("warrants"),
            "crime_recording": emulator("crime_recording"),
        }
        terminals = self.machines["crime_recording"].line()["port"]
        asb = self.machines["antisocial_behaviour"].home
        params = {
            "custody": {"folder": str(self.machines["custody"].home)},
            "case_preparation": {"url": self.machines["case_preparation"].url},
            "antisocial_behaviour": {
                "server": f"sftp://127.0.0.1:{(asb / 'line.port').read_text()}/",
                "user": "daybook",
                "password": "demonstration",
                "host_key": public_host_key(asb),
            },
            "intelligence": {
                "url": f"{self.machines['intelligence'].url}/lantern",
                "user": "daybook",
                "password": "demonstration",
            },
            "vulnerable": {"database": database},
            "national_computer": {"broker": queue},
            "warrants": {"folder": str(self.machines["warrants"].home)},
            "crime_recording": {"host": f"tn3270://127.0.0.1:{terminals}", **USER},
        }
        self.systems = [registry.register(join(shelf.mapping(name), params[name])) for name in params]
        self.workers = [Dispatcher(each, "w", document_of, threads=1) for each in self.systems]
        self.workers += [Collector(each, "w") for each in self.systems]

    def deliver(self, seconds=15):
        """Work until nothing is unfinished."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            settle()
            for worker in self.workers:
                worker.turn()
            if not Delivery.objects.filter(state__in=UNFINISHED).exists():
                settle()
                if not Delivery.objects.filter(state__in=UNFINISHED).exists():
                    return
            time.sleep(0.05)
        raise AssertionError(list(Delivery.objects.values("system", "verb", "state", "code", "reason")))

    def records(self, name):
        return self.machines[name].records()


@pytest.fixture
def houses(emulator, tmp_path):
    return Houses(emulator, tmp_path)


def record(**changed):
    return record_report(
        caller_with("officer"), Arrest.model_validate(arrest(**changed)), submission=uuid4()
    )[0]


def states():
    return {
        (row.system, row.verb): (row.state, row.code, row.field, row.reason)
        for row in Delivery.objects.order_by("seq")
        if row.state not in (State.CONFIRMED, State.NOT_WANTED)
    }


def child():
    born = timezone.now().date().replace(year=timezone.now().year - 15, day=1)
    return [{"family_name": "Quill", "given_names": "Ada", "date_of_birth": born.isoformat(), "sex": "2"}]


def test_all_confirm_and_the_national_computers_numbers_come_back(houses):
    event = record(people_arrested=child())
    houses.deliver()
    assert states() == {}
    for name in houses.machines:
        (held,) = houses.records(name)
        row = Delivery.objects.filter(system=name).order_by("seq").last()
        assert row.state == State.CONFIRMED
        assert row.reference == held["reference"]
    event = Event.objects.get(pk=event.pk)
    assert event.asn
    assert Identifier.objects.filter(scheme="pncid", source="national_computer", valid=True).exists()


def test_the_arrest_summons_number_goes_on_to_the_systems_that_carry_it(houses):
    event = record(people_arrested=child())
    houses.deliver()
    (held,) = houses.records("case_preparation")
    assert Event.objects.get(pk=event.pk).asn in str(held["content"])


def test_an_offence_that_is_not_recordable_is_not_for_the_national_computer(houses):
    record(offences=[{"code": "RC86730"}])
    houses.deliver()
    row = Delivery.objects.get(system="national_computer", verb="create")
    assert row.state == State.NOT_WANTED
    assert "recordable" in row.reason
    assert houses.records("national_computer") == []


def test_a_wrong_person_is_taken_back_everywhere(houses):
    event = record(people_arrested=child())
    houses.deliver()
    change_report(caller_with("sergeant"), Event.objects.get(pk=event.pk), "wrong-person", reason="Mistaken.")
    houses.deliver()
    assert states() == {}
    for name in houses.machines:
        (held,) = houses.records(name)
        assert held["state"] == "WITHDRAWN", name


def test_a_person_corrected_later_is_corrected_in_every_system_that_was_told(houses):
    event = record()
    houses.deliver()
    [(_, person)] = people_in(event)
    correct_person(caller_with("officer"), person, {"family_name": "Quillon"}, reason="Papers seen")
    houses.deliver()
    assert states() == {}
    for name in houses.machines:
        [held] = houses.records(name)
        assert "QUILLON" in str(held).upper(), name
    correct_person(caller_with("officer"), record_never_told(), {"family_name": "Reed"}, reason="Typed wrong")
    houses.deliver()
    assert all(len(houses.records(name)) == 1 for name in houses.machines)


def test_people_linked_and_unlinked_are_told_again_in_every_system_that_was_told(houses):
    event, by = record(), caller_with("crime-registrar")
    houses.deliver()
    [(_, person)] = people_in(event)
    twice = people_made.record(family_name="Wrenfield", given_names="Ada", date_of_birth=person.date_of_birth)
    settle()
    ends = ("daybook", str(person.pk)), ("daybook", str(twice.pk))
    link = decide(by, *ends, "same", reason="Married name; passport seen.")
    houses.deliver()
    assert states() == {}
    told = [name for name in houses.machines if "WRENFIELD" in str(houses.records(name)).upper()]
    assert "custody" in told
    undo_decision(by, link.operation)
    houses.deliver()
    assert not [name for name in houses.machines if "WRENFIELD" in str(latest(houses, name)).upper()]


def latest(houses, name):
    """What the machine holds now, without the versions that it keeps of before."""
    [held] = houses.records(name)
    return {key: value for key, value in held.items() if key not in ("history", "versions")}


def record_never_told():
    """Somebody whom no old system knows."""
    return people_made.record(people_made.ZOE)
