"""A system that is away, tells half, or seems empty: said so, left alone for a while, and nothing is marked gone."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from callers import signed_on_client
from daybook.book import leases
from daybook.legacy.models import ReadRecord, System
from daybook.legacy.read_in.reader import Reader
from daybook.legacy.read_in.words import span
from daybook.legacy.systems.case_preparation import emulator as casefile

pytestmark = pytest.mark.django_db


def test_one_that_does_not_answer_is_left_alone_longer_each_time(web):
    web.typed("X-1", "Alder")
    web.machine.faults.answer = "500"
    web.read()
    first = web.state
    assert first.failures == 1
    assert "answered with error 500" in first.problem
    assert web.read(after=5) == 0
    assert web.state.failures == 1
    web.read(after=25)
    assert web.state.failures == 2
    assert web.state.next_try_at - web.clock.now() > first.next_try_at - web.clock.now()
    web.machine.faults.answer = ""
    assert web.read(after=300) == 1
    assert (web.state.failures, web.state.problem) == (0, "")


def test_it_goes_on_at_its_last_page(web, monkeypatch):
    from daybook.legacy.transports import rest_records

    monkeypatch.setattr(rest_records, "AT_ONCE", 2)
    for number in range(5):
        web.typed(f"X-{number}", "Alder")
    true_step, asked = web.system.follow.transport.step, []

    def step(after, connection):
        asked.append(after)
        if len(asked) == 3:
            raise rest_records.TransportError("Casefile case preparation is not answering.")
        return true_step(after, connection)

    monkeypatch.setattr(type(web.system.follow.transport), "step", lambda self, *given: step(*given))
    web.read()
    assert ReadRecord.objects.count() == 4
    assert web.state.whole_at is None
    web.read(after=300)
    assert ReadRecord.objects.count() == 5
    assert web.state.whole_at


def test_while_deliveries_are_paused_or_it_is_known_not_to_answer_nothing_is_read(web):
    web.typed("X-1", "Alder")
    System.objects.create(name=web.system.name, paused=True)
    assert web.read() == 0
    System.objects.update(paused=False, breaker="open", next_probe_at=web.clock.now().replace(year=2099))
    assert web.read() == 0
    System.objects.update(breaker="closed", next_probe_at=None)
    assert web.read() == 1


def test_an_extract_that_is_not_whole_marks_nothing_gone(web, monkeypatch):
    web.typed("X-1", "Alder")
    web.typed("X-2", "Beech")
    web.read()
    web.silently("X-1")
    monkeypatch.setattr(casefile.enquiries.Store, "count", lambda self: 2)
    web.swept()
    assert "says that it holds 2 records, and 1 came." in web.state.problem
    assert web.row("X-1").gone_at is None


def test_so_many_gone_at_once_are_not_believed_until_a_person_says_so(web):
    for number in range(30):
        web.typed(f"X-{number}", "Alder")
    web.read()
    for number in range(25):
        web.silently(f"X-{number}")
    web.swept()
    assert "25 of 30 records known in Casefile case preparation are not in it any more." in web.state.doubt
    assert not ReadRecord.objects.exclude(gone_at=None).exists()
    web.read()
    assert web.state.doubt
    web.clock.move(1)
    assert web.reader.once(all_gone=True)
    assert (web.state.known, web.state.gone, web.state.doubt) == (5, 25, "")


def test_of_two_processes_one_reads(web):
    web.typed("X-1", "Alder")
    assert leases.take("read-in:case_preparation", "somebody", 60)
    assert Reader(web.system, "reader-2", web.clock).turn() == 0
    leases.release("read-in:case_preparation", "somebody")
    assert web.read() == 1


def test_a_system_that_is_not_joined_or_cannot_be_read_is_said_so(web):
    with pytest.raises(CommandError, match="no joined system 'atlantis' that can be read"):
        call_command("legacy_read_in", "atlantis", "--once")


def test_the_duty_desk_says_how_far_each_system_is_read(web):
    inspector = signed_on_client("inspector")
    assert "Not read yet" in inspector.get("/old-systems/").content.decode()
    web.typed("X-1", "Alder")
    web.read()
    assert "1 record" in inspector.get("/old-systems/").content.decode()
    web.machine.faults.answer = "500"
    web.read()
    page = inspector.get("/old-systems/").content.decode()
    assert "answered with error 500" in page
    assert "Behind" in page


def test_the_api_and_the_command_say_the_same(web, capsys):
    web.typed("X-1", "Alder")
    web.read()
    (said,) = signed_on_client("inspector").get("/api/v1/old-systems").json()
    assert (said["read_in"], said["known"], said["gone"], said["differing"]) == ("1 record", 1, 0, 0)
    assert said["read_at"]
    call_command("legacy_list")
    assert "read in: 1 record" in capsys.readouterr().out


@given(st.integers(0, 10**7))
def test_how_far_behind_is_said_in_one_size(seconds):
    words = span(timedelta(seconds=seconds))
    number, _, size = words.partition(" ")
    if words == "less than a minute":
        assert seconds < 60
        return
    whole = {"minute": 60, "hour": 3600, "day": 86400}[size.rstrip("s")]
    assert int(number.replace(",", "")) == seconds // whole
    assert (size[-1] == "s") == (number != "1")
