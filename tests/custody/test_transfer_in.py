"""Received from another suite: on its list, booked in from there, the clocks as if the person had never moved."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from custody_made import WHY_LATE, arrest_of, authorised, opened, sergeant, suite, write
from daybook.custody.actions.open_record import open_record
from daybook.custody.clocks import Happening, clocks
from daybook.custody.entries.arrival import Arrival
from daybook.custody.models import CustodyRecord
from daybook.custody.state import detention_of

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
GROUNDS = {"grounds": "To obtain evidence by questioning"}
ASKED = {"person_asked": True, "solicitor_asked": True, "adult_asked": True}
MET = {"indictable": True, "necessary": True, "diligent": True, "representations": True, "told": True}
SENT = {"reason": "Nearer to the court", "escort_record": True}


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def reviewed(held, at):
    write(held, "review", by=caller_with("inspector", rank="inspector"), happened_at=at, **GROUNDS, **ASKED)


def sent_to(place, held, minutes_before=40):
    """Left for this suite so many minutes ago."""
    at = timezone.now() - MINUTE * minutes_before
    write(held, "transfer", to=place.name.upper(), happened_at=at, **SENT)
    held.refresh_from_db()
    return held


def received(place, held):
    arrival = Arrival.model_validate({"happened_at": timezone.now() - MINUTE * 5, "basis": "transfer"})
    back = open_record(
        sergeant(), held.arrest, place, arrival, submission=uuid4(), continues=held, reasons=WHY_LATE
    )
    write(back, "authorised", grounds=["QUESTIONING"], told=True)
    return back


def of(held, what):
    return detention_of(held.pk).clocks.due(what)


def test_the_detention_clock_and_the_next_review_are_those_of_the_first_suite():
    held = opened(arrest_of(hours=9), at=suite())
    authorised(held)
    reviewed(held, detention_of(held.pk).authorised_at + HOUR * 5)
    before = {what: of(held, what).at for what in ("detention", "review")}
    place = suite()
    back = received(place, sent_to(place, held))
    assert abs(of(back, "detention").at - before["detention"]) <= MINUTE
    assert of(back, "review").at == before["review"]
    assert of(back, "review").note == "Review 2"
    reviewed(back, timezone.now())
    (window,) = [due for due in detention_of(back.pk).clocks.openings if due.what == "extension"]
    assert window.earliest == detention_of(back.pk).clocks.reviews[1].done


def test_an_extension_given_at_the_first_suite_goes_on_holding():
    held = opened(arrest_of(hours=25.5, codes=("TH68023",)), at=suite())
    authorised(held)
    for hours in (6, 15):
        reviewed(held, detention_of(held.pk).authorised_at + HOUR * hours)
    day = detention_of(held.pk).clocks.limits.day
    given = {
        "happened_at": day - MINUTE,
        "until": day + HOUR * 10,
        "by": caller_with("superintendent", rank="superintendent"),
        **MET,
        **GROUNDS,
    }
    write(held, "extension", **given)
    before = of(held, "detention")
    place = suite()
    back = received(place, sent_to(place, held))
    after = of(back, "detention")
    assert (after.rule, after.at) == (before.rule, before.at) == ("DET-2", day + HOUR * 10)


def test_what_is_brought_never_lengthens_beyond_the_limits_of_the_law():
    at = timezone.now() - HOUR
    entries = [
        ("arrival", at, {"basis": "transfer", "carried_minutes": 90 * 60, "reviews_done": 9}),
        ("authorised", at, {}),
    ]
    entries[0][2]["lawful_until"] = (at + timedelta(days=9)).isoformat()
    entries[0][2]["review_due"] = (at + timedelta(days=9)).isoformat()
    found = clocks([Happening(*one) for one in entries])
    assert found.due("detention").at == at + HOUR * 6
    assert found.due("detention").rule == "DET-4"
    assert found.due("review").at == at + HOUR * 6


def test_a_return_on_bail_begins_the_reviews_anew():
    held = opened(arrest_of(hours=9), at=suite())
    authorised(held)
    reviewed(held, detention_of(held.pk).authorised_at + HOUR * 5)
    write(held, "released", disposal="pre-charge-bail", reasons={"CARE-8@happened_at": "Fit and well"})
    arrival = Arrival.model_validate({"happened_at": timezone.now(), "basis": "bail-return"})
    back = open_record(sergeant(), held.arrest, held.suite, arrival, submission=uuid4(), continues=held)
    assert back.entries.get().details["reviews_done"] is None


def test_who_is_on_the_way_stands_on_the_list_of_that_suite_only_until_received():
    place, other = suite(), suite()
    held = opened(arrest_of(hours=3), at=suite())
    authorised(held)
    client = signed_on_client("custody-officer", rank="sergeant")
    address = reverse("custody:waiting", args=[place.code])
    assert held.number not in text(client.get(address))
    sent_to(place, held)
    page = client.get(address).content.decode()
    assert "On the way from another suite" in page
    assert held.number in page
    assert f"{reverse('custody:open', args=[held.arrest_id])}?again&amp;suite={place.code}" in page
    assert held.number not in text(client.get(reverse("custody:waiting", args=[other.code])))
    form = client.get(f"{reverse('custody:open', args=[held.arrest_id])}?again&suite={place.code}")
    assert "Transferred from another suite" in text(form)
    assert "its detention counts on" in text(form)
    back = received(place, held)
    assert CustodyRecord.objects.get(continues=held) == back
    assert held.number not in text(client.get(address))


def test_an_inspector_reviews_at_the_second_suite_what_was_due_at_the_first():
    held = opened(arrest_of(hours=6.5), at=suite())
    authorised(held)
    place = suite()
    back = received(place, sent_to(place, held))
    due = of(back, "review")
    assert due.note == "Review 1"
    assert due.at < timezone.now() + HOUR
    reviewed(back, timezone.now())
    assert of(back, "review").note == "Review 2"
