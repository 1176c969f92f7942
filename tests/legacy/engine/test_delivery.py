"""From an entry in the book to the old system's confirmation, and everything that can go otherwise."""

import json
from datetime import timedelta

import pytest

from daybook.book.models import Entry
from daybook.legacy import registry
from daybook.legacy.engine.collector import Collector
from daybook.legacy.engine.ports import CannotEncode, Outcome, Reply
from daybook.legacy.models import Breaker, Delivery, Reference, State, System, UnmatchedReply
from helpers import settle
from old_systems import VIEWED, Pace, Target, dispatcher, old_system

pytestmark = pytest.mark.django_db
AWAY = Outcome("failed", reason="Ledger cannot be reached.", reached=False)
SILENT = Outcome("failed", reason="Ledger did not answer within 10 seconds.")


@pytest.fixture
def target():
    return Target()


@pytest.fixture
def system(target):
    return registry.register(old_system(target))


@pytest.fixture
def worker(system, desk, clock):
    return dispatcher(system, desk, clock)


def kinds():
    return list(Entry.objects.filter(kind__contains=":").order_by("id").values_list("kind", flat=True))


def only():
    return Delivery.objects.get()


def test_an_entry_becomes_a_delivery_and_is_confirmed_with_the_systems_reference(worker, desk, target):
    record = desk.record("seen at the bridge")
    settle()
    assert worker.turn() == 1
    row = only()
    assert (row.state, row.reference, row.attempts) == (State.CONFIRMED, "LEDGER-1", 1)
    assert target.effects[row.key].body == b"create seen at the bridge"
    assert Reference.objects.get(record_id=record).reference == "LEDGER-1"
    assert kinds() == ["sighting:recorded", "delivery:sent", "delivery:confirmed"]
    assert Entry.objects.get(kind="delivery:sent").act == "disclosure"
    assert worker.turn() == 0


def test_reading_the_book_again_makes_no_second_delivery(worker, desk):
    from daybook.book.models import Bookmark

    desk.record()
    settle()
    worker.turn()
    Bookmark.objects.update(seq=0)
    settle()
    assert Delivery.objects.count() == 1
    assert worker.turn() == 0


def test_looking_at_a_record_tells_no_old_system(worker, desk):
    desk.write(VIEWED, desk.record(), "x")
    settle()
    assert Delivery.objects.count() == 1


def test_each_system_that_wants_the_report_gets_its_own_row(desk):
    for name, wants in (("one", {"sighting"}), ("two", {"sighting:create"}), ("three", {"arrest"})):
        registry.register(old_system(Target(name), wants=frozenset(wants)))
    record = desk.record()
    desk.amend(record, "more")
    settle()
    rows = Delivery.objects.order_by("seq", "system").values_list("system", "verb")
    assert list(rows) == [("one", "create"), ("two", "create"), ("one", "amend")]


def test_a_system_that_cannot_be_reached_is_tried_again_by_itself(worker, desk, target, clock):
    target.answers = [AWAY]
    desk.record()
    settle()
    worker.turn()
    row = only()
    assert (row.state, row.exposed, row.reason) == (State.WAITING, False, AWAY.reason)
    assert "delivery:sent" not in kinds()
    clock.move(2)
    worker.turn()
    assert only().state == State.CONFIRMED


def test_waiting_grows_with_each_try_and_has_a_ceiling(worker):
    from daybook.legacy.engine.results import backoff

    class Most:
        def random(self):
            return 1.0

    waits = [backoff(attempts, None, Most()).total_seconds() for attempts in range(1, 20)]
    assert waits[:4] == [1, 2, 4, 8]
    assert max(waits) == 300


def test_the_system_may_say_when_to_come_back(worker, desk, target, clock):
    target.answers = [Outcome("failed", reason="Busy.", retry_after=120)]
    desk.record()
    settle()
    worker.turn()
    assert only().next_try_at >= clock.now() + timedelta(seconds=120)


def test_the_pause_it_asked_for_holds_for_the_whole_system(worker, desk, target, clock):
    target.answers = [Outcome("failed", reason="Busy.", retry_after=600)] * 3
    for _ in range(4):
        desk.record()
    settle()
    worker.turn()
    row = System.objects.get()
    assert row.breaker == Breaker.OPEN
    assert row.next_probe_at >= clock.now() + timedelta(seconds=600)


