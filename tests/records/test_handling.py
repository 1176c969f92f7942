"""Who may see a record is set by action and by page, with a reason; a sealed one leads to its opening."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from callers import caller_with, signed_on_client, user_with
from daybook.access.actions.open_sealed import open_sealed
from daybook.book.models import Entry
from daybook.records.actions.reasons import NothingToDoError
from daybook.records.actions.set_handling import set_handling
from daybook.records.queries.search import people_by_id
from people_made import ZOE, event_of, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller():
    return caller_with("officer")


@pytest.fixture
def arrested():
    return event_of(user_with("officer"), (record(ZOE), "arrested"))


def test_a_sealed_record_is_shown_to_nobody_without_a_reason():
    client, person = signed_on_client("inspector"), record(ZOE)
    address = reverse("records:set-handling", args=[person.pk])
    assert "Choose who may see the record." in client.post(address, {}).content.decode()
    assert client.post(address, {"handling": "sealed", "reason": "Witness at risk"}).status_code == 302
    page = client.get(reverse("records:person", args=[person.pk])).content.decode()
    assert person.full_name not in page
    assert signed_on_client("officer").get(reverse("records:person", args=[person.pk])).status_code == 404


def test_an_officer_does_not_seal_and_nothing_is_sealed_twice(caller):
    person, inspector = record(ZOE), caller_with("inspector")
    with pytest.raises(PermissionDenied):
        set_handling(caller, person, "sealed", reason="no")
    set_handling(inspector, person, "restricted", reason="Family of an officer")
    with pytest.raises(NothingToDoError, match="restricted already"):
        set_handling(inspector, person, "restricted", reason="again")


def test_every_page_of_a_sealed_person_leads_to_opening_it_with_a_reason():
    person, client = record(ZOE), signed_on_client("inspector")
    set_handling(caller_with("inspector"), person, "sealed", reason="Witness at risk")
    for page in ("set-handling", "correct-person", "add-alias", "link-person"):
        refused = client.get(reverse(f"records:{page}", args=[person.pk]))
        assert refused.status_code == 403
        assert reverse("access:sealed", args=["person", person.pk]) in refused.content.decode()
        assert person.full_name not in refused.content.decode()


def test_a_report_is_sealed_from_its_page_and_keeps_the_reason(arrested):
    client = signed_on_client("inspector")
    page = reverse("records:event", args=[arrested.pk])
    address = reverse("records:set-event-handling", args=[arrested.pk])
    assert address in client.get(page).content.decode()
    assert "Choose who may see the record." in client.post(address, {}).content.decode()
    unsaid = client.post(address, {"handling": "sealed", "reason": " "})
    assert unsaid.status_code == 422
    assert client.post(address, {"handling": "sealed", "reason": "Witness at risk"}).url == page
    refused = client.get(page)
    assert refused.status_code == 403
    assert arrested.number not in refused.content.decode()
    assert Entry.objects.get(kind="event:handling-set").record_id == arrested.pk


def test_a_sealed_report_opens_with_a_reason_and_its_history_says_that_it_was_sealed(arrested):
    set_handling(caller_with("inspector"), arrested, "sealed", reason="Witness at risk")
    client = signed_on_client("inspector")
    why = {"reason": "Threat to a witness, operation Larch", "purpose": "protecting-life"}
    opened = client.post(reverse("access:sealed", args=["event", arrested.pk]), why, follow=True)
    assert opened.status_code == 200
    shown = client.get(reverse("records:event", args=[arrested.pk])).content.decode()
    assert "Handling of the report set" in shown


def test_a_restricted_report_is_not_there_for_an_officer(arrested):
    set_handling(caller_with("superintendent"), arrested, "restricted", reason="Family of an officer")
    officer = signed_on_client("officer")
    assert officer.get(reverse("records:event", args=[arrested.pk])).status_code == 404


def test_an_officer_finds_no_way_to_seal_a_report(arrested):
    client, address = signed_on_client("officer"), reverse("records:set-event-handling", args=[arrested.pk])
    assert address not in client.get(reverse("records:event", args=[arrested.pk])).content.decode()
    assert client.get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        set_handling(caller_with("officer"), arrested, "sealed", reason="no")


def test_a_sealed_person_is_looked_up_by_whoever_opened_the_record_and_nobody_else():
    person, one, other = record(ZOE), caller_with("inspector"), caller_with("inspector")
    set_handling(one, person, "sealed", reason="Witness at risk")
    assert people_by_id(one, [person.pk]) == people_by_id(other, [person.pk]) == {}
    open_sealed(one, "person", person.pk, purpose="operational", reason="Threat to her life tonight")
    assert list(people_by_id(one, [person.pk])) == [person.pk]
    assert people_by_id(other, [person.pk]) == people_by_id(caller_with("officer"), [person.pk]) == {}
