"""Warrants and arrests go to Docket in numbered batches; each record is confirmed or refused by itself."""

import json
import os
import time

import pytest

from daybook.legacy import transports
from daybook.legacy.mapping.fixed import FixedFile
from daybook.legacy.systems import registry
from daybook.legacy.systems.warrants.emulator import Docket
from daybook.legacy.transports import batch_spool

from .batches import line_to

BATCH = transports.get("ebcdic-batch")
GOLDEN = registry.FOLDER / "warrants" / "golden"


@pytest.fixture
def machine(tmp_path):
    for folder in ("in", "out", "request", "extract"):
        (tmp_path / folder).mkdir()
    return Docket(tmp_path)


@pytest.fixture
def line(machine):
    return line_to(machine.home, seconds="0", most="3")


def warrant(number=45, **changes):
    document = json.loads((GOLDEN / "warrant.document.json").read_text())
    return document | {"number": f"WT/{number:07d}/26"} | changes


def send(line, document, key):
    return BATCH.send(line.mapping.encode(document).body, key, document["verb"], line)


def collected(line):
    with BATCH.collect(line) as found:
        return found


def answered(machine, line):
    """What comes back after one run: the batch leaves, the machine works, the answers are read."""
    first = collected(line)
    machine.work()
    return {reply.key: reply for reply in [*first, *collected(line)]}


def files(machine, folder):
    return sorted(file.name for file in (machine.home / folder).rglob("*") if file.is_file())


def test_records_wait_and_leave_together_in_one_numbered_batch(machine, line):
    for number in (1, 2):
        assert send(line, warrant(number), f"{number}:warrants").state == "accepted"
    assert files(machine, "in") == []
    assert collected(line) == []
    assert files(machine, "in") == ["B0000001.dat"]
    batch = FixedFile(machine.home / "in" / "B0000001.dat", line.mapping.layout.files["batch"])
    assert [values["OUR-NUMBER"] for _, values in batch.values()] == ["WT/0000001/26", "WT/0000002/26"]
    assert batch.header["batch"] == 1


def test_each_record_is_confirmed_or_refused_by_itself(machine, line):
    send(line, warrant(1), "1:warrants")
    send(line, warrant(2, verb="amend"), "2:warrants")
    send(line, warrant(3), "3:warrants")
    replies = answered(machine, line)
    assert {key: reply.state for key, reply in replies.items()} == {
        "1:warrants": "confirmed", "2:warrants": "refused", "3:warrants": "confirmed",
    }  # fmt: skip
    assert replies["2:warrants"].code == "D021"
    assert replies["2:warrants"].remedy == "Send the report as new."
    held = {record.origin: record.reference for record in machine.store.records()}
    assert replies["3:warrants"].reference == held["WT/0000003/26"]
    assert replies["3:warrants"].reference.startswith("EW")
    assert files(machine, "out") == []
    assert files(machine, "spool") == ["last", "lock"]


def test_a_full_batch_leaves_at_once_and_the_rest_waits_for_the_next(machine, line):
    for number in range(7):
        send(line, warrant(number), f"{number}:warrants")
    assert len(answered(machine, line)) == 7
    assert machine.store.count() == 7
    assert (machine.home / "spool" / "last").read_text() == "3"


def test_a_record_sent_again_is_in_one_batch_only(machine, line):
    assert not send(line, warrant(1), "1:warrants").duplicate
    assert send(line, warrant(1), "1:warrants").duplicate
    collected(line)
    assert send(line, warrant(1), "1:warrants").duplicate
    assert answered(machine, line)["1:warrants"].state == "confirmed"
    assert collected(line) == []
    assert len(machine.store.messages()) == 1


def test_a_refused_record_may_go_again_under_its_key_in_a_later_batch(machine, line):
    send(line, warrant(1, verb="amend"), "1:warrants")
    assert answered(machine, line)["1:warrants"].state == "refused"
    assert not send(line, warrant(1), "1:warrants").duplicate
    assert answered(machine, line)["1:warrants"].state == "confirmed"


def test_a_batch_that_comes_twice_is_known_by_its_number(machine, line):
    send(line, warrant(1), "1:warrants")
    collected(line)
    file = machine.home / "in" / "B0000001.dat"
    data = file.read_bytes()
    machine.work()
    assert [reply.state for reply in collected(line)] == ["confirmed"]
    file.write_bytes(data)
    machine.work()
    assert files(machine, "out") == ["B0000001.res"]
    assert collected(line) == []
    assert files(machine, "out") == []
    assert [message.times for message in machine.store.messages()] == [1]


def test_another_batch_under_a_used_number_is_refused_as_a_whole_and_its_records_go_again(machine, line):
    send(line, warrant(1), "1:warrants")
    answered(machine, line)
    (machine.home / "spool" / "last").write_text("0")
    send(line, warrant(2), "2:warrants")
    reply = answered(machine, line)["2:warrants"]
    assert (reply.state, reply.code, reply.temporary) == ("refused", "B004", True)
    assert "took nothing of this one" in reply.reason
    send(line, warrant(2), "2:warrants")
    assert answered(machine, line)["2:warrants"].state == "confirmed"


SPOILT = [
    (lambda data: data[:-600] + data[-600:].replace(bytes.fromhex("0000001F"), bytes.fromhex("0000002F")), "B001"),
    (lambda data: data[:-1], "B002"),
    (lambda data: data.replace(b"\xf2\xf0\xf2\xf6\xf0\xf3\xf0\xf2", b"\xf2\xf0\xf2\xf6\xf0\xf3\xf0\xf1", 1), "B003"),
    (lambda data: data[600:], "B005"),
    (lambda data: data[:602] + b"\xf9" + data[603:], "B005"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "code"), SPOILT, ids=["count", "length", "hash", "header", "order"])
