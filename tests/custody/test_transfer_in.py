"""Received from another suite: on its list, booked in from there, the clocks as if the person had never moved."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from custody_made import WHY_LATE, arrest_of, authorised, opened, sergeant, suite, write
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.actions.open_record import open_record
from daybook.custody.booking_in import BY_SLUG
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


def test_CARE_5_a_rest_at_the_first_suite_counts_and_one_cut_off_by_the_way_does_not():
    place = suite()
    held = opened(arrest_of(hours=15), at=suite())
    authorised(held)
    slept = timezone.now() - HOUR * 3
    for stage, at in (("started", slept - HOUR * 9), ("ended", slept), ("started", slept + HOUR)):
        write(held, "rest", stage=stage, happened_at=at)
    back = received(place, sent_to(place, held))
    assert abs(of(back, "rest").at - (slept + HOUR * 16)) < MINUTE


def test_CARE_5_a_rest_written_a_minute_after_the_departure_does_not_go_on_here():
    place, held = suite(), opened(arrest_of(hours=3), at=suite())
    authorised(held)
    before = of(held, "rest").at
    write(held, "rest", stage="started")
    assert of(received(place, sent_to(place, held, minutes_before=1)), "rest").at == before


def test_CARE_5_without_rest_the_24_hours_run_from_the_first_suite():
    place = suite()
    held = opened(arrest_of(hours=12), at=suite())
    authorised(held)
    before = of(held, "rest").at
    back = received(place, sent_to(place, held))
    assert of(back, "rest").at == before
    third = suite()
    assert of(received(third, sent_to(third, back, minutes_before=3)), "rest").at == before


def test_CARE_4_meals_had_before_the_move_count_on():
    place = suite()
    held = opened(arrest_of(hours=10), at=suite())
    authorised(held)
    write(held, "meal", meal="main", taken=True, happened_at=timezone.now() - HOUR * 2)
    before = {kind: of(held, kind).at for kind in ("main-meal", "light-meal")}
    back = received(place, sent_to(place, held))
    assert {kind: of(back, kind).at for kind in before} == before


def planned(held, *due):
    nurse = caller_with("health-professional")
    write(
        held, "medication-plan", by=nurse, drug="Insulin", dose="10 units", due=[at.isoformat() for at in due]
    )


def test_CARE_7_the_next_dose_is_due_at_the_second_suite_and_given_there():
    place, now = suite(), timezone.now()
    held = opened(arrest_of(hours=10), at=suite())
    authorised(held)
    planned(held, now - HOUR * 4, now - HOUR, now + HOUR * 3)
    write(held, "medication", drug="Insulin", given=True, for_due=now - HOUR * 4, happened_at=now - HOUR * 4)
    back = received(place, sent_to(place, held))
    assert (of(back, "medication").at, of(back, "medication").note) == (now - HOUR, "Insulin")
    write(back, "medication", drug="insulin", given=True, for_due=now - HOUR)
    assert of(back, "medication").at == now + HOUR * 3


def test_the_observation_level_holds_until_the_receiving_suite_assesses_and_the_step_still_asks():
    place = suite()
    held = opened(arrest_of(hours=3), at=suite())
    authorised(held)
    write(held, "level", level=3, intoxicated=True)
    write(held, "vulnerability", vulnerable=True, seen="Hears voices")
    write(held, "risk", concerns=["SUICIDE"], words="Said so", markers_checked=True)
    back = received(place, sent_to(place, held, minutes_before=5))
    now = detention_of(back.pk)
    assert (now.level, now.intoxicated, now.vulnerable, now.concerns) == (3, True, True, ["SUICIDE"])
    assert now.clocks.due("rousing").at == now.arrived_at + MINUTE * 30
    assert "level" in [asked.kind for asked in BY_SLUG["risk"].to_ask(now)]
    write(back, "level", level=2, reason="Calm and sober")
    now = detention_of(back.pk)
    assert (now.level, now.intoxicated) == (2, False)
    assert now.clocks.due("visit").at == now.arrived_at + MINUTE * 30


def test_what_is_written_late_or_corrected_at_the_first_suite_counts_at_the_second():
    place = suite()
    held = opened(arrest_of(hours=15), at=suite())
    authorised(held)
    at = timezone.now() - HOUR * 5
    back = received(place, sent_to(place, held))
    before = of(back, "main-meal").at
    meal = write(held, "meal", meal="main", taken=True, happened_at=at)
    assert of(back, "main-meal").at == at + HOUR * 24
    correct_entry(sergeant(), meal, None, reason="It was another person's", submission=uuid4())
    assert of(back, "main-meal").at == before


def test_a_return_on_bail_begins_care_anew_and_plans_medication_anew():
    held = opened(arrest_of(hours=9), at=suite())
    authorised(held)
    planned(held, timezone.now() + HOUR)
    write(held, "level", level=3)
    write(held, "released", disposal="pre-charge-bail", reasons={"CARE-8@happened_at": "Fit and well"})
    arrival = Arrival.model_validate({"happened_at": timezone.now(), "basis": "bail-return"})
    back = open_record(sergeant(), held.arrest, held.suite, arrival, submission=uuid4(), continues=held)
    now = detention_of(back.pk)
    assert (now.level, now.clocks.due("medication")) == (None, None)
    assert now.clocks.due("rest").at == now.arrived_at + HOUR * 16


def test_the_page_shows_what_was_brought_and_where_to_correct_it():
    place = suite()
    held = opened(arrest_of(hours=10), at=suite())
    authorised(held)
    write(held, "level", level=4, reason="Tried to tie a cord")
    planned(held, timezone.now() + HOUR * 3)
    back = received(place, sent_to(place, held))
    page = text(
        signed_on_client("custody-officer", rank="sergeant").get(
            reverse("custody:record", args=[back.number])
        )
    )
    assert f"Brought from {held.suite.name}" in page
    assert f'correct <a class="govuk-link" href="{reverse("custody:record", args=[held.number])}"' in page
    assert "Medication plan. Insulin 10 units, due" in page
    assert "Tried to tie a cord" in page
    assert "Level 4, close proximity" in page
