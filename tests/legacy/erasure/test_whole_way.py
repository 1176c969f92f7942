"""A disposal is carried out in every old system by its own means: asked, erased there, confirmed, forgotten here."""

import json
from dataclasses import replace

import pytest
from django.utils import timezone

from callers import caller_with
from daybook.book import writing
from daybook.book.models import Bookmark, Entry
from daybook.legacy import registry
from daybook.legacy.actions.pause import pause, resume
from daybook.legacy.actions.resend import resend
from daybook.legacy.engine.collector import Collector
from daybook.legacy.engine.ports import Erasure
from daybook.legacy.models import Delivery, Reference, State, System, Turn, UnmatchedReply, Verb
from daybook.legacy.switch.positions import off
from daybook.nominals.receiving import receive
from daybook.records.actions.order_disposal import DisposalRefusedError
from daybook.records.actions.settle_notice import settle_notice
from daybook.records.models import ErasureNotice, Person
from helpers import OFFICER, settle
from nominals_made import written
from old_systems import dispatcher
from people_made import link, record
from retention_made import LONG_AGO, aged

from .conftest import page_of

pytestmark = pytest.mark.django_db


def test_it_is_erased_there_and_its_number_forgotten(there):
    there.told("Vexquill", "Otherwise")
    assert there.shows()
    order = there.disposed()
    notice = order.notices.get()
    assert (notice.way, bool(notice.reference), notice.done_at) == ("erase", True, None)
    row = Delivery.objects.get(verb=Verb.ERASE)
    assert (row.system, row.record_id) == (there.system.name, notice.told_as)
    assert "Waiting" in page_of(order)
    there.deliver()
    assert there.shows() == set()
    assert there.shows("Otherwise")
    notice.refresh_from_db()
    assert (notice.outcome, notice.reference, bool(notice.done_at)) == ("erased", "", True)
    row.refresh_from_db()
    assert (row.state, row.payload, row.reference) == (State.CONFIRMED, None, "")
    assert Reference.objects.count() == 1
    assert "Erased there" in page_of(order)
    assert Entry.objects.filter(kind="retention:notice-done", act="erasure").count() == 1


def test_what_is_gone_already_is_what_was_wanted(there):
    (event,) = there.told("Vexquill")
    reference = Reference.objects.get(record_id=event.pk).reference
    order = there.disposed()
    with there.machine.store.transaction() as session:
        assert session.execute("DELETE FROM record WHERE reference = ?", (reference,)).rowcount == 1
    there.deliver()
    assert order.notices.get().outcome == "gone"
    assert "Not there any more" in page_of(order)


def test_yes_and_then_nothing_is_settled_by_the_next_try(there):
    there.told("Vexquill", "Otherwise")
    order = there.disposed()
    answer, where = ("late-yes", {"at": "save"}) if hasattr(there, "host") else ("yes-then-timeout", {})
    there.machine.faults.change({"answer": answer, "times": 1, **where})
    there.deliver()
    assert order.notices.get().outcome in ("erased", "gone")
    assert there.shows() == set()
    assert there.shows("Otherwise")
    assert Delivery.objects.get(verb=Verb.ERASE).attempts >= 1


def test_a_yes_that_is_not_its_own_is_none(web):
    web.told("Vexquill")
    order = web.disposed()
    web.machine.faults.change({"answer": "nonsense", "times": 1})
    sender = dispatcher(web.system, web.joined, web.clock)
    web.clock.move(60)
    sender.turn()
    assert Delivery.objects.get(verb=Verb.ERASE).state == State.WAITING
    web.deliver()
    assert order.notices.get().outcome == "erased"


def test_a_refusal_stands_on_the_orders_page_until_it_is_erased(there):
    (event,) = there.told("Vexquill")
    reference = Reference.objects.get(record_id=event.pk).reference
    order = there.disposed()
    there.machine.store.hold(reference)
    there.deliver()
    row = Delivery.objects.get(verb=Verb.ERASE)
    assert (row.state, bool(row.remedy)) == (State.REFUSED, True)
    page = page_of(order)
    assert row.reason in page
    assert row.remedy in page
    assert reference in page
    assert there.shows()
    with there.machine.store.transaction() as session:
        session.execute("DELETE FROM hold")
    resend(caller_with("sergeant"), row.pk)
    there.deliver()
    assert order.notices.get().outcome == "erased"
    assert there.shows() == set()


