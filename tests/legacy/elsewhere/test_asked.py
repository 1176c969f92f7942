"""What only another host reaches is searched, read in and compared through it, over a real NATS server."""

import json
import threading
from dataclasses import replace

import pytest
from django.urls import reverse

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.legacy.elsewhere import answering, door
from daybook.legacy.engine.ports import CannotRead
from daybook.legacy.find import asking
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Ask, Reading
from daybook.legacy.read_in.reader import Reader
from daybook.nominals.models import SourceRecord
from find_made import person_there
from joined_made import casefile_joined, safeguard_joined
from old_systems import Target

pytestmark = [pytest.mark.nats, pytest.mark.django_db]
QUILL = Sought((("quill",),))


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(asking, "in_line", lambda system, work: work())


def looked_up(words, client=None):
    client = client or signed_on_client("officer")
    address = client.post(reverse("records:search"), {"words": words}).url
    return client.get(address).content.decode()


def asked_for(*records):
    """A way to find that keeps what it was asked for."""
    asked = []

    def find(sought, most):
        asked.append((sought, most))
        return records

    return asked, find


def test_a_search_from_the_office_is_answered_by_the_host(join, at_once):
    asked, find = asked_for(person_there("L-7", "O'Brien", "Zoe", "1990-02-01", pncid="2001/123X"))
    both = join(find=find)
    both.listen()
    client = signed_on_client("officer")
    page = looked_up("zoe obrien 1/2/1990", client)
    assert "Ledger L-7" in page
    assert "Held there since 3 May 2019" in page
    [(sought, most)] = asked
    assert (sought, most) == (asking.sought_of("zoe obrien 1/2/1990"), 50)
    (entry,) = Entry.objects.filter(kind="old-system:asked", user_id=client.user.pk, purpose="operational")
    assert json.loads(entry.value.change)["records"] == ["L-7"]


def test_without_a_host_the_page_says_at_once_that_nobody_is_there_to_be_asked(join, at_once):
    join(find=asked_for()[1])
    page = looked_up("quill")
    assert "No host that delivers to Ledger is there to be asked." in page
    assert "Not answering" in page


def test_a_system_that_does_not_answer_over_there_is_said_so_in_its_own_words(join, at_once):
    def find(sought, most):
        raise CannotRead("Ledger is not answering.")

    join(find=find).listen()
    assert "Ledger is not answering." in looked_up("quill")


def test_a_host_that_hangs_is_waited_for_no_longer_than_the_stated_time(join, monkeypatch):
    monkeypatch.setattr(door, "PATIENCE_AT_A_PAGE", 0.5)
    done = threading.Event()
    both = join(find=lambda sought, most: done.wait(10) and [])
    both.listen()
    with pytest.raises(CannotRead, match=r"did not answer within 0\.5 seconds"):
        both.here.find(QUILL, 50)
    done.set()


def test_what_breaks_over_there_is_a_sentence_without_anybodys_data(join):
    def find(sought, most):
        raise KeyError("Quill")

    both = join(find=find)
    both.listen()
    with pytest.raises(CannotRead) as broke:
        both.here.find(QUILL, 50)
    assert str(broke.value) == "The connection to Ledger broke (KeyError)."


def test_two_mappings_of_one_system_are_not_compared(join):
    both = join(find=asked_for()[1])
    both.listen()
    office = replace(both.here.find.__self__, system=replace(both.there, version="v2"))
    with pytest.raises(CannotRead, match="Give both the same folder of it"):
        office.find(QUILL, 50)


def test_an_answer_that_nats_does_not_carry_is_said_so(join):
    both = join(find=asked_for(*(person_there(f"L-{n}", "Quill" * 4000) for n in range(50)))[1])
    both.listen()
    with pytest.raises(CannotRead, match="answered with more than NATS carries"):
        both.here.find(QUILL, 50)


def test_a_question_that_cannot_be_read_stops_no_other(join):
    both = join(find=asked_for(person_there("L-7", "Quill"))[1])
    both.listen()
    wire = both.here.find.__self__.connect()
    for nonsense in (b"\xff{", b"[]", b'{"do": "empty", "version": "v1", "seconds": 5, "told": {}}'):
        assert b"cannot do that" in wire.ask(both.names.questions, nonsense, 5)
    wire.close()
    assert len(both.here.find(QUILL, 50)) == 1


