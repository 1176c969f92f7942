"""The list of records of Crime Index: strict as an old host, read screen by screen, between deliveries."""

import json
import threading
import time

import pytest

from daybook.legacy.emulation.store import erase_record, keep_record
from daybook.legacy.engine.ports import CannotRead
from daybook.legacy.joined import join
from daybook.legacy.systems import registry
from daybook.legacy.systems.crime_recording import listing, panels
from daybook.legacy.systems.crime_recording.dialogue import CrimeDialogue
from daybook.legacy.transports.tn3270 import Tn3270, reads
from daybook.legacy.transports.tn3270.give_way import GiveWay
from terminal_hosts import Host

GOLDEN = registry.FOLDER / "crime_recording" / "golden"
OWN = {"read_user": "DAYBOOK", "read_password": "DEMO3270"}


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


def golden(name, **changes):
    return json.loads((GOLDEN / f"{name}.document.json").read_text()) | changes


def told(host, count, name="arrest"):
    """So many records, each under a number of its own; theirs."""
    for number in range(count):
        document = golden(name, number=f"AR/{number:07d}/26")
        assert host.send(document, key=f"k{number}").state == "confirmed"
    return sorted(record["reference"] for record in host.records())


def system(host, **params):
    """The host as another process would join it."""
    return join(host.line().mapping, host.line(**params).params, Tn3270())


def read_whole(joined, key="run-1", sittings=1000):
    for _ in range(sittings):
        with joined.extracts.opened(key) as records:
            if records is not None:
                return list(records)
        time.sleep(0.01)
    raise AssertionError("it was not read to its end")


def keys_pressed(host, monkeypatch):
    """Which screens a key was pressed on, from now on."""
    seen, answer = [], CrimeDialogue.answer

    def noted(self, key, values):
        seen.append(self.shown.panel.name)
        return answer(self, key, values)

    monkeypatch.setattr(CrimeDialogue, "answer", noted)
    return seen


def at_the_list(host, **typed):
    """What the host answers to this, as its users see it."""
    dialogue = CrimeDialogue(host.machine)
    dialogue.answer("ENTER", {"USERID": "DAYBOOK", "PASSWORD": "DEMO3270"})
    dialogue.answer("ENTER", {"OPTION": "5"})
    dialogue.answer("ENTER", typed)
    return dialogue


def test_the_list_goes_by_day_and_number_and_is_paged_by_pf8(host, monkeypatch):
    numbers = told(host, 3)
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    dialogue = at_the_list(host, DAYFROM="010120")
    assert numbers[0] in dialogue.shown.text()
    assert numbers[2] not in dialogue.shown.text()
    assert "CR601 PAGE 1. PF8 FOR MORE" in dialogue.shown.text()
    text = dialogue.answer("PF8", {}).text()
    assert numbers[2] in text
    assert "CR602 END OF LIST" in text
    assert numbers[0] in dialogue.answer("PF7", {}).text()
    assert numbers[0] not in at_the_list(host, DAYFROM="010120", FROMNO=numbers[1]).shown.text()
    assert "CR604" in at_the_list(host, DAYFROM="010120", DAYTO="020120").shown.text()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "CR101 DAYFROM"),
        ({"DAYFROM": "320126"}, "CR105 DAYFROM"),
        ({"DAYFROM": "010126", "FROMNO": "12"}, "CR106 FROMNO"),
    ],
)
def test_it_is_strict_about_what_is_typed(host, typed, said):
    assert said in at_the_list(host, **typed).shown.text()


def test_a_record_is_looked_at_over_its_screens_and_nothing_can_be_typed_there(host):
    [number] = told(host, 1)
    dialogue = at_the_list(host, DAYFROM="010120")
    assert "CR301 NO SUCH RECORD" in dialogue.answer("ENTER", {"VIEWNO": "9999999/26"}).text()
    assert "VIEW AN ARREST - 1 OF 3" in dialogue.answer("ENTER", {"VIEWNO": number}).text()
    assert "NUNEZ-O'BRIEN" in dialogue.answer("PF8", {}).text()
    assert "CR005 THIS KEY IS NOT ACTIVE HERE" in dialogue.answer("PF3", {}).text()
    assert number in dialogue.answer("PF12", {}).text()
    assert all(not page.typed for pages in panels.VIEW.values() for page in pages)


@pytest.mark.parametrize("kind", ["arrest", "crime"])
def test_what_it_holds_reads_back_as_what_was_sent(host, kind):
    document = golden(kind)
    reference = host.send(document).reference
    joined = system(host)
    [held] = read_whole(joined)
    ours = joined.extracts.ours(kind, joined.encode(document).body)
    assert (held.report, held.key, held.reference) == (kind, document["number"], reference)
    assert held.values == ours.values
    assert held.digest == ours.digest
    assert held.day == ours.day
    assert held.is_live


def test_many_screens_and_a_list_that_goes_no_further_are_read_whole(host, monkeypatch):
    numbers = told(host, 9)
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    monkeypatch.setattr(listing, "MOST_PAGES", 2)
    assert [held.reference for held in read_whole(system(host))] == numbers
    assert host.violations == []


def test_a_host_without_records_is_whole_at_once(host):
    assert read_whole(system(host)) == []