def test_the_technical_word_stands_with_the_system_not_in_the_reason(worker, desk, target):
    target.answers = [Outcome("failed", code="ConnectError", reason="Ledger is not answering.")]
    desk.record()
    settle()
    worker.turn()
    assert (only().reason, only().code) == ("Ledger is not answering.", "ConnectError")
    assert System.objects.get().last_error == "Ledger is not answering. (ConnectError)"


def test_what_may_have_arrived_keeps_its_payload_and_key(worker, desk, target, clock):
    target.answers = [SILENT]
    record = desk.record("first")
    settle()
    worker.turn()
    desk.amend(record, "second")
    settle()
    clock.move(2)
    worker.turn()
    worker.turn()
    assert [parcel.body for parcel in target.tries] == [b"create first", b"create first", b"amend second"]
    assert target.tries[1].again
    assert len(target.effects) == 2
    assert kinds().count("delivery:resent") == 1


def test_a_newer_version_takes_the_place_of_one_never_sent(worker, desk, target, clock):
    target.answers = [AWAY]
    record = desk.record("first")
    settle()
    worker.turn()
    desk.amend(record, "second")
    settle()
    clock.move(2)
    worker.turn()
    assert [parcel.body for parcel in target.tries] == [b"create first", b"create second"]
    states = list(Delivery.objects.order_by("seq").values_list("state", "verb"))
    assert states == [(State.SUPERSEDED, "create"), (State.CONFIRMED, "create")]
    assert "delivery:superseded" in kinds()


def test_taking_back_what_was_never_told_needs_no_sending(worker, desk, target):
    record = desk.record()
    desk.withdraw(record)
    settle()
    worker.turn()
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states == {State.SUPERSEDED, State.NOT_WANTED}
    assert not target.tries


def test_a_withdrawal_reaches_a_system_that_was_told(worker, desk, target):
    record = desk.record()
    settle()
    worker.turn()
    desk.withdraw(record)
    settle()
    worker.turn()
    assert [parcel.verb for parcel in target.tries] == ["create", "withdraw"]
    assert target.tries[1].reference == "LEDGER-1"


def test_deliveries_of_one_record_go_in_order(worker, desk, target, clock):
    target.answers = [SILENT]
    first, other = desk.record("a1"), desk.record("b1")
    settle()
    worker.turn()
    desk.amend(first, "a2")
    settle()
    worker.turn()
    assert [parcel.body for parcel in target.tries] == [b"create a1", b"create b1"]
    clock.move(2)
    worker.turn()
    worker.turn()
    assert [parcel.body for parcel in target.tries[2:]] == [b"create a1", b"amend a2"]
    assert Delivery.objects.filter(record_id=other, state=State.CONFIRMED).exists()


def test_a_refusal_goes_to_the_desk_and_an_amendment_ends_it(worker, desk, target):
    target.answers = [Outcome("refused", code="E12", reason="No such street.", remedy="Correct the street.")]
    record = desk.record("a1")
    settle()
    worker.turn()
    row = only()
    assert (row.state, row.code, row.remedy) == (State.REFUSED, "E12", "Correct the street.")
    assert "delivery:refused" in kinds()
    desk.amend(record, "a2")
    settle()
    worker.turn()
    states = list(Delivery.objects.order_by("seq").values_list("state", flat=True))
    assert states == [State.SUPERSEDED, State.CONFIRMED]
    assert target.tries[-1].body == b"create a2"


def test_a_report_that_does_not_fit_names_the_field_and_harms_no_other(desk, clock, target):
    def encode(document):
        if document["text"] == "bad":
            raise CannotEncode("person.family_name", "has 40 characters and 20 fit.", "Shorten it.")
        return old_system(target).encode(document)

    system = registry.register(old_system(target, encode=encode))
    desk.record("bad")
    desk.record("good")
    settle()
    dispatcher(system, desk, clock).turn()
    bad, good = Delivery.objects.order_by("seq")
    assert (bad.state, bad.code, bad.field) == (State.REFUSED, "MAPPING", "person.family_name")
    assert good.state == State.CONFIRMED
    assert "delivery:sent" in kinds()