def test_a_refusal_is_settled_by_hand(web):
    (event,) = web.told("Vexquill")
    web.machine.store.hold(Reference.objects.get(record_id=event.pk).reference)
    order = web.disposed()
    web.deliver()
    settle_notice(caller_with("data-protection-officer"), order.notices.get())
    row = Delivery.objects.get(verb=Verb.ERASE)
    assert (row.state, row.payload) == (State.WITHDRAWN, None)
    assert "Erased by hand" in page_of(order)


def test_said_to_be_erased_before_it_was_asked_it_is_not_asked(web):
    web.told("Vexquill")
    order = web.disposed()
    settle_notice(caller_with("data-protection-officer"), order.notices.get())
    web.deliver()
    assert Delivery.objects.get(verb=Verb.ERASE).state == State.WITHDRAWN
    assert web.shows()
    with pytest.raises(DisposalRefusedError, match="already"):
        settle_notice(caller_with("data-protection-officer"), order.notices.get())


def test_a_paused_system_is_asked_when_it_goes_on(web):
    web.told("Vexquill")
    System.objects.get_or_create(name=web.system.name)
    pause(caller_with("estate-manager"), web.system.name, reason="Move of the machine")
    order = web.disposed()
    assert "Deliveries to it are paused: Move of the machine" in page_of(order)
    resume(caller_with("estate-manager"), web.system.name)
    web.deliver()
    assert order.notices.get().outcome == "erased"


def test_a_record_that_names_somebody_who_stays_is_left_to_a_person(web):
    (event,) = web.told("Vexquill")
    victim = record(family_name="Quill", given_names="Ada")
    with writing("person:recorded", OFFICER) as page:
        page.save(link(victim, "victim", event))
    order = web.disposed()
    notice = order.notices.get()
    assert (notice.way, "holds somebody else who stays" in notice.why) == ("hand", True)
    assert not Delivery.objects.filter(verb=Verb.ERASE).exists()
    assert notice.why in page_of(order)
    assert web.shows()


def test_a_number_that_is_that_of_another_record_too_is_left_to_a_person(web):
    gone, stays = web.told("Vexquill", "Otherwise")
    shared = Reference.objects.get(record_id=gone.pk).reference
    Reference.objects.filter(record_id=stays.pk).update(reference=shared)
    assert web.disposed().notices.get().way == "hand"


@pytest.mark.parametrize("number", ["X-1", "X-1#2", "X" * 100])
def test_a_number_under_which_somebody_else_was_read_in_is_left_to_a_person(web, number):
    (gone,) = web.told("Vexquill")
    Reference.objects.filter(record_id=gone.pk).update(reference=number)
    Delivery.objects.filter(record_id=gone.pk).update(reference=number)
    stays = written(number, "Quill", "Ada", "1950-11-30", system=web.system.name)
    receive(OFFICER, [stays], timezone.now())
    notice = web.disposed().notices.get()
    assert (notice.way, "holds somebody else who stays" in notice.why) == ("hand", True)


def test_a_report_that_stays_for_somebody_else_is_told_again_without_the_person(web):
    (event,) = web.told("Otherwise")
    vexquill = aged(record(family_name="Vexquill", given_names="Zo"), recorded_at=LONG_AGO)
    with writing("person:recorded", OFFICER) as page:
        page.save(link(vexquill, "arrested", event))
        event.details = {**event.details, "grounds": "Vexquill ran."}
        page.save(event)
    settle()
    Delivery.objects.update(payload=b"VEXQUILL", losses=[{"ours": "Vexquill"}])
    order = web.disposed()
    assert not any(
        b"exquill" in bytes(row.payload or b"").lower() or row.losses for row in Delivery.objects.all()
    )
    (notice,) = order.notices.all()
    assert (notice.way, notice.record, notice.told_as) == ("correct", event.pk, None)
    web.deliver()
    assert "Corrected there" in page_of(order)
    content = web.machine.store.record(Reference.objects.get().reference).content
    assert content["incident.incidentDescription"] == "[erased] ran."
    assert not Person.objects.filter(family_name="Vexquill").exists()


