"""What a court decided: of a charge that is in the book, against who is accused there, once; and undone with it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.records.actions.amend_report import amend_report
from daybook.records.forms.check import check
from daybook.records.models import Event, Link
from daybook.records.origin import UnknownOriginError
from daybook.records.reading_reports import led_from, people_in, typed_of_event
from daybook.records.reports import type_of
from report_samples import ADA, ago, changed_to, recorded, refusals

pytestmark = pytest.mark.django_db
COURT = {"court": "An invented Crown Court"}


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_it_starts_from_the_arrest_with_person_and_offence_and_both_pages_say_so():
    officer, arrest = signed_on_client("officer"), recorded("arrest")
    [(_, person)] = people_in(arrest)
    page = text(
        officer.get(f"{reverse('records:new-report', args=['court-result'])}?from={arrest.pk}", follow=True)
    )
    assert f'name="defendant.0.person_id" value="{person.pk}"' in page
    assert 'name="offences.code" value="TH68010"' in page
    made = recorded("court-result", **of(arrest))
    assert [link.to_id for link in led_from(made)] == [arrest.pk]
    assert f"Court result {made.number}" in text(officer.get(f"/events/{arrest.pk}/"))
    assert [(role, one.pk) for role, one in people_in(made)] == [("defendant", person.pk)]


def of(event):
    """What names the accused of that report."""
    [person] = [
        one for role, one in people_in(event) if role in type_of("court-result").drawn_roles("defendant", "")
    ]
    return {"arose_from": str(event.pk), "defendant": [{"person_id": str(person.pk)}]}


def test_a_suspect_of_a_crime_who_was_never_arrested_is_convicted_too():
    crime = recorded("crime", suspects=[{"family_name": "Moss", "given_names": "Tim"}])
    assert people_in(recorded("court-result", **of(crime)))[0][1].family_name == "Moss"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (lambda: {"arose_from": ""}, "start it from the page of the arrest or crime"),
        (lambda: {"arose_from": str(recorded("incident").pk)}, "Start again from its page"),
        (lambda: {"defendant": [ADA]}, "Choose whom it names, or add them there first"),
        (lambda: {"arose_from": str(recorded("crime").pk)}, "is not the one that CR/"),
    ],
)
def test_what_belongs_to_no_accusation_in_the_book_is_refused(changed, says):
    with pytest.raises(UnknownOriginError, match=says):
        recorded("court-result", **changed())
    assert not Event.objects.filter(report_type="court-result").exists()


def test_the_victim_of_a_crime_is_never_its_defendant():
    crime = recorded("crime")
    [(role, victim)] = people_in(crime)
    assert role == "victim"
    with pytest.raises(UnknownOriginError, match="not the one that"):
        recorded("court-result", arose_from=str(crime.pk), defendant=[{"person_id": str(victim.pk)}])


def test_the_same_charge_is_entered_once_and_another_has_another_number():
    arrest = recorded("arrest")
    first = recorded("court-result", **of(arrest))
    with pytest.raises(UnknownOriginError, match=f"{first.number} says this already"):
        recorded("court-result", **of(arrest), verdict="NG", plea="NG", sentence=[])
    with pytest.raises(UnknownOriginError, match=f"{first.number} says this already"):
        recorded("court-result", **of(arrest), charge="01")
    recorded("court-result", **of(arrest), charge="2")
    changed_to(first, "error")
    recorded("court-result", **of(arrest))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"verdict": ""}, "Choose the verdict."),
        ({"plea": ""}, "Choose the plea"),
        ({"verdict": "NG"}, "A court imposes this on somebody it convicted."),
        ({"verdict": "NC", "sentence": ["1002"]}, "A court imposes this on somebody it convicted."),
        ({"verdict": "NG", "sentence": []}, "plea-verdict@verdict"),
        ({"sentence": []}, "no-sentence@sentence"),
        ({"charge": "0"}, "in figures, such as 2"),
        ({"charge": "two", "court": ""}, "in figures, such as 2"),
        ({"happened_at": ago(hours=-2)}, "This is in the future."),
    ],
)
def test_what_cannot_be_so_or_is_doubted_is_said(changed, sentence):
    assert sentence in refusals("court-result", **changed)


def test_a_hospital_order_needs_no_conviction():
    assert refusals("court-result", plea="NONE", verdict="NC", sentence=["1008"]) == ""


def test_a_conviction_is_appealed_upheld_and_quashed_and_then_taken_off_the_person():
    event = recorded("court-result")
    event = changed_to(event, "appeal", on=day(0), **COURT)
    assert (event.status, len(people_in(event))) == ("appealed", 1)
    event = changed_to(event, "uphold", on=day(0), **COURT)
    assert event.status == "stands"
    event = changed_to(event, "quash", on=day(0), reason="Fresh evidence", **COURT)
    assert (people_in(event), led_from(event)) == ([], [])
    assert Link.objects.filter(role="defendant", withdrawn=True).count() == 1
    assert Entry.objects.filter(kind="court-result:quashed", record_id=event.pk).count() == 1
    with pytest.raises(ValueError, match="is not possible while this is: quashed"):
        changed_to(event, "uphold", on=day(0), **COURT)


@pytest.mark.parametrize(
    ("made", "on", "says"),
    [
        ({"verdict": "NG", "plea": "NG", "sentence": []}, 0, "There is no conviction here"),
        ({}, -40, "before the court decided"),
        ({}, 2, "in the future"),
    ],
)
def test_an_appeal_that_cannot_be_is_refused(made, on, says):
    with pytest.raises(ValueError, match=says):
        changed_to(recorded("court-result", **made), "quash", on=day(on), **COURT)


def test_an_appeal_is_offered_of_a_conviction_alone_and_one_that_is_undone_is_shown_so():
    officer = signed_on_client("officer")
    acquitted = recorded("court-result", verdict="NG", plea="NG", sentence=[])
    page = text(officer.get(f"/events/{acquitted.pk}/"))
    assert ("Record an appeal" in page, "Record as quashed" in page) == (False, False)
    convicted = recorded("court-result")
    page = text(officer.get(f"/events/{convicted.pk}/"))
    assert ("Record an appeal" in page, "Record as quashed" in page) == (True, True)
    assert 'govuk-tag--red">Stands' not in page
    changed_to(convicted, "quash", on=day(0), reason="Fresh evidence", **COURT)
    assert 'govuk-tag--red">Quashed on appeal' in text(officer.get(f"/events/{convicted.pk}/"))


def test_a_verdict_that_was_typed_wrong_is_amended_with_what_stood_before_in_the_book():
    caller = caller_with("officer")
    event = recorded("court-result", caller)
    typed = typed_of_event(event) | {"verdict": "NG", "plea": "NG", "sentence": []}
    amend_report(caller, event, check(type_of("court-result"), typed).report, reason="Read wrongly")
    event.refresh_from_db()
    assert event.details["verdict"] == "NG"
    assert len(led_from(event)) == 1
