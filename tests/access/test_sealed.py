"""A sealed record: nobody sees it until they have given a reason, and then only they, for half an hour."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.access.actions.open_sealed import open_sealed, review_opening
from daybook.access.filters import sealed_from, visible
from daybook.access.models import Device, SealedOpening
from daybook.book import writing
from daybook.book.models import Entry
from helpers import OFFICER

pytestmark = pytest.mark.django_db
REASON = {"reason": "Threat to a witness, operation Larch", "purpose": "protecting-life"}


@pytest.fixture
def records():
    """Three records, one of each handling; devices stand in for a table whose name is its handling mark."""
    with writing("device:seen", OFFICER) as page:
        return {
            mark: page.save(Device(name=mark, first_seen=timezone.now()))
            for mark in ("open", "restricted", "sealed")
        }


def seen_by(caller):
    rows = visible(caller, Device.objects.all(), permission="records.see-person", handling="name")
    return sorted(rows.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("communications", []),
        ("officer", ["open"]),
        ("sergeant", ["open", "restricted"]),
        ("inspector", ["open", "restricted"]),
    ],
)
def test_the_filter_shows_what_role_and_handling_allow(records, role, expected):
    assert seen_by(caller_with(role)) == expected


def test_a_reason_opens_it_for_that_user_alone_and_for_half_an_hour(records):
    caller, other = caller_with("inspector"), caller_with("inspector")
    sealed = records["sealed"]
    assert list(sealed_from(caller, Device.objects.all(), handling="name")) == [sealed]
    opening = open_sealed(caller, "device", sealed.pk, **REASON)
    assert seen_by(caller) == ["open", "restricted", "sealed"]
    assert seen_by(other) == ["open", "restricted"]
    with writing("sealed:reviewed", OFFICER) as page:
        opening.until = timezone.now() - timedelta(seconds=1)
        page.save(opening)
    assert seen_by(caller) == ["open", "restricted"]


def test_opening_is_a_consultation_of_that_record():
    record, caller = uuid4(), caller_with("inspector")
    open_sealed(caller, "person", record, **REASON)
    entry = Entry.objects.get(kind="sealed:opened")
    assert (entry.record_type, entry.record_id, entry.act) == ("person", record, "consultation")


def test_a_reason_that_says_nothing_is_refused():
    with pytest.raises(ValidationError, match="in a sentence an auditor will understand"):
        open_sealed(caller_with("inspector"), "person", uuid4(), reason="need it", purpose="operational")


def test_an_officer_cannot_open_it_at_all():
    with pytest.raises(PermissionDenied):
        open_sealed(caller_with("officer"), "person", uuid4(), **REASON)


def test_the_page_asks_for_the_reason_and_keeps_what_was_typed():
    client, address = signed_on_client("inspector"), f"/sealed/person/{uuid4()}/"
    assert "the auditors are told at once" in client.get(address).content.decode()
    response = client.post(address, {"reason": "too short", "purpose": "operational"})
    assert "too short" in response.content.decode()
    assert client.post(address, REASON).status_code == 302
    assert SealedOpening.objects.count() == 1


def test_who_opened_it_does_not_review_it():
    caller = caller_with("inspector", "auditor")
    opening = open_sealed(caller, "person", uuid4(), **REASON)
    with pytest.raises(ValidationError, match="Another auditor"):
        review_opening(caller, opening, "Fine.")