def test_what_was_not_changed_is_not_looked_at_again(host, monkeypatch):
    told(host, 3)
    joined = system(host)
    read_whole(joined)
    seen = keys_pressed(host, monkeypatch)
    assert len(read_whole(joined, "run-2")) == 3
    assert "CR120" not in seen
    changed = golden("arrest", number="AR/0000001/26", verb="amend")
    changed["person"] |= {"family_name": "Elder"}
    host.send(changed, key="again")
    seen.clear()
    found = read_whole(joined, "run-3")
    assert seen.count("CR120") == 1
    assert {held.values["SURNAME"][0][1] for held in found} == {"NUNEZ-O'BRIEN", "ELDER"}


def test_of_a_record_that_is_listed_no_more_nothing_is_kept(host, monkeypatch):
    first, _ = told(host, 2)
    joined = system(host)
    assert len(read_whole(joined)) == 2
    record = host.machine.store.record(first)
    with host.machine.store.transaction() as session:
        erase_record(session, record)
    assert len(read_whole(joined, "run-2")) == 1
    with host.machine.store.transaction() as session:
        keep_record(session, record)
    seen = keys_pressed(host, monkeypatch)
    assert len(read_whole(joined, "run-3")) == 2
    assert seen.count("CR120") == 1, "it is looked at anew, though its stamp is the one it had"


def test_for_comparisons_only_what_bears_our_number_is_looked_at_and_all_where_it_is_read_in(
    host, monkeypatch
):
    host.machine.take("by hand", "create", json.dumps(content(EXTREF="")).encode())
    seen = keys_pressed(host, monkeypatch)
    [held] = read_whole(system(host))
    assert (held.key, "SURNAME" in held.values, "CR120" in seen) == ("", False, False)
    [held] = read_whole(system(host, **OWN))
    assert held.values["SURNAME"][0][1] == "ELDER"
    assert system(host).reads_in is False
    assert system(host, **OWN).reads_in is True


def content(**changes):
    typed = json.loads((GOLDEN / "arrest.expected.json").read_text())
    return {name: value for name, value in typed.items() if name != "REASON"} | {"SURNAME": "ELDER"} | changes


def test_it_is_read_on_from_the_last_number(host, monkeypatch):
    numbers = told(host, 5)
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    follow = system(host, **OWN).follow
    after, met, more = follow.back([]), [], True
    while more:
        passage = follow.step(after)
        met += [held.reference for held in passage.helds]
        after, more = passage.marks[-1], passage.more
    assert met == numbers
    passage = follow.step(after)
    assert (list(passage.helds), passage.more) == ([], False)
    trail = [f"{number:07d}/26" for number in range(100)]
    assert follow.back(trail) == trail[-50]


@pytest.mark.parametrize(
    ("answer", "at"),
    [
        ("broadcast", "CR061"),
        ("time-out", "CR060"),
        ("time-out", "CR121"),
        ("500", "CR061"),
        ("drop", "CR121"),
        ("yes-then-timeout", "CR122"),
        ("nonsense", "CR061"),
    ],
)
def test_it_goes_on_after_the_last_record_where_the_host_showed_another_screen(host, answer, at):
    numbers = told(host, 3)
    host.fault(answer, at)
    assert [held.reference for held in read_whole(system(host))] == numbers


@pytest.mark.parametrize(
    ("answer", "at", "said"),
    [
        ("busy", "CR061", "Crime Index cannot be read just now"),
        ("locked", "CR120", r"did not answer within 0\.7 seconds"),
        ("500", "CR061", "went another way than its map"),
        ("drop", "CR061", "Crime Index is not answering"),
    ],
)
def test_where_it_stays_so_nothing_is_compared_and_a_sentence_says_why(host, answer, at, said):
    told(host, 2)
    host.fault(answer, at, times=None)
    line = host.line(timeout=0.7 if answer == "locked" else 5.0)
    joined = join(line.mapping, line.params, Tn3270())
    with pytest.raises(CannotRead, match=said):
        read_whole(joined)


def test_a_user_that_is_not_signed_on_is_not_tried_again(host):
    joined = system(host, read_user="NOBODY", read_password="WRONG")
    with pytest.raises(CannotRead, match="does not sign us on"):
        read_whole(joined)
    with pytest.raises(CannotRead, match="left alone for 15 minutes"):
        read_whole(joined)


def test_a_reading_ends_its_sitting_and_goes_on_where_it_was(host, monkeypatch):
    numbers = told(host, 4)
    monkeypatch.setattr(reads, "SITTING_SECONDS", 0.0)
    joined, sittings = system(host), 0
    while True:
        with joined.extracts.opened("run") as records:
            if records is not None:
                assert [held.reference for held in records] == numbers
                break
        sittings += 1
        monkeypatch.setattr(reads, "SITTING_SECONDS", 0.05)
    assert sittings >= 1


def test_a_delivery_waits_for_one_record_and_no_reading_begins_while_it_is_under_way():
    way, order = GiveWay(), []
    with way.reading() as free:
        assert free

        def deliver():
            with way.delivering():
                order.append("delivered")

        sender = threading.Thread(target=deliver)
        sender.start()
        while not way.is_wanted:
            pass
        order.append("left")
    sender.join()
    assert order == ["left", "delivered"]
    with way.delivering(), way.reading() as free:
        assert not free


def test_deliveries_go_on_while_it_is_read(host):
    told(host, 6)
    transport = Tn3270()
    joined = join(host.line().mapping, host.line().params, transport)
    found = []
    reader = threading.Thread(target=lambda: found.extend(read_whole(joined)))
    reader.start()
    for number in range(3):
        line = host.line()
        sent = host.sending(line, golden("arrest", number=f"AR/1{number:06d}/26"), f"s{number}", transport)
        assert sent.state == "confirmed"
    reader.join()
    assert 6 <= len(found) <= 9
    assert host.violations == []