def test_a_batch_spoilt_on_its_way_is_refused_as_a_whole_and_goes_again(machine, line, spoil, code):
    send(line, warrant(1), "1:warrants")
    collected(line)
    file = machine.home / "in" / "B0000001.dat"
    file.write_bytes(spoil(file.read_bytes()))
    machine.work()
    (reply,) = collected(line)
    assert (reply.key, reply.code, reply.temporary) == ("1:warrants", code, True)
    assert machine.store.records() == []
    send(line, warrant(1), "1:warrants")
    assert answered(machine, line)["1:warrants"].state == "confirmed"


def old(file):
    os.utime(file, (time.time() - 3600,) * 2)


def test_an_answer_that_cannot_be_read_goes_to_the_desk_and_the_batch_is_put_down_again(machine, line):
    send(line, warrant(1), "1:warrants")
    collected(line)
    machine.faults.change({"answer": "nonsense", "times": 1})
    machine.work()
    assert collected(line) == []  # it may still be written
    old(machine.home / "out" / "B0000001.res")
    (reply,) = collected(line)
    assert (reply.state, reply.raw) == ("unreadable", b"\x00\xff@@@")
    assert "B0000001.res" in reply.reason
    assert collected(line) == []
    old(machine.home / "spool" / "open" / "B0000001.sent")
    assert answered(machine, line)["1:warrants"].state == "confirmed"


def test_an_answer_that_leaves_records_out_is_not_taken_for_one(machine, line):
    for number in (1, 2):
        send(line, warrant(number, verb="amend" if number == 2 else "create"), f"{number}:warrants")
    collected(line)
    machine.work()
    (machine.home / "out" / "B0000001.rej").unlink()
    old(machine.home / "out" / "B0000001.res")
    (reply,) = collected(line)
    assert reply.state == "unreadable"
    assert "answers 1 of 2 records of batch 1; 1 are missing" in reply.reason


def test_an_answer_to_a_batch_that_never_was_is_an_orphan(machine, line):
    send(line, warrant(1), "1:warrants")
    collected(line)
    machine.work()
    for file in (machine.home / "spool" / "open").iterdir():
        file.unlink()
    (machine.home / "spool" / "last").unlink()
    (reply,) = collected(line)
    assert reply.state == "orphan"
    assert "batch 1, which was never sent from here" in reply.reason


def test_a_record_made_with_an_earlier_layout_is_refused_by_itself(machine, line):
    send(line, warrant(1), "1:warrants")
    BATCH.send(b"\x40" * 10, "2:warrants", "create", line)
    replies = answered(machine, line)
    assert (replies["1:warrants"].state, replies["2:warrants"].code) == ("confirmed", "LAYOUT")
    assert files(machine, "spool") == ["last", "lock"]


def test_one_process_at_a_time_lets_batches_go(machine, line):
    send(line, warrant(1), "1:warrants")
    with batch_spool.locked(machine.home) as mine:
        assert mine
        assert collected(line) == []
        assert files(machine, "in") == []
    assert len(answered(machine, line)) == 1


def test_a_missing_folder_is_a_temporary_error_with_a_remedy(connect, tmp_path):
    gone = connect("warrants", folder=str(tmp_path / "unmounted"))
    with pytest.raises(transports.TransportError, match="Mount the share") as refused:
        send(gone, warrant(), "1:warrants")
    assert not refused.value.permanent


def executed(**changes):
    return json.loads((GOLDEN / "executed.document.json").read_text()) | changes


def content(machine, number):
    return next(record.content for record in machine.store.records() if record.origin == number)


def test_an_arrest_marks_the_warrant_that_is_out_and_says_so(machine, line, arrest):
    send(line, warrant(), "1:warrants")
    answered(machine, line)
    send(line, arrest("warrants"), "2:warrants")
    (reply,) = answered(machine, line).values()
    assert reply.reference.endswith(f"WANTED {machine.store.records()[-1].reference}")
    assert content(machine, "WT/0000045/26")["MARK"] == "HELD AR/0000123/26 202603142105"
    send(line, executed(), "3:warrants")
    answered(machine, line)
    warrant_there = content(machine, "WT/0000045/26")
    assert (warrant_there["STATUS"], warrant_there["EXECUTED-AT"]) == ("E", "202603142105")
    assert warrant_there["MARK"].startswith("HELD")


def test_a_release_takes_the_mark_away_and_another_person_leaves_none(machine, line, arrest):
    send(line, warrant(), "1:warrants")
    answered(machine, line)
    send(line, arrest("warrants"), "2:warrants")
    answered(machine, line)
    send(line, arrest("warrants", verb="amend", event__status="de-arrested"), "3:warrants")
    answered(machine, line)
    assert "MARK" not in content(machine, "WT/0000045/26")
    other = arrest("warrants", number="AR/0000124/26", person__family_name="Reed")
    other["person"]["identifiers"]["pncid"] = None
    send(line, other, "4:warrants")
    (reply,) = answered(machine, line).values()
    assert "WANTED" not in reply.reference


@pytest.mark.processes
def test_a_machine_killed_before_it_answered_answers_after_its_restart(emulator, connect, until):
    running = emulator("warrants")
    line = connect("warrants", folder=str(running.home))
    running.fault(answer="yes-then-timeout")
    send(line, warrant(), "1:warrants")
    until(lambda: collected(line) or running.records())
    running.kill()
    running.start()
    (reply,) = until(lambda: collected(line))
    (record,) = running.records()
    assert (reply.state, reply.reference) == ("confirmed", record["reference"])
