"""Old machines that are asked by SOAP, over their screens and by messages: the same questions, the same answers."""

import contextlib
import json
import threading
import time
from datetime import date

import pytest
from django.utils.timezone import localdate

from daybook.legacy import joined
from daybook.legacy.engine.ports import CannotRead, Parcel
from daybook.legacy.find.found import found_there
from daybook.legacy.joined import join
from daybook.legacy.mapping import Sought
from daybook.legacy.systems.intelligence.envelopes import PASSWORD, USER
from daybook.legacy.systems.national_computer.emulator import NationalComputer
from daybook.legacy.systems.registry import FOLDER, mapping
from daybook.legacy.transports import Connection, soap
from daybook.legacy.transports.tn3270 import Tn3270
from daybook.nominals.queries.sides import day_words
from daybook.records.people import canonical_number
from terminal_hosts import Host

BORN_THEN = (date(1990, 2, 1), date(1990, 2, 1))
BORN_THAT_YEAR = (date(1990, 1, 1), date(1990, 12, 31))
PNCID = "1981/0000034U"
HER = [
    Sought((("obrien",),)),
    Sought((("ann", "obrien"), ("ann", "o", "brien"))),
    Sought((("obrien",),), BORN_THEN),
    Sought(born=BORN_THAT_YEAR),
    Sought(numbers=(("pncid", PNCID),)),
]
NOT_HER = [
    Sought((("brien",),)),
    Sought((("obrien", "ada"),)),
    Sought((("obrien",),), (date(1991, 1, 1), date(1991, 12, 31))),
    Sought(numbers=(("pncid", "1992/0200001R"),)),
]


def found(system, sought, most=50):
    return found_there(system.name, system.find(sought, most), sought)


def names(system, sought, most=50):
    return [" ".join(reversed(one.written.names[0])).upper() for one in found(system, sought, most)]


def tell(system, document, name, given, number, **person):
    """Another person is arrested and told to the system."""
    changed = document | {"number": number, "key": f"{number}:{system.name}"}
    changed["person"] = (
        document["person"] | {"family_name": name, "given_names": given, "aliases": []} | person
    )
    told = system.send(Parcel(changed["key"], "create", "arrest", system.encode(changed).body, None))
    assert told.state in ("confirmed", "accepted"), told
    return told.reference


def tell_all(system, document):
    """Who is sought, and somebody else."""
    her = {"date_of_birth": "1990-02-01", "sex": "2", "identifiers": {"pncid": PNCID}}
    them = {"date_of_birth": "1971-06-30", "identifiers": {}}
    first = tell(system, document, "O’Brien", ["Ann", "Zoe"], "AR/0000001/26", **her)
    tell(system, document, "Quill", ["Ada"], "AR/0000002/26", **them)
    return first


