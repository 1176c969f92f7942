"""A system that another host delivers to: what the office puts into NATS, what the host does, what comes back."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from daybook.legacy import registry
from daybook.legacy.connections import ConnectionsError
from daybook.legacy.elsewhere.questions import LARGEST
from daybook.legacy.elsewhere.wire import HOST, WireDownError
from daybook.legacy.engine.ports import Encoded, Erasure, Outcome, Reply
from daybook.legacy.erasures import erasure_document
from daybook.legacy.mapping import Sought
from daybook.legacy.models import State, UnmatchedReply
from elsewhere_made import until
from find_made import person_there
from helpers import settle
from nats_server import SERVER, OwnServer, asked
from old_systems import SILENT, Target, kinds, only
from retention_made import erasure_ordered

pytestmark = [pytest.mark.nats, pytest.mark.django_db]


def test_a_parcel_is_delivered_elsewhere_and_its_answer_confirms_it_here(join):
    both = join()
    both.told()
    assert (only().state, both.waiting(), both.target.effects) == (State.SENT, 1, {})
    assert both.host().work() == 1
    assert both.waiting() == 0
    assert both.collector.turn() == 1
    assert (only().state, only().reference) == (State.CONFIRMED, "LEDGER-1")
    (parcel,) = both.target.tries
    assert (parcel.key, parcel.body, parcel.again) == (only().key, b"create first", False)
    assert both.collector.turn() == 0


def test_a_refusal_comes_to_the_desk_and_what_is_sent_again_is_delivered_again(join):
    refused = Outcome("refused", code="C010", reason="A field is empty.", remedy="Fill it in.")
    both = join(Target(answers=[refused]))
    record = both.told()
    host = both.host()
    host.work()
    both.collector.turn()
    assert (only().state, only().code, only().remedy) == (State.REFUSED, "C010", "Fill it in.")
    both.desk.amend(record, "second")
    settle()
    both.worker.turn()
    host.work()
    both.collector.turn()
    assert kinds().count("delivery:confirmed") == 1


def test_a_system_that_is_away_is_tried_again_over_there(join):
    both = join(Target(answers=[SILENT, SILENT]))
    both.told()
    host = both.host()
    until(host.work, lambda: both.waiting() == 0)
    assert [parcel.again for parcel in both.target.tries] == [False, True, True]
    both.collector.turn()
    assert only().state == State.CONFIRMED
    assert both.said == [SILENT.reason, "Ledger answers again."]


def test_what_still_waits_there_is_not_put_there_twice(join):
    both = join()
    both.told()
    assert both.again() == 1
    assert (both.waiting(), kinds().count("delivery:resent")) == (1, 0)
    both.host().work()
    both.collector.turn()
    assert (only().state, len(both.target.tries)) == (State.CONFIRMED, 1)


def test_an_answer_that_was_stored_but_not_let_go_is_not_delivered_twice(join, monkeypatch):
    both = join()
    both.told()
    first = both.host()
    first.open = first.connect()

    def died(message):
        raise KeyboardInterrupt

    monkeypatch.setattr(first.open, "acknowledge", died)
    with pytest.raises(KeyboardInterrupt):
        first.work()
    assert both.waiting() == 1
    second = both.host()
    until(second.work, lambda: both.waiting() == 0)
    assert len(both.target.tries) == 1
    both.collector.turn()
    assert only().state == State.CONFIRMED


def test_what_may_have_arrived_is_looked_for_before_it_is_sent_again(join):
    both = join()
    both.told()
    wire = both.host().connect()
    assert len(wire.take(both.names.out, HOST, 1, 2)) == 1  # whoever took it was killed with it
    wire.close()
    until(both.host().work, lambda: both.waiting() == 0)
    assert [parcel.again for parcel in both.target.tries] == [True]


def test_later_answers_come_back_over_nats_too(join):
    both = join(Target(late=True))
    both.told()
    host = both.host()
    host.work()
    both.collector.turn()
    assert only().state == State.SENT
    host.work()
    assert not both.target.replies
    both.collector.turn()
    assert only().state == State.CONFIRMED
    assert not UnmatchedReply.objects.exists()


def test_an_answer_to_nothing_that_was_sent_goes_to_the_desk_once(join):
    target = Target(late=True, replies=[Reply("nobody:ledger", Outcome("confirmed", reference="X"), b"<a/>")])
    both = join(target)
    both.told()
    host = both.host()
    host.work()
    target.replies = [Reply("nobody:ledger", Outcome("confirmed", reference="X"), b"<a/>")]
    host.work()
    both.collector.turn()
    kept = UnmatchedReply.objects.get()
    assert (bytes(kept.raw), "never sent" in kept.problem) == (b"<a/>", True)


def test_answers_that_were_not_filed_are_given_again(join, monkeypatch):
    both = join()
    both.told()
    both.host().work()
    with pytest.raises(ZeroDivisionError), both.here.collect() as replies:
        assert len(replies) == 1
        raise ZeroDivisionError
    asked(lambda js: js.delete_consumer(both.names.back, "office"))  # a minute goes by
    both.collector.turn()
    assert only().state == State.CONFIRMED


def test_what_nats_does_not_carry_is_refused_with_what_to_do(join):
    both = join(encode=lambda document: Encoded(b"x" * (LARGEST + 1)))
    both.told()
    assert (only().state, only().code) == (State.REFUSED, "TOO-LARGE")
    assert "which NATS does not carry" in only().reason


def test_a_parcel_that_cannot_be_read_holds_up_no_other(join):
    both = join()
    both.told()
    asked(lambda js: js.publish(f"{both.names.out}.nonsense", b"\xff{"))
    host = both.host()
    until(host.work, lambda: both.waiting() == 0)
    both.collector.turn()
    assert only().state == State.CONFIRMED


def test_while_nats_is_away_everything_waits_and_nothing_is_lost(settings, tmp_path, join, monkeypatch):
    own = OwnServer(tmp_path)
    settings.NATS_URL = own.url()
    monkeypatch.setenv("TEST_NATS_OF_HOST", own.url())
    both = join()
    host = both.host()
    both.told()
    own.kill()
    record = both.desk.record("while it is away")
    settle()
    both.worker.turn()
    states = {row.state for row in type(only_of(record)).objects.all()}
    assert states == {State.SENT, State.WAITING}
    assert "NATS is not answering, over which Ledger is delivered to" in only_of(record).reason
    with pytest.raises(WireDownError):
        host.work()
    own.start()
    both.clock.move(3600)
    both.worker.turn()

    def round_of_both():
        host.work()
        both.collector.turn()
        both.worker.turn()

    until(round_of_both, lambda: kinds().count("delivery:confirmed") == 2)
    assert len(both.target.effects) == 2
    own.kill()


def only_of(record):
    from daybook.legacy.models import Delivery

    return Delivery.objects.get(record_id=record)


ACCOUNTS = """
authorization {
  users = [
    { user: office }
    { user: ledger, permissions: {
        publish: ["$JS.API.CONSUMER.MSG.NEXT.BOOK-OUT-ledger.host", "$JS.API.STREAM.MSG.GET.BOOK-BACK-ledger",
                  "$JS.API.STREAM.MSG.GET.BOOK-STATE-ledger", "$JS.ACK.BOOK-OUT-ledger.host.>",
                  "BOOK-BACK-ledger.>", "BOOK-STATE-ledger.host.>"]
        subscribe: ["_INBOX.ledger.>", "BOOK-ASK-ledger.>"], allow_responses: true } }
  ]
}
"""


def test_a_host_needs_no_more_than_its_own_system_and_gets_no_other(settings, tmp_path, join, monkeypatch):
    own = OwnServer(tmp_path, ACCOUNTS.replace("user: office", 'user: office, password: ""').replace(
        "user: ledger,", 'user: ledger, password: "",'))  # fmt: skip
    settings.NATS_URL, settings.NATS_STREAM = own.url("office:"), "BOOK"
    monkeypatch.setenv("TEST_NATS_OF_HOST", own.url("ledger:"))
    both = join(Target(answers=[SILENT]), find=lambda sought, most: [person_there("L-7", "Quill")])
    other = join(Target(name="almanac"))
    both.desk.record()
    settle()
    both.worker.turn()
    other.desk.texts |= both.desk.texts
    other.worker.turn()
    until(
        both.host().work,
        lambda: kinds().count("delivery:sent") and both.target.effects and not in_own(own, both),
    )
    both.collector.turn()
    assert kinds().count("delivery:confirmed") == 1
    both.listen()
    assert both.here.find(Sought((("quill",),)), 50) == [person_there("L-7", "Quill")]
    with pytest.raises(WireDownError, match="lacks a permission"):
        other.host().work()
    assert not other.target.tries
    own.kill()


def in_own(own, both):
    return asked(lambda js: js.stream_info(both.names.out), own.url("office:")).state.messages


@pytest.mark.parametrize(
    ("url", "via", "sentence"),
    [
        ("", "nats", "No NATS server is named"),
        ("nats://user:secret@nats.force.example:4222", "nats", "not encrypted"),
        ("tls://nats.force.example:4222", "pigeon", "Write nats, or take it out"),
    ],
)
def test_a_setting_that_cannot_be_is_said_without_its_secret(settings, monkeypatch, url, via, sentence):
    settings.NATS_URL = url
    monkeypatch.setenv("DAYBOOK_SYSTEM_WARRANTS_VIA", via)
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", False)
    with pytest.raises(ConnectionsError, match=sentence) as refused:
        registry.all_systems()
    assert "user:secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "environment", "sentence"),
    [
        ("nothing", {}, "There is no old system 'nothing'"),
        ("warrants", {}, "Docket warrants lacks folder in the settings of this host"),
        ("warrants", {"DAYBOOK_SYSTEM_WARRANTS_VIA": "nats"}, "Take it out here"),
    ],
)
def test_a_host_says_what_it_lacks(settings, monkeypatch, name, environment, sentence):
    settings.NATS_URL = SERVER
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    with pytest.raises(CommandError, match=sentence):
        call_command("legacy_deliver", name)


def test_with_its_setting_a_system_is_joined_that_is_not_reached_from_here(settings, monkeypatch):
    settings.NATS_URL = SERVER
    monkeypatch.setenv("DAYBOOK_SYSTEM_CRIME_RECORDING_VIA", "nats")
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", False)
    system = registry.find("crime_recording")
    assert system.note == "Delivered to from another host, over NATS."
    assert all((system.extracts, system.elsewhere, system.find))
    assert "crime_recording" not in [one.name for one in registry.not_joined()]
    assert replace(system).collect is not None


def test_an_erasure_waits_in_nats_for_the_host_and_is_confirmed_here(join, monkeypatch):
    both = join(
        erasure=Erasure(frozenset({"sighting"})), encode=lambda its: Encoded(its["reference"].encode())
    )
    monkeypatch.setattr(both.worker, "documents", erasure_document)
    notice = erasure_ordered("ledger", "LG 15/000411", "sighting")
    settle()
    assert both.worker.turn() == 1
    assert (only().state, both.waiting()) == (State.SENT, 1)
    both.host().work()
    both.collector.turn()
    (parcel,) = both.target.tries
    assert (parcel.verb, parcel.body) == ("erase", b"LG 15/000411")
    notice.refresh_from_db()
    assert (notice.outcome, notice.reference, only().payload) == ("erased", "", None)
