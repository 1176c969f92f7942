"""Old systems are asked for everybody in all kinds of records that they hold; what they are in it stands beside."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import signed_on_client, user_with
from daybook.book import writing
from daybook.legacy import registry
from daybook.legacy.engine.ports import Parcel
from daybook.legacy.find.found import found_there, what_of
from daybook.legacy.joined import join
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Reference
from daybook.legacy.systems.intelligence.envelopes import PASSWORD, USER
from daybook.legacy.systems.registry import FOLDER, mapping
from daybook.nominals.models import SourceRecord
from daybook.records.models import Handling
from helpers import OFFICER, settle
from people_made import event_of
from terminal_hosts import Host

ALDER = Sought((("alder",),))


def golden(system, name, **changes):
    return json.loads((FOLDER / system / "golden" / f"{name}.document.json").read_text()) | changes


def person(family, given, role="", born="1990-02-01"):
    return {"role": role, "family_name": family, "given_names": [given], "date_of_birth": born, "sex": "2"}


def told(system, document, number):
    body = system.encode({**document, "number": number, "key": f"{number}:{system.name}"}).body
    sent = system.send(Parcel(f"{number}:{system.name}", "create", document["report"], body, uuid4()))
    assert sent.state == "confirmed", sent
    return sent.reference


@pytest.fixture
def crimes(tmp_path):
    host = Host(tmp_path)
    system = join(mapping("crime_recording"), host.line().params, host.transport)
    host.system = registry.register(system)
    yield host
    registry.forget(system.name)


def crime(*people):
    return golden("crime_recording", "crime", people=list(people))


def lines(system, sought=ALDER):
    return [
        (what_of(one), one.written.names[0], one.record, one.group)
        for one in found_there(system.name, system.find(sought, 50), sought)
    ]


def test_a_crime_names_victim_witness_and_suspect_and_each_stands_as_what_they_are(crimes):
    arrested = golden("crime_recording", "arrest")
    arrested["person"] |= {"family_name": "Alder", "given_names": ["Zoe"], "date_of_birth": "1971-06-30"}
    first = told(crimes.system, arrested, "AR/0000001/26")
    second = told(
        crimes.system,
        crime(
            person("Alder", "Ada", "victim"),
            person("Quill", "Sam", "witness"),
            person("Alder", "Ben", "suspect"),
            person("Alder", "Wim", "witness"),
        ),
        "CR/0000001/26",
    )
    apart = "Victims, witnesses and vulnerable people"
    assert lines(crimes.system) == [
        ("Crime: suspect", ("ALDER", "BEN"), second, ""),
        ("Arrest", ("ALDER", "ZOE"), first, ""),
        ("Crime: victim", ("ALDER", "ADA"), second, apart),
        ("Crime: witness", ("ALDER", "WIM"), second, apart),
    ]
    assert crimes.violations == []


def test_who_is_found_in_a_crime_reads_as_written_there(crimes):
    told(crimes.system, crime(person("Quill", "Sam", "witness"), person("Alder", "Ada", "victim")), "CR/1/26")
    (one,) = found_there("crime_recording", crimes.system.find(ALDER, 50), ALDER)
    assert (one.written.births, one.written.sex) == (("1990-02-01",), "2")
    assert one.written.key == f"{one.record}/2"
    assert one.entered is not None


@pytest.mark.parametrize(
    ("sought", "count"),
    [
        (Sought((("alder", "ada"),)), 1),
        (Sought((("alder", "zed"),)), 0),
        (Sought(numbers=(("pncid", "1981/0000034U"),)), 0),
    ],
)
def test_it_is_asked_as_of_arrests(crimes, sought, count):
    told(crimes.system, crime(person("Alder", "Ada", "victim")), "CR/1/26")
    assert len(lines(crimes.system, sought)) == count


@pytest.mark.processes
def test_everybody_named_in_an_intelligence_report_is_found_and_nobody_else_of_it(emulator):
    running = emulator("intelligence")
    params = {"url": f"{running.url}/lantern", "user": USER, "password": PASSWORD}
    system = join(mapping("intelligence"), params)
    report = golden("intelligence", "report")
    report["people"] = [person("Quill", "Sam"), person("Alder", "Ada")]
    number = told(system, report, "IN/0000001/26")
    assert lines(system) == [("Intelligence report", ("Alder", "Ada"), number, "")]


@pytest.mark.django_db
class TestThePage:
    def looked_up(self, words="alder"):
        client = signed_on_client("officer")
        address = client.post(reverse("records:search"), {"words": words}).url
        return client, client.get(address).content.decode()

    def test_it_says_what_they_are_and_victims_stand_under_a_heading_of_their_own(self, systems, crimes):
        told(
            crimes.system,
            crime(person("Alder", "Ada", "victim"), person("Alder", "Ben", "suspect")),
            "CR/1/26",
        )
        _, page = self.looked_up()
        assert page.index("Crime: suspect") < page.index("Victims, witnesses and vulnerable people")
        assert page.index("Victims, witnesses and vulnerable people") < page.index("Crime: victim")

    def test_one_of_several_is_taken_in_under_a_key_of_their_own(self, systems, crimes):
        number = told(crimes.system, crime(person("Alder", "Ada", "victim")), "CR/1/26")
        client, page = self.looked_up()
        record = page.split('name="record" value="')[1].split('"')[0]
        client.post(reverse("legacy:take-in-found"), {"record": record})
        settle()
        assert SourceRecord.objects.get().key == f"{number}/1"

    def test_a_crime_of_ours_that_one_may_not_see_names_nobody(self, systems, crimes):
        number = told(crimes.system, crime(person("Alder", "Ada", "victim")), "CR/1/26")
        event = event_of(user_with("officer"))
        given = {"record_type": "event", "record_id": event.pk, "given_at": timezone.now()}
        Reference.objects.create(system="crime_recording", reference=number, **given)
        assert event.number in self.looked_up()[1]
        with writing("event:handling-set", OFFICER, record=event) as page:
            event.handling = Handling.SEALED
            page.save(event)
        assert "Crime: victim" not in self.looked_up()[1]