def test_one_that_cannot_be_asked_there_is_not_asked_from_here(join, at_once):
    join()
    assert "It cannot be asked, and nothing of it has been read in." in looked_up("quill")
    assert Ask.objects.get().state == "closed"


@pytest.fixture(params=["casefile", "safeguard"])
def far(request, join, tmp_path, monkeypatch):
    """A machine that only its host reaches; the office knows its mapping and nothing else of it."""
    made = (
        casefile_joined(tmp_path, monkeypatch) if request.param == "casefile" else safeguard_joined(tmp_path)
    )
    both = join(Target(), there=made.system)
    both.listen()
    made.system, made.both = both.here, both
    made.surname = "suspect.surname" if request.param == "casefile" else "SURNAME"
    return made


def names(system):
    rows = SourceRecord.objects.filter(system=system).order_by("received_at", "pk")
    return [(row.key, row.written["names"][0][0], row.gone) for row in rows]


def test_what_is_typed_over_there_is_read_in_and_what_is_deleted_is_missed(far):
    reader = Reader(far.system, "reader-1", far.clock)
    far.typed("T-1", **{far.surname: "QUILL"})
    reader.turn()
    assert [each[1:] for each in names(far.system.name)] == [("QUILL", False)]
    far.typed("T-2", **{far.surname: "MARLOW"})
    far.clock.move(60)
    reader.turn()
    far.silently("T-1")
    far.clock.move(4000)
    reader.turn()
    assert [each[1:] for each in names(far.system.name)] == [
        ("QUILL", False), ("MARLOW", False), ("QUILL", True),
    ]  # fmt: skip
    assert Reading.objects.get().problem == ""


def test_it_is_compared_page_by_page_and_finds_what_was_changed_and_deleted(far, monkeypatch):
    monkeypatch.setattr(answering, "PAGE", 500)  # a record or two on a page
    far.system = far.both.there
    events = far.arrested(*(f"Quill{chr(97 + n)}" for n in range(6)))
    assert len(events) == 6
    references = [each.reference for each in far.machine.store.records()]
    far.silently(references[0])
    far.silently(references[1], **{far.surname: "SOMEBODY"})
    far.system = far.both.here
    run = far.compared()
    assert (run.problem, run.alike, run.only_here, run.differs) == ("", 4, 1, 1)
    (values,) = [row.values for row in run.differences.filter(kind="differs")]
    assert "SOMEBODY" in json.dumps(values)


def test_a_host_that_goes_in_the_midst_of_an_extract_proves_nothing(far, monkeypatch):
    monkeypatch.setattr(answering, "PAGE", 1)
    for number in range(4):
        far.typed(f"T-{number}", **{far.surname: f"QUILL{number}"})
    far.system.extracts.ask("k")
    with pytest.raises(CannotRead, match="No host that delivers to"), far.system.extracts.opened("k") as held:
        records = iter(held)
        next(records)
        far.both.listeners[0].stop()
        list(records)


def test_a_host_that_was_started_anew_says_that_it_has_the_extract_not_open(far):
    far.typed("T-1", **{far.surname: "QUILL"})
    far.system.extracts.ask("k")
    lost = pytest.raises(CannotRead, match="has that extract not open any more")
    with lost, far.system.extracts.opened("k") as held:
        far.both.listeners[0].put_away(0.0).result()
        list(held)


def test_two_hosts_share_the_questions_and_one_of_them_the_pages(far, monkeypatch):
    monkeypatch.setattr(answering, "PAGE", 1)
    far.both.listen(name="gateway:2")
    for number in range(5):
        far.typed(f"T-{number}", **{far.surname: f"QUILL{number}"})
    for key in "abcd":
        far.system.extracts.ask(key)
        with far.system.extracts.opened(key) as held:
            assert len(list(held)) == 5
            assert len(list(held.only({1, 3}))) == 2
    assert not any(each.answers.open for each in far.both.listeners)