def test_a_fault_of_our_own_goes_to_the_desk_too(desk, clock, target):
    system = registry.register(old_system(target, encode=lambda document: document["no such field"]))
    desk.record()
    settle()
    dispatcher(system, desk, clock).turn()
    assert (only().state, only().code) == (State.REFUSED, "DAYBOOK")


def test_a_report_that_is_not_for_the_system_says_why(desk, clock, target):
    system = registry.register(old_system(target, unwanted=lambda document: "Only for people under 18."))
    desk.record()
    settle()
    dispatcher(system, desk, clock).turn()
    assert (only().state, only().reason) == (State.NOT_WANTED, "Only for people under 18.")
    assert not target.tries


def test_a_worker_that_dies_after_sending_is_followed_by_another(system, desk, clock, target, worker):
    class KilledError(BaseException):
        pass

    desk.record()
    settle()
    target.answers = []
    original = target.send

    def die(parcel):
        original(parcel)
        raise KilledError

    object.__setattr__(system, "send", die)
    with pytest.raises(KilledError):
        worker.turn()
    object.__setattr__(system, "send", original)
    assert only().state == State.LEASED
    assert dispatcher(system, desk, clock, holder="worker-2").turn() == 0
    clock.move(60)
    assert dispatcher(system, desk, clock, holder="worker-2").turn() == 1
    assert only().state == State.CONFIRMED
    assert (len(target.tries), len(target.effects)) == (2, 1)
    assert kinds().count("delivery:sent") == 1
    assert kinds().count("delivery:resent") == 1


def test_a_worker_whose_lease_ran_out_files_nothing(system, desk, clock, target, worker):
    desk.record()
    settle()
    original = target.send

    def slow(parcel):
        clock.move(60)
        object.__setattr__(system, "send", original)
        assert dispatcher(system, desk, clock, holder="worker-2").turn() == 1
        return Outcome("failed", reason="too late")

    object.__setattr__(system, "send", slow)
    worker.turn()
    assert only().state == State.CONFIRMED


def test_the_breaker_opens_and_one_delivery_tries_the_system(worker, desk, target, clock):
    target.answers = [AWAY] * 3
    for number in range(6):
        desk.record(f"r{number}")
    settle()
    worker.turn()
    row = System.objects.get()
    assert row.breaker == Breaker.OPEN
    assert "system:breaker-opened" in kinds()
    tried = len(target.tries)
    assert worker.turn() == 0
    clock.at = row.next_probe_at
    assert worker.turn() == 1
    assert len(target.tries) == tried + 1
    assert System.objects.get().breaker == Breaker.CLOSED
    worker.turn()
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.CONFIRMED}
    assert kinds().count("system:breaker-opened") == kinds().count("system:breaker-closed") == 1


def test_a_failed_probe_doubles_the_rest(worker, desk, target, clock):
    target.answers = [AWAY] * 8
    for number in range(3):
        desk.record(f"r{number}")
    settle()
    worker.turn()
    rests = []
    for _ in range(3):
        row = System.objects.get()
        clock.at = row.next_probe_at
        worker.turn()
        rests.append((System.objects.get().next_probe_at - clock.at).total_seconds())
    assert rests[0] > 40
    assert rests[2] > rests[1] > rests[0]
    assert kinds().count("system:breaker-opened") == 1


def test_a_paused_or_resting_system_gets_nothing(desk, target, clock):
    pace = Pace(rest=clock.now() + timedelta(hours=1))
    system = registry.register(old_system(target, limits=pace))
    desk.record()
    settle()
    worker = dispatcher(system, desk, clock)
    assert worker.turn() == 0
    clock.move(3601)
    System.objects.update_or_create(name="ledger", defaults={"paused": True})
    assert worker.turn() == 0
    System.objects.update(paused=False)
    assert worker.turn() == 1


