"""A report after it was recorded: amended, de-arrested, the wrong person, somebody identified."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.records.actions.amend_report import OutdatedError, amend_report
from daybook.records.actions.change_report import NotPossibleError, change_report
from daybook.records.actions.identify_arrested import AlreadyKnownError, identify_arrested
from daybook.records.actions.record_report import record_report
from daybook.records.documents import report_document, verb_of
from daybook.records.models import Event, Person
from daybook.records.reading_reports import people_in
from daybook.records.reports.arrest import Arrest
from daybook.records.reports.entries import PersonEntry
from helpers import arrest

pytestmark = pytest.mark.django_db


@pytest.fixture
def sergeant():
    return caller_with("sergeant")


@pytest.fixture
def event(sergeant):
    return record_report(sergeant, Arrest.model_validate(arrest()), submission=uuid4())[0]


def report_of(event, **changed):
    person = people_in(event)[0][1]
    return Arrest.model_validate(arrest(people_arrested=[{"person_id": person.pk}], **changed))


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_amendment_is_a_new_version_and_the_book_keeps_the_old(sergeant, event):
    changed = report_of(event, grounds="Seen on camera.", offences=[{"code": "CJ88116"}])
    amend_report(sergeant, event, changed, reason="The offence was not made out")
    event.refresh_from_db()
    assert (event.version, event.details["grounds"]) == (2, "Seen on camera.")
    assert [item["code"] for item in report_document(event.pk)["offences"]] == ["CJ88116"]
    entry = Entry.objects.get(kind="arrest:amended")
    assert "The offence was not made out" in entry.value.change
    assert Person.objects.count() == 1


def test_two_who_amend_at_once_do_not_overwrite_each_other(sergeant, event):
    seen = Event.objects.get(pk=event.pk)
    amend_report(sergeant, event, report_of(event), reason="First")
    with pytest.raises(OutdatedError, match="A colleague changed this report"):
        amend_report(sergeant, seen, report_of(event), reason="Second")


def test_an_amendment_needs_its_reason(sergeant, event):
    with pytest.raises(ValueError, match="Say why"):
        amend_report(sergeant, event, report_of(event), reason=" ")
    assert not Entry.objects.filter(kind="arrest:amended").exists()


def test_a_de_arrest_changes_the_state_and_keeps_the_person(sergeant, event):
    change_report(sergeant, event, "de-arrest", reason="Another person admitted it")
    document = report_document(event.pk, verb_of("arrest:de-arrested"))
    assert (document["event"]["status"], document["verb"]) == ("de-arrested", "amend")
    assert document["person"]["family_name"] == "Quill"


def test_the_wrong_person_is_taken_back_everywhere(sergeant, event):
    change_report(sergeant, event, "wrong-person", reason="Fingerprints are another's")
    assert verb_of("arrest:wrong-person") == "withdraw"
    assert people_in(event) == []
    assert Event.objects.get().status == "wrong-person"


def test_the_same_change_twice_says_so(sergeant, event):
    change_report(sergeant, event, "de-arrest", reason="Released")
    with pytest.raises(NotPossibleError, match="already recorded"):
        change_report(sergeant, event, "de-arrest", reason="Released")


def test_a_name_refused_is_identified_later(sergeant):
    unknown = arrest(people_arrested=[{"unknown": True, "apparent_age": 30, "marks": "Scar on left hand"}])
    [event] = record_report(sergeant, Arrest.model_validate(unknown), submission=uuid4())
    assert report_document(event.pk)["person"]["unknown"]
    given = PersonEntry(family_name="Reed", given_names="Col", pncid="02/73319Z")
    identify_arrested(sergeant, event, given, reason="Fingerprints")
    document = report_document(event.pk)
    assert document["person"]["full_name"] == "Col Reed"
    assert document["person"]["identifiers"]["pncid"] == "2002/0073319Z"
    assert Event.objects.get().version == 2


def test_identified_as_somebody_on_record_the_arrest_is_theirs(sergeant, event):
    known = people_in(event)[0][1]
    unknown = arrest(people_arrested=[{"unknown": True}])
    [second] = record_report(sergeant, Arrest.model_validate(unknown), submission=uuid4())
    identify_arrested(sergeant, second, PersonEntry(person_id=known.pk), reason="Their own word and a card")
    assert [person.pk for _, person in people_in(second)] == [known.pk]
    assert Person.objects.filter(known=False).count() == 1


def test_a_known_person_is_not_identified_again(sergeant, event):
    with pytest.raises(AlreadyKnownError):
        identify_arrested(sergeant, event, PersonEntry(family_name="Reed"), reason="Fingerprints")


def test_an_analyst_changes_nothing(event):
    with pytest.raises(PermissionDenied):
        change_report(caller_with("analyst"), event, "de-arrest", reason="No")


def test_the_pages_do_the_same(client, event):
    client = signed_on_client("sergeant")
    page = client.get(reverse("records:event", args=[event.pk]))
    assert "Ada Quill" in text(page)
    form = client.get(reverse("records:amend", args=[event.pk]))
    assert "Seen by store staff" in text(form)
    nothing = client.post(reverse("records:change", args=[event.pk, "de-arrest"]), {"reason": ""})
    assert nothing.status_code == 422
    assert "Give the reason." in text(nothing)
    done = client.post(
        reverse("records:change", args=[event.pk, "de-arrest"]), {"reason": "Released"}, follow=True
    )
    assert "De-arrested" in text(done)
    assert client.get(reverse("records:change", args=[event.pk, "no-such"])).status_code == 404


def test_amending_by_the_page_keeps_what_was_typed_until_a_reason_is_given(client, event):
    client = signed_on_client("sergeant")
    address = reverse("records:amend", args=[event.pk])
    page = text(client.get(address))
    assert "Add another person" not in page
    assert "Choose someone else" not in page
    posted = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    posted = {key: value for key, value in posted.items() if key not in {"do", "attendance", "necessity"}}
    posted |= {"grounds": "Seen on camera.", "necessity": "INVESTIGATION", "attendance": "arrested"}
    posted |= {"necessity_reason": "To interview.", "do": "submit", "people_arrested.0.sex": "2"}
    refused = client.post(address, posted)
    assert refused.status_code == 422
    assert "Seen on camera." in text(refused)
    assert 'href="#why"' in text(refused)
    assert client.post(address, posted | {"why": "Footage seen"}).status_code == 302
    assert Event.objects.get().details["grounds"] == "Seen on camera."


def test_identifying_by_the_page(client):
    client = signed_on_client("officer")
    unknown = arrest(people_arrested=[{"unknown": True}])
    [event] = record_report(caller_with("officer"), Arrest.model_validate(unknown), submission=uuid4())
    address = reverse("records:identify", args=[event.pk])
    assert "Identify this person" in text(client.get(reverse("records:event", args=[event.pk])))
    assert "people_arrested.0.family_name" in text(client.get(address))
    wrong = client.post(address, {"people_arrested.0.family_name": "", "why": "Card", "do": "submit"})
    assert wrong.status_code == 422
    assert "Enter the person&#x27;s name" in text(wrong)
    done = client.post(address, {"people_arrested.0.family_name": "Reed", "why": "Card", "do": "submit"})
    assert done.status_code == 302
    assert Person.objects.get().full_name == "Reed"


def test_an_amendment_cannot_turn_an_arrest_into_another_persons(sergeant, event):
    other = Arrest.model_validate(arrest(people_arrested=[{"family_name": "Reed"}]))
    with pytest.raises(ValueError, match="leaves the person as it is"):
        amend_report(sergeant, event, other, reason="Typed wrong")
    assert Person.objects.count() == 1


def test_an_amendment_changes_when_an_offence_was_committed(sergeant, event):
    earlier = "2026-11-01T10:00:00+00:00"
    report = report_of(event, offences=[{"code": "TH68010", "committed_from": earlier}])
    amend_report(sergeant, event, report, reason="Camera shows the time")
    [offence] = report_document(event.pk)["offences"]
    assert offence["committed_from"] == earlier