def test_a_system_that_takes_none_is_erased_by_hand(web):
    told_by_telephone = Erasure(by_hand="{title} is told by telephone.")
    registry.register(replace(web.system, erasure=told_by_telephone))
    web.told("Vexquill")
    order = web.disposed()
    notice = order.notices.get()
    assert (notice.way, notice.why) == ("hand", f"{web.system.title} is told by telephone.")
    assert "By hand" in page_of(order)


def test_a_system_that_is_joined_no_more_is_erased_by_hand(web):
    web.told("Vexquill")
    registry.forget(web.system.name)
    assert "not joined any more" in web.disposed().notices.get().why


def test_a_worker_that_dies_between_the_asking_and_the_answer_does_no_double_harm(web, monkeypatch):
    web.told("Vexquill", "Otherwise")
    order = web.disposed()
    with monkeypatch.context() as patch:
        patch.setattr("daybook.legacy.engine.dispatcher.file_results", _killed)
        with pytest.raises(KeyboardInterrupt):
            web.deliver()
    row = Delivery.objects.get(verb=Verb.ERASE)
    assert (row.state, row.exposed, order.notices.get().done_at) == (State.LEASED, True, None)
    assert "Asked" in page_of(order)
    assert web.shows() == set()
    web.deliver()
    (seen,) = (message for message in web.machine.store.messages() if message.verb == "erase")
    assert seen.times == 2
    assert order.notices.get().outcome == "erased"
    assert web.shows("Otherwise")


def _killed(*args, **kwargs):
    raise KeyboardInterrupt


def test_the_same_answer_twice_settles_it_once(cells):
    cells.told("Vexquill")
    cells.disposed()
    cells.deliver()
    key = Delivery.objects.get(verb=Verb.ERASE).key.replace(":", ".")
    (ack,) = (cells.machine.home / "ack" / "read").glob(f"{key}*")
    ack.rename(cells.machine.home / "ack" / ack.name)
    assert Collector(cells.system, "worker-1", cells.clock).turn() == 1
    assert not UnmatchedReply.objects.exists()
    assert Entry.objects.filter(kind="retention:notice-done").count() == 1


def test_a_function_that_is_ours_only_is_erased_there_all_the_same(web):
    web.told("Vexquill")
    now = timezone.now()
    turn = Turn(
        system=web.system.name, function="arrest", before="ours-wins", after="ours-only", reason="Agreed.",
        asked_at=now, turned_at=now,
    )  # fmt: skip
    with writing("switch:turned", OFFICER) as page:
        page.save(turn)
    assert off(web.system.name)
    order = web.disposed()
    web.deliver()
    assert order.notices.get().outcome == "erased"


def test_reading_the_order_again_asks_no_second_time(web):
    web.told("Vexquill")
    order = web.disposed()
    Bookmark.objects.filter(reader="legacy").update(seq=0)
    settle()
    assert Delivery.objects.filter(verb=Verb.ERASE).count() == 1
    web.deliver()
    Bookmark.objects.filter(reader="legacy").update(seq=0)
    settle()
    assert Delivery.objects.filter(verb=Verb.ERASE).count() == 1
    assert order.notices.get().outcome == "erased"


def test_nothing_personal_stands_in_the_order_or_the_delivery(web):
    web.told("Vexquill")
    web.machine.faults.change({"answer": "500", "times": 1})
    web.disposed()
    sender = dispatcher(web.system, web.joined, web.clock)
    web.clock.move(60)
    sender.turn()
    row = Delivery.objects.get(verb=Verb.ERASE)
    assert row.state == State.WAITING
    assert json.loads(bytes(row.payload)) == {
        "data": {
            "type": "incident",
            "id": ErasureNotice.objects.get().reference,
            "attributes": {},
            "relationships": {},
        },
        "included": [],
    }
    assert row.losses == []