def test_the_rate_limit_holds_over_all_workers(desk, target, clock):
    system = registry.register(old_system(target, limits=Pace(rate_per_second=5)))
    for number in range(30):
        desk.record(f"r{number}")
    settle()
    workers = [dispatcher(system, desk, clock, holder=f"w{n}") for n in range(2)]
    for _ in range(3):
        for worker in workers:
            worker.turn()
    assert len(target.tries) == 5
    clock.move(2)
    for worker in workers:
        worker.turn()
    assert len(target.tries) == 10


def test_lines_in_use_elsewhere_are_not_used_again(system, desk, clock, target):
    for number in range(8):
        desk.record(f"r{number}")
    settle()
    rows = list(Delivery.objects.order_by("seq")[:4])
    for row in rows:
        row.state, row.lease_holder = State.LEASED, "worker-9"
        row.next_try_at = clock.now() + timedelta(minutes=1)
        row.save()
    assert dispatcher(system, desk, clock, threads=4).turn() == 0


class TestLaterAnswers:
    @pytest.fixture
    def target(self):
        return Target(late=True)

    @pytest.fixture
    def collector(self, system, clock):
        return Collector(system, "worker-1", clock)

    def test_an_accepted_delivery_is_confirmed_by_its_later_answer(self, worker, collector, desk, target):
        desk.record()
        settle()
        worker.turn()
        assert only().state == State.SENT
        assert collector.turn() == 1
        assert (only().state, only().reference) == (State.CONFIRMED, "LEDGER-1")
        assert not target.replies

    def test_the_same_answer_twice_has_one_effect(self, worker, collector, desk, target):
        desk.record()
        settle()
        worker.turn()
        target.replies *= 2
        collector.turn()
        assert kinds().count("delivery:confirmed") == 1
        assert not UnmatchedReply.objects.exists()

    def test_an_answer_to_something_never_sent_is_kept_for_the_desk(self, collector, target):
        target.replies = [Reply("nobody:ledger", Outcome("confirmed", reference="X"), b"<ack/>")]
        collector.turn()
        target.replies = [Reply("nobody:ledger", Outcome("confirmed", reference="X"), b"<ack/>")]
        collector.turn()
        kept = UnmatchedReply.objects.get()
        assert "never sent" in kept.problem
        assert bytes(kept.raw) == b"<ack/>"
        assert kinds().count("delivery:reply-unmatched") == 1

    def test_an_answer_before_anything_was_sent_changes_nothing(self, collector, desk, target):
        desk.record()
        settle()
        target.replies = [Reply(only().key, Outcome("confirmed", reference="X"), b"<ack/>")]
        collector.turn()
        assert only().state == State.DUE
        assert UnmatchedReply.objects.get().delivery_id == only().id

    def test_an_answer_that_cannot_be_read_is_kept_and_the_delivery_repeats(
        self, worker, collector, desk, target, clock
    ):
        desk.record()
        settle()
        worker.turn()
        target.replies = [Reply(only().key, None, b"<ack", "The XML is cut off at line 1.")]
        collector.turn()
        assert UnmatchedReply.objects.get().problem == "The XML is cut off at line 1."
        assert only().state == State.SENT
        clock.move(901)
        worker.turn()
        collector.turn()
        assert only().state == State.CONFIRMED
        assert len(target.effects) == 1

    def test_only_one_process_collects(self, system, clock, collector, desk, target):
        collector.turn()
        target.replies = [Reply("nobody:ledger", None, b"x")]
        assert Collector(system, "worker-2", clock).turn() == 0
        assert collector.turn() == 1

    def test_answers_stay_when_they_could_not_be_filed(self, collector, target, monkeypatch):
        from daybook.legacy.engine import collector as module

        target.replies = [Reply("nobody:ledger", None, b"x")]

        def fail(*args):
            raise RuntimeError("database away")

        monkeypatch.setattr(module, "file_replies", fail)
        with pytest.raises(RuntimeError):
            collector.turn()
        assert len(target.replies) == 1


def test_the_disclosure_entry_names_the_recipient_and_nothing_personal(worker, desk):
    from daybook.book.models import EntryValue

    desk.record("John Smith")
    settle()
    worker.turn()
    entry = Entry.objects.get(kind="delivery:sent")
    change = json.loads(EntryValue.objects.get(entry=entry).change)
    assert change["system"] == "ledger"
    assert "Smith" not in json.dumps(change)
