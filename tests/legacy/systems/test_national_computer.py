"""An arrest/summons report goes to the national computer by queue; ASN and PNCID come back."""

import uuid

import pytest

from daybook.legacy import transports
from daybook.legacy.systems import registry
from daybook.legacy.transports.message import Message, broker
from daybook.records.identifiers import Asn, PncId

pytestmark = pytest.mark.processes
KEY = "019a0c5e-7a00-7000-8000-00000000e001:national_computer"
SERVER = "amqp://guest:guest@127.0.0.1:5672"


@pytest.fixture(
    params=[
        "file",
        pytest.param("rabbitmq", marks=pytest.mark.rabbitmq),
    ]
)
def queue(request, tmp_path):
    if request.param == "rabbitmq":
        return request.getfixturevalue("rabbitmq")
    return f"file://{tmp_path}/queue.sqlite3"


@pytest.fixture
def machine(queue, emulator):
    return emulator("national_computer", "--queue", queue)


@pytest.fixture
def line(machine, connect, queue):
    return connect("national_computer", broker=queue)


def send(line, document, key=KEY):
    return transports.get("queue").send(line.mapping.encode(document).body, key, document["verb"], line)


def replies(line, until):
    def some():
        with transports.get("queue").collect(line) as found:
            return found

    return until(some)


def test_asn_and_pncid_come_back(machine, line, arrest, until):
    person = arrest("national_computer")
    person["person"]["identifiers"]["pncid"] = None
    assert send(line, person).state == "accepted"
    (reply,) = replies(line, until)
    (record,) = machine.records()
    assert (reply.key, reply.state, reply.reference) == (KEY, "confirmed", record["reference"])
    asn = Asn.parse(reply.returned["asn"])
    assert (asn.year, asn.force, asn.sequence, asn.is_dummy) == ("26", "01", 1, False)
    assert PncId.parse(reply.returned["pncid"]).serial == 1
    assert record["content"]["SURNAME"] == "NUNEZ-O'BRIEN"


def test_an_amendment_keeps_its_asn_and_a_known_pncid(line, arrest, until):
    send(line, arrest("national_computer"))
    first = replies(line, until)[0]
    send(line, arrest("national_computer", verb="amend", person__height_cm=170), "a:national_computer")
    second = replies(line, until)[0]
    assert second.returned == first.returned
    assert first.returned["pncid"] == "1981/0000034U"


def test_the_same_person_arrested_again_has_the_same_pncid_and_a_new_asn(line, arrest, until):
    found = []
    for number in ("AR/0000001/26", "AR/0000002/26"):
        document = arrest("national_computer", number=number)
        document["person"]["identifiers"]["pncid"] = None
        send(line, document, f"{number}:national_computer")
        found.append(replies(line, until)[0].returned)
    assert found[0]["pncid"] == found[1]["pncid"]
    assert found[0]["asn"] != found[1]["asn"]


def test_a_duplicate_message_changes_nothing(machine, line, arrest, until):
    answers = set()
    for _ in range(2):
        send(line, arrest("national_computer"))
        answers.add(replies(line, until)[0].returned["asn"])
    assert len(answers) == len(machine.records()) == 1
    assert machine.messages()[0]["times"] == 2


def test_away_for_hours_is_an_ordinary_day(machine, line, arrest, until):
    machine.kill()
    assert send(line, arrest("national_computer")).state == "accepted"
    with transports.get("queue").collect(line) as found:
        assert found == []
    machine.start()
    assert replies(line, until)[0].state == "confirmed"


def test_a_reply_stays_when_we_fail_while_keeping_it(line, arrest, until):
    send(line, arrest("national_computer"))

    def failing():
        with transports.get("queue").collect(line) as found:
            if found:
                raise RuntimeError("our database is away")

    with pytest.raises(RuntimeError):
        until(failing)
    assert replies(line, until)[0].state == "confirmed"


def test_a_reply_that_is_no_reply_is_kept_for_the_desk(machine, line, arrest, until):
    machine.fault(answer="nonsense", times=1)
    send(line, arrest("national_computer"))
    (reply,) = replies(line, until)
    assert reply.state == "unreadable"
    assert reply.raw == b"\x00\xff@@@"


def test_a_machine_that_falls_silent_after_its_yes_has_one_record(machine, line, arrest, until):
    machine.fault(answer="yes-then-timeout", times=1)
    send(line, arrest("national_computer"))
    assert replies(line, until)[0].state == "confirmed"
    assert len(machine.records()) == 1
    assert machine.messages()[0]["times"] == 2


def test_a_reply_to_something_never_sent_is_an_orphan(line, queue, until):
    names = line.mapping.spec.transport
    broker(queue, 5).publish(names["replies"], Message(b"OUTCOME=OK\r\nREFERENCE=NC26-1\r\n", "stranger"))
    careful = transports.Connection(line.mapping, line.params, known=lambda key: False)
    assert replies(careful, until)[0].state == "orphan"


def test_an_arrest_without_recordable_offence_is_not_wanted(arrest):
    document = arrest("national_computer")
    document["offences"] = [dict(document["offences"][1])]
    assert "only recordable offences" in registry.mapping("national_computer").unwanted(document)


@pytest.mark.parametrize(
    "url", ["amqp://guest:guest@127.0.0.1:1/%2F", "file:///nowhere/queue.sqlite3", "stomp://x"]
)
def test_a_broker_that_is_away_is_tried_again(connect, arrest, url):
    with pytest.raises(transports.TransportError, match="is not answering") as refused:
        send(connect("national_computer", broker=url), arrest("national_computer"))
    assert not refused.value.permanent


def test_a_queue_file_gives_a_message_again_when_the_taker_dies(tmp_path, monkeypatch):
    store = broker(f"file://{tmp_path}/q.sqlite3", 5)
    store.publish("in", Message(b"one", uuid.uuid4().hex))
    taking = store.taking("in")
    taking.__enter__()
    with store.taking("in") as meanwhile:
        assert meanwhile == []
    monkeypatch.setattr("daybook.legacy.transports.file_queue.LEASE_SECONDS", 0)
    monkeypatch.setattr("time.time", lambda: 10**11)
    with store.taking("in") as again:
        assert [m.body for m in again] == [b"one"]