def wait_for(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def golden(name):
    return json.loads((FOLDER / name / "golden" / "arrest.document.json").read_text())


class Computer:
    """The national computer at work in this process."""

    def __init__(self, home, broker):
        self.machine = NationalComputer(home, broker)
        self.system = join(mapping("national_computer"), {"broker": broker})
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def _work(self):
        while not self.stopped.wait(0.02):
            with contextlib.suppress(RuntimeError):
                self.machine.work()

    def close(self):
        self.stopped.set()
        self.thread.join()


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    made = Host(tmp_path_factory.mktemp("crimes"))
    made.system = join(mapping("crime_recording"), made.line().params, made.transport)
    tell_all(made.system, golden("crime_recording"))
    return made


@pytest.fixture(scope="module")
def lantern(module_emulator):
    running = module_emulator("intelligence")
    running.params = {"url": f"{running.url}/lantern", "user": USER, "password": PASSWORD}
    running.system = join(mapping("intelligence"), running.params)
    tell_all(running.system, golden("intelligence"))
    return running


@pytest.fixture(scope="module")
def computer(tmp_path_factory):
    home = tmp_path_factory.mktemp("computer")
    made = Computer(home, f"file://{home / 'queue.sqlite3'}")
    tell_all(made.system, golden("national_computer"))
    wait_for(lambda: len(made.machine.store.records()) == 2)
    yield made
    made.close()


ALL = pytest.mark.parametrize(
    "there", ["host", "computer", pytest.param("lantern", marks=pytest.mark.processes)]
)


@pytest.fixture
def system(there, request):
    return request.getfixturevalue(there).system


@ALL
@pytest.mark.parametrize("sought", HER)
def test_she_is_found_by_every_word_her_birth_date_and_her_number(system, sought):
    (name,) = names(system, sought)
    assert name in ("ANN ZOE O'BRIEN", "ANN ZOE O’BRIEN")


@ALL
@pytest.mark.parametrize("sought", NOT_HER)
def test_who_is_not_meant_is_not_given(system, sought):
    assert names(system, sought) == []


@ALL
def test_what_is_found_reads_as_the_record_that_it_is(system):
    (one,) = found(system, Sought((("obrien",),)))
    assert day_words(one.written.births[0]) == "1 February 1990"
    assert one.written.sex == "2"
    assert [(scheme, canonical_number(scheme, text)[0]) for scheme, text in one.written.numbers] == [
        ("pncid", PNCID)
    ]
    assert one.written.key
    assert one.entered == localdate()


@ALL
def test_a_birth_date_that_its_form_cannot_hold_is_nobodys(system):
    assert names(system, Sought(born=(date(1890, 1, 1), date(1890, 1, 1)))) == []


@ALL
def test_what_its_form_has_no_place_for_is_left_out_of_the_question(system):
    assert len(names(system, Sought((("obrien",),), numbers=(("nino", "QQ123456C"),)))) == 1
    assert names(system, Sought(numbers=(("nino", "QQ123456C"),))) == []


def arrests(host, count):
    for number in range(count):
        tell(host.system, golden("crime_recording"), "Many", ["Mona"], f"AR/9{number:06d}/26", identifiers={})


def test_a_host_is_paged_through_and_no_further_than_is_asked_for(tmp_path):
    host = Host(tmp_path)
    host.system = join(mapping("crime_recording"), host.line().params, host.transport)
    arrests(host, 20)
    sought = Sought((("many",),))
    numbers = [one.written.key for one in found(host.system, sought)]
    assert numbers == sorted(record["reference"] for record in host.records())
    assert len(found(host.system, sought, most=11)) == 11
    assert host.violations == []


def told_anew(host, **params):
    """The host as another process would reach it."""
    return join(mapping("crime_recording"), host.line(**params).params, Tn3270())


@pytest.mark.parametrize(
    ("answer", "at"),
    [
        ("broadcast", "CR051"),
        ("broadcast", "CR001"),
        ("time-out", "CR050"),
        ("500", "CR050"),
        ("drop", "CR050"),
        ("yes-then-timeout", "CR050"),
        ("nonsense", "CR001"),
    ],
)
def test_a_search_begins_anew_where_the_host_showed_another_screen(host, answer, at):
    host.fault(answer, at)
    assert names(told_anew(host), Sought((("obrien",),))) == ["ANN ZOE O'BRIEN"]
    host.fault("", times=None)


def test_a_host_that_cannot_search_now_says_so(host):
    host.fault("busy", "CR050")
    with pytest.raises(CannotRead, match="Crime Index cannot search just now"):
        host.system.find(Sought((("obrien",),)), 5)


def test_a_host_that_stays_silent_is_given_up_at_the_limit(host, monkeypatch):
    monkeypatch.setattr(joined, "PATIENCE_AT_A_PAGE", 0.5)
    host.fault("locked", "CR050", times=None)
    with pytest.raises(CannotRead, match=r"Crime Index did not answer within 0\.5 seconds"):
        told_anew(host).find(Sought((("obrien",),)), 5)
    host.fault("", times=None)


def test_who_is_not_signed_on_is_not_tried_again_and_deliveries_go_on(host):
    system = told_anew(host, search_user="SOMEBODY", search_password="WRONG")
    with pytest.raises(CannotRead, match="does not sign us on"):
        system.find(Sought((("obrien",),)), 5)
    lines = len(host.machine.terminals.sessions)
    with pytest.raises(CannotRead, match="left alone for 15 minutes"):
        system.find(Sought((("obrien",),)), 5)
    assert len(host.machine.terminals.sessions) <= lines
    assert tell(system, golden("crime_recording"), "Late", ["Len"], "AR/0000003/26", identifiers={})


def _unanswered(system):
    with pytest.raises(CannotRead):
        system.find(HER[0], 5)


def test_a_search_holds_up_no_delivery(host, monkeypatch):
    """It has a terminal of its own, even while the host is at a search."""
    host.fault("locked", "CR050", times=None)
    searching = threading.Thread(target=_unanswered, args=(host.system,))
    monkeypatch.setattr(joined, "PATIENCE_AT_A_PAGE", 2.0)
    searching.start()
    assert tell(host.system, golden("crime_recording"), "Swift", ["Sam"], "AR/0000004/26", identifiers={})
    assert searching.is_alive()
    searching.join()
    host.fault("", times=None)


@pytest.mark.processes
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("busy", "does not take the question: Lantern intelligence is busy with its nightly work"),
        ("500", r"no answer in SOAP \(status 500\)"),
        ("bomb", "declares a document type"),
    ],
)
def test_lantern_says_when_it_cannot(lantern, answer, said):
    lantern.fault(answer=answer, times=1)
    with pytest.raises(CannotRead, match=said):
        lantern.system.find(Sought((("obrien",),)), 5)


@pytest.mark.processes
def test_lantern_gives_no_more_than_is_asked_for_and_wants_something_to_go_by(lantern):
    everybody = Sought(born=(date(1900, 1, 1), date(2026, 12, 31)))
    assert len(names(lantern.system, everybody, most=1)) == 1
    refused = soap.call("SearchReports", {"Most": "5"}, Connection(mapping("intelligence"), lantern.params))
    assert b"L030" in refused.content


def test_the_computer_says_when_it_cannot(computer, monkeypatch):
    computer.machine.faults.change({"answer": "nonsense", "times": 1})
    with pytest.raises(CannotRead, match="The answer of National computer cannot be read"):
        computer.system.find(HER[0], 5)
    computer.machine.faults.change({"answer": "drop", "times": 1})
    monkeypatch.setattr(joined, "PATIENCE_AT_A_PAGE", 0.3)
    with pytest.raises(CannotRead, match=r"did not answer within 0\.3 seconds"):
        computer.system.find(HER[0], 5)


def test_nothing_of_a_question_stays_in_the_queue(computer):
    computer.system.find(HER[0], 5)
    with computer.machine.broker._session() as session:
        kept = session.execute("SELECT queue FROM message WHERE body LIKE '%BRIEN%'").fetchall()
    assert kept == []


@pytest.mark.rabbitmq
def test_the_computer_is_asked_over_a_rabbitmq(tmp_path, rabbitmq):
    made = Computer(tmp_path, rabbitmq)
    try:
        tell_all(made.system, golden("national_computer"))
        wait_for(lambda: len(made.machine.store.records()) == 2)
        assert names(made.system, HER[1]) == ["ANN ZOE O'BRIEN"]
        assert names(made.system, NOT_HER[1]) == []
    finally:
        made.close()
