"""A handover: who is here, what is due, what changed since the last; two custody officers sign, each for themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from callers import caller_with, signed_on_client
from custody_made import arrest_of, authorised, minutes_ago, opened, sergeant, suite, write
from daybook.book.models import Entry
from daybook.custody.actions.hand_over import hand_over
from daybook.custody.actions.take_over import take_over
from daybook.custody.handing_over import shift
from people_made import ZOE, record

pytestmark = pytest.mark.django_db


def seen(place, by=None):
    return shift(by or sergeant(), place, timezone.now())


def handed_over(place):
    hand_over(sergeant(), place)
    return take_over(sergeant(), place)


def test_the_page_says_who_is_here_by_cell():
    place = suite(cells=10)
    second, first = opened(arrest_of(), at=place), opened(arrest_of(), at=place)
    write(second, "movement", to="cell", cell="M10")
    write(first, "movement", to="cell", cell="M2")
    opened()
    assert [one.record.pk for one in seen(place).here] == [first.pk, second.pk]


def test_what_is_due_reaches_twelve_hours_ahead():
    place = suite()
    held = opened(arrest_of(hours=3), at=place)
    authorised(held)
    dues = seen(place).here[0].dues
    assert "review" in {one.due.what for one in dues}
    assert all(one.due.at <= timezone.now() + timedelta(hours=12) for one in dues)


def test_changes_are_told_since_the_last_handover_and_visits_are_counted():
    place = suite()
    held = opened(at=place)
    write(held, "note", text="Before the handover.")
    handed_over(place)
    write(held, "note", text="After the handover.")
    for minutes in (9, 5):
        write(held, "visit", seen="Awake", happened_at=minutes_ago(minutes))
    (one,) = seen(place).here
    assert [change.words for change in one.changes] == ["After the handover."]
    assert one.changes[0].by
    assert one.routine == "2 visits"


def test_who_came_since_is_told_of_in_one_line_and_by_whom_the_rest_was_done():
    place = suite()
    held = opened(arrest_of(hours=3), at=place)
    authorised(held)
    write(held, "note", text="Long words. " * 30)
    changes = seen(place).here[0].changes
    assert [change.words for change in changes[:1]] == ["Arrived and booked in."]
    assert len(changes) == 2
    assert len(changes[1].words) <= 110
    handed_over(place)
    assert not seen(place).here[0].changes


def test_more_detainees_cost_no_more_queries_for_what_changed(django_assert_max_num_queries):
    place = suite()
    for _ in range(2):
        write(opened(arrest_of(), at=place), "note", text="Asleep.")
    by = sergeant()
    seen(place, by)
    with django_assert_max_num_queries(14):
        seen(place, by)


def test_before_the_first_handover_twelve_hours_are_told():
    now = timezone.now()
    assert shift(sergeant(), suite(), now).since == now - timedelta(hours=12)


def test_two_sign_each_for_themselves():
    place, going, coming = suite(), sergeant(), sergeant()
    given = hand_over(going, place, notes=" M2 wants no meat. ")
    assert (given.notes, given.detainees, given.taken_at) == ("M2 wants no meat.", 0, None)
    with pytest.raises(ValueError, match="the officer who comes signs"):
        take_over(going, place)
    taken = take_over(coming, place)
    assert (taken.pk, taken.given_by, taken.taken_by) == (given.pk, going.user, coming.user)
    kinds = Entry.objects.filter(record_id=place.pk, kind__startswith="custody-handover:")
    assert set(kinds.values_list("kind", "user_id")) == {
        ("custody-handover:given", going.user.pk),
        ("custody-handover:taken", coming.user.pk),
    }


def test_signing_again_before_it_is_taken_replaces_the_notes():
    place, going = suite(), sergeant()
    hand_over(going, place, notes="First")
    hand_over(going, place, notes="Second")
    assert [one.notes for one in place.handovers.all()] == ["Second"]


def test_a_handover_that_waits_is_taken_before_the_next_is_given():
    place = suite()
    hand_over(sergeant(), place)
    with pytest.raises(ValueError, match="still waits to be taken"):
        hand_over(sergeant(), place)
    take_over(sergeant(), place)
    with pytest.raises(ValueError, match="No handover waits"):
        take_over(sergeant(), place)


def test_only_custody_officers_sign():
    for act in (hand_over, take_over):
        with pytest.raises(PermissionDenied, match="Hand over and take over"):
            act(caller_with("detention-officer"), suite())


def test_the_page_is_signed_and_keeps_what_was_typed():
    place = suite()
    opened(arrest_of(record(ZOE)), at=place)
    address = f"/custody/suite/{place.code}/handover/"
    going, coming = (signed_on_client("custody-officer", rank="sergeant") for _ in range(2))
    page = going.get(address).content.decode()
    assert "Zoë Marie-Lou O’Brien" in page
    assert "1 in custody" in page
    long = going.post(address, {"do": "give", "notes": "x" * 4001})
    assert long.status_code == 422
    assert "Shorten them." in long.content.decode()
    assert "x" * 4001 in long.content.decode()
    assert going.post(address, {"do": "give", "notes": "Watch M2."}).status_code == 302
    assert "Sign and take over" not in going.get(address).content.decode()
    waiting = coming.get(address).content.decode()
    assert "Watch M2." in waiting
    assert "Sign and take over" in waiting
    assert coming.post(address, {"do": "take"}).status_code == 302
    assert "handed over to" in coming.get(address).content.decode()


def test_a_detention_officer_reads_and_does_not_sign():
    place = suite()
    client = signed_on_client("detention-officer")
    page = client.get(f"/custody/suite/{place.code}/handover/").content.decode()
    assert "Nobody is in custody here." in page
    assert "Sign and hand over" not in page
    assert client.get("/custody/suite/none/handover/").status_code == 404


def test_each_look_at_a_handover_names_who_was_on_it():
    place = suite()
    opened(at=place)
    client = signed_on_client("custody-officer", rank="sergeant")
    client.get(f"/custody/suite/{place.code}/handover/")
    assert Entry.objects.filter(kind="search:run", user_id=client.user.pk).count() == 1


def test_the_board_leads_to_the_handover_and_to_figures_for_who_may_see_them():
    place = suite()
    address = f"/custody/suite/{place.code}/"
    for role, sees in (("custody-officer", True), ("detention-officer", False)):
        page = signed_on_client(role).get(address).content.decode()
        assert f"{address}handover/" in page
        assert f"{address}print/sheets/" in page
        assert (f"{address}figures/" in page) is sees
