"""A number that an old system gave leads from the search box of every page to the report."""

import pytest
from django.urls import reverse

from callers import signed_on_client
from daybook.book import writing
from daybook.legacy.models import Reference
from daybook.records.models import Handling, Person
from helpers import OFFICER, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference(office):
    settle()
    office.deliver()
    settle()
    return Reference.objects.get(record_id=office.event.pk)


def found(words, *roles):
    client = signed_on_client(*(roles or ("officer",)))
    return client.post(reverse("records:search"), {"words": words}, follow=True).content.decode()


def test_the_reference_leads_to_the_report(office, reference):
    page = found(reference.reference)
    assert "Numbers of old systems" in page
    assert reverse("records:event", args=[office.event.pk]) in page
    assert office.event.number in page


def test_small_letters_and_spaces_do_not_matter(office, reference):
    Reference.objects.update(reference="CB0000001-26")
    assert "CB0000001-26" in found("cb0000001-26")
    assert "Ledger CB0000001-26" in found("cb 0000001-26")
    assert "Numbers of old systems" not in found("cb0000001")


def test_nobody_finds_a_report_so_that_they_may_not_see(office, reference):
    with writing("incident:amended", OFFICER, record=office.event) as page:
        office.event.handling = Handling.SEALED
        page.save(office.event)
    assert "Numbers of old systems" not in found(reference.reference)


def test_a_person_whom_an_old_system_numbers_is_found_by_it(office, reference):
    person = Person.objects.get()
    Reference.objects.create(
        system="ledger",
        record_type="person",
        record_id=person.pk,
        reference="P-77",
        given_at=reference.given_at,
    )
    assert reverse("records:person", args=[person.pk]) in found("p-77")
