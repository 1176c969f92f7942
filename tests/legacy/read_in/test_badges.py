"""Where a value came from stands beside it, on the page of the person and of the report."""

import pytest
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.records import event_page
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.correct_person import correct_person
from daybook.records.forms.check import check
from daybook.records.models import Event, Person
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import type_of

pytestmark = pytest.mark.django_db


def badge():
    day = timezone.localdate()
    return f"from Case preparation, {day.day} {day:%B %Y}"


@pytest.fixture
def changed(web):
    """Name, birth date and grounds were changed there and read in."""
    [event] = web.arrested("Alder")
    web.read()
    new = {"suspect.surname": "Elder", "suspect.dateOfBirth": "1990-02-03"}
    grounds = {"incident.incidentDescription": "Seen to run from the shop."}
    web.joined.typed(web.held(event.number).reference, **new, **grounds)
    web.read()
    return web


def pages():
    client = signed_on_client("officer")
    person, event = Person.objects.get(), Event.objects.get()
    return [
        client.get(f"/people/{person.pk}/").content.decode(),
        client.get(f"/events/{event.pk}/").content.decode(),
    ]


def test_values_of_an_old_system_are_shown_with_it_and_the_day(changed):
    person, event = pages()
    assert person.count(badge()) == 2
    assert "3 February 1990" in person
    assert event.count(badge()) == 2  # at the answer, and at the amendment in the history


def test_the_history_says_from_which_system_an_amendment_came_and_nothing_of_ours(changed):
    event = Event.objects.get()
    report = check(type_of("arrest"), typed_of_event(event) | {"grounds": "Seen."}).report
    amend_report(caller_with("sergeant"), event, report, reason="Seen again")
    _, page = pages()
    history = page.partition('id="history-heading"')[2]
    lines = [line.partition("</li>")[0] for line in history.split("<li")[1:4]]
    assert [badge() in line for line in lines] == [False, True, False]
    on_paper = [line.heading for line in event_page.history(caller_with("officer"), event)]
    assert on_paper == ["Arrest recorded", "Arrest amended, from Case preparation", "Arrest amended"]


def test_what_is_corrected_here_afterwards_is_ours_again(changed):
    sergeant = caller_with("sergeant")
    said = {"family_name": "Oak", "date_of_birth": Person.objects.get().date_of_birth.replace(day=9)}
    correct_person(sergeant, Person.objects.get(), said, reason="Passport")
    report = check(type_of("arrest"), typed_of_event(Event.objects.get()) | {"grounds": "Seen."}).report
    amend_report(sergeant, Event.objects.get(), report, reason="Seen again")
    person, event = pages()
    assert badge() not in person.partition("Sources disagree")[0]
    assert badge() not in event.partition('id="history-heading"')[0]


def test_without_another_source_there_is_no_badge(web):
    web.arrested("Alder")
    web.read()
    assert not any("from Case preparation" in page for page in pages())
