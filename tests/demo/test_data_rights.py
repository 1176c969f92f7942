"""The demonstration's request: brought once, half reviewed, so that there is something to go on with."""

import pytest

from callers import signed_on_client, user_with
from daybook.demo.data_rights import load_data_rights, load_reviews
from daybook.demo.sign_ins import ensure_cast
from daybook.records.models import RetentionDue, SubjectRequest
from daybook.records.retention.reckoning import blockers, due_of
from people_made import ZOE, event_of, record

pytestmark = pytest.mark.django_db


def test_one_request_is_brought_and_half_of_it_reviewed():
    ensure_cast()
    assert load_data_rights() == 0
    officer, zoe = user_with("officer"), record(ZOE)
    for day in (1, 2, 3):
        event_of(officer, (zoe, "arrested"), day=day)
    assert load_data_rights() == 1
    assert load_data_rights() == 0
    request = SubjectRequest.objects.get()
    assert request.person_id == zoe.pk
    assert 0 < request.decisions.count() < request.items.count()


def test_a_few_reviews_are_due_and_nothing_speaks_against_disposal():
    ensure_cast()
    assert load_reviews() == 3
    assert load_reviews() == 0
    page = signed_on_client("data-protection-officer").get("/retention/").content.decode()
    assert page.count(">Review ") == 3
    person = RetentionDue.objects.first().person
    assert blockers(person, due_of(person)) == []
