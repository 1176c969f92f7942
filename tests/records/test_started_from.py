"""A report started from another, or from a person: what is known is not typed again, and both pages say so."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.set_handling import set_handling
from daybook.records.forms.check import check
from daybook.records.models import Event, Link
from daybook.records.reading_reports import people_in, typed_of_event
from daybook.records.reports import type_of
from report_samples import ADA, CHILD, STATEMENT, changed_to, recorded, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return signed_on_client("officer")


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def started(client, slug, event):
    return client.get(f"{reverse('records:new-report', args=[slug])}?from={event.pk}", follow=True)


def test_the_page_of_a_report_offers_to_start_others(officer):
    event = recorded("arrest")
    page = text(officer.get(f"/events/{event.pk}/"))
    assert "Start from this" in page
    assert f"/reports/use-of-force/new/?from={event.pk}" in page


def test_people_place_and_time_are_taken_over(officer):
    event = recorded("arrest")
    [(_, person)] = people_in(event)
    page = text(started(officer, "use-of-force", event))
    assert f'name="subject.0.person_id" value="{person.pk}"' in page
    assert "Ada Quill" in page
    assert 'value="Market Place"' in page
    assert "From arrest <a" in page
    local = timezone.localtime(event.happened_from)
    assert f'value="{local:%H:%M}"' in page
    looks = Entry.objects.filter(user_id=officer.user.pk, record_id=event.pk, kind="event:viewed")
    assert looks.exists()


def test_the_link_is_shown_on_both_pages_and_can_be_ended(officer):
    event = recorded("crime")
    [(_, victim)] = people_in(event)
    posted = {
        "arose_from": str(event.pk),
        "witness.0.person_id": str(victim.pk),
        "happened_at.day": "20",
        "happened_at.month": "11",
        "happened_at.year": "2026",
        "happened_at.time": "10:00",
        "place.description": "Market Place",
        "text": STATEMENT,
        "pages": "1",
        "do": "submit",
    }
    answer = officer.post(f"/reports/statement/new/?draft={uuid4()}", posted)
    assert answer.status_code == 302
    made = Event.objects.get(report_type="statement")
    assert f'Came from <a class="govuk-link" href="/events/{event.pk}/">Crime' in text(
        officer.get(f"/events/{made.pk}/")
    )
    assert "Led to" in text(officer.get(f"/events/{event.pk}/"))
    link = Link.objects.get(role="aroseFrom")
    assert made.number in text(officer.get(f"/links/{link.pk}/end/"))
    officer.post(f"/links/{link.pk}/end/", {"was_wrong": "yes", "reason": "Another crime"})
    assert "Came from" not in text(officer.get(f"/events/{made.pk}/"))


def test_what_is_withdrawn_takes_its_link_along():
    event = recorded("incident")
    arrest = recorded("arrest", arose_from=str(event.pk))
    assert Link.objects.filter(role="aroseFrom", withdrawn=False).count() == 1
    changed_to(arrest, "wrong-person")
    assert not Link.objects.filter(role="aroseFrom", withdrawn=False).exists()


def test_where_several_may_be_meant_they_are_offered(officer):
    event = recorded("crime", witnesses=[CHILD])
    page = text(started(officer, "statement", event))
    assert page.count("choose:witness.0:") == 2
    assert f"Is in {event.number}" in page


def test_offences_are_taken_over(officer):
    page = text(started(officer, "disposal", recorded("arrest")))
    assert 'name="offences.code" value="TH68010"' in page


def test_a_report_that_one_may_not_see_gives_nothing(officer):
    event = recorded("arrest")
    set_handling(caller_with("inspector"), event, "sealed", reason="Threat")
    assert started(officer, "use-of-force", event).status_code == 404
    assert officer.get(f"/reports/arrest/new/?draft={uuid4()}&about={uuid4()}").status_code == 404


def test_by_api_an_unknown_origin_is_refused_in_a_sentence(officer):
    body = {"report": typed("incident", arose_from=str(uuid4()))}
    key = {"Idempotency-Key": str(uuid4())}
    answer = officer.post("/api/v1/reports/incident", body, "application/json", headers=key)
    assert answer.status_code == 422
    assert "is not on record, or you may not see it" in answer.json()["detail"]
    assert not Event.objects.exists()


def test_an_amendment_keeps_what_the_report_came_from():
    event = recorded("incident", arose_from=str(recorded("incident").pk))
    report = check(type_of("incident"), typed_of_event(event)).report
    amend_report(caller_with("sergeant"), event, report, reason="Spelling")
    assert Link.objects.filter(role="aroseFrom", from_id=event.pk).count() == 1


def test_a_person_starts_a_report_too(officer):
    event = recorded("incident", callers=[ADA])
    [(_, person)] = people_in(event)
    assert f"/reports/?about={person.pk}" in text(officer.get(f"/people/{person.pk}/"))
    menu = text(officer.get(f"/reports/?about={person.pk}"))
    assert f"/reports/missing/new/?about={person.pk}" in menu
    page = text(officer.get(f"/reports/missing/new/?about={person.pk}", follow=True))
    assert f'name="person.0.person_id" value="{person.pk}"' in page
