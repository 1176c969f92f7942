"""An arrest goes to Cellblock custody as a file and is answered by a file, in its own process."""

import pytest

from daybook.legacy import transports
from daybook.legacy.systems import registry

pytestmark = pytest.mark.processes
KEY = "019a0c5e-7a00-7000-8000-00000000e001:custody"


@pytest.fixture
def machine(emulator):
    return emulator("custody")


@pytest.fixture
def line(machine, connect):
    return connect("custody", folder=str(machine.home))


def send(line, document, key=KEY):
    mapping = line.mapping
    return transports.get("xml-drop").send(mapping.encode(document).body, key, document["verb"], line)


def replies(line, until):
    def some():
        with transports.get("xml-drop").collect(line) as found:
            return found

    return until(some)


def test_an_arrest_is_stored_and_comes_back_confirmed(machine, line, arrest, until):
    assert send(line, arrest("custody")).state == "accepted"
    (reply,) = replies(line, until)
    (record,) = machine.records()
    assert (reply.key, reply.state, reply.reference) == (KEY, "confirmed", record["reference"])
    assert record["content"]["Detainee.Surname"] == "NÚÑEZ-O'BRIEN"
    assert record["content"]["Offences.Offence.2.Code"] == "RT88191"


def test_a_read_acknowledgement_is_not_read_again(machine, line, arrest, until):
    send(line, arrest("custody"))
    replies(line, until)
    with transports.get("xml-drop").collect(line) as found:
        assert found == []


def test_an_acknowledgement_stays_when_we_fail_while_keeping_it(machine, line, arrest, until):
    send(line, arrest("custody"))
    until(lambda: list((machine.home / "ack").glob("*.ack.xml")))
    with pytest.raises(RuntimeError), transports.get("xml-drop").collect(line):
        raise RuntimeError("our database is away")
    assert replies(line, until)[0].state == "confirmed"


def test_a_duplicate_message_has_the_same_answer_and_one_record(machine, line, arrest, until):
    references = set()
    for _ in range(2):
        send(line, arrest("custody"))
        references.add(replies(line, until)[0].reference)
    assert len(references) == len(machine.records()) == 1
    assert machine.messages()[0]["times"] == 2


def test_amendment_and_withdrawal_change_the_same_record(machine, line, arrest, until):
    send(line, arrest("custody"))
    first = replies(line, until)[0].reference
    send(line, arrest("custody", verb="amend", person__family_name="Smith"), "amendment:custody")
    assert replies(line, until)[0].reference == first
    assert machine.records()[0]["content"]["Detainee.Surname"] == "SMITH"
    send(line, arrest("custody", verb="withdraw", event__status="wrong-person"), "withdrawal:custody")
    assert replies(line, until)[0].reference == first
    assert [(r["state"], r["version"]) for r in machine.records()] == [("WITHDRAWN", 3)]


def test_an_amendment_of_something_not_held_is_refused_in_plain_words(line, arrest, until):
    send(line, arrest("custody", verb="amend"))
    (reply,) = replies(line, until)
    assert (reply.state, reply.code) == ("refused", "C021")
    assert "does not hold this arrest" in reply.reason
    assert reply.remedy.startswith("Send the arrest as new")


def test_an_answer_to_something_never_sent_is_an_orphan(machine, arrest, until):
    line = transports.Connection(
        registry.mapping("custody"), {"folder": str(machine.home)}, known=lambda key: False
    )
    send(line, arrest("custody"))
    (reply,) = replies(line, until)
    assert reply.state == "orphan"
    assert "never sent from here" in reply.reason


def test_a_truncated_acknowledgement_is_kept_for_the_desk(machine, line, arrest, until):
    machine.fault(answer="nonsense", times=1)
    send(line, arrest("custody"))
    (reply,) = replies(line, until)
    assert (reply.key, reply.state) == (KEY, "unreadable")
    assert "cut off or broken" in reply.reason
    assert reply.raw
    assert (machine.home / "ack" / "read").is_dir()


def test_an_acknowledgement_that_is_still_being_written_is_left_alone(tmp_path, connect):
    (tmp_path / "ack").mkdir()
    file = tmp_path / "ack" / "late.custody.ack.xml"
    file.write_text("<Acknowledgement><Outcome>ACC")
    line = connect("custody", folder=str(tmp_path))
    with transports.get("xml-drop").collect(line) as found:
        assert found == []
    file.write_text("<Acknowledgement><Outcome>ACCEPTED</Outcome></Acknowledgement>")
    with transports.get("xml-drop").collect(line) as found:
        assert [(r.key, r.state) for r in found] == [("late:custody", "confirmed")]


def test_a_machine_killed_before_it_answered_answers_after_its_restart(machine, line, arrest, until):
    machine.fault(answer="yes-then-timeout")
    send(line, arrest("custody"))
    until(machine.records)
    machine.kill()
    machine.start()
    (reply,) = replies(line, until)
    assert reply.reference == machine.records()[0]["reference"]
    assert len(machine.records()) == 1


def test_numbers_go_on_after_a_restart(machine, line, arrest, until):
    send(line, arrest("custody"))
    first = replies(line, until)[0].reference
    assert machine.stop() == 0
    machine.start()
    send(line, arrest("custody", number="AR/0000124/26"), "second:custody")
    second = replies(line, until)[0].reference
    assert int(second[2:9]) == int(first[2:9]) + 1


def test_a_missing_folder_is_a_temporary_error_with_a_remedy(connect, arrest, tmp_path):
    line = connect("custody", folder=str(tmp_path / "unmounted"))
    with pytest.raises(transports.TransportError, match="Mount the share") as refused:
        send(line, arrest("custody"))
    assert not refused.value.permanent
