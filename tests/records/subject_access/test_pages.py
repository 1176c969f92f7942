"""The desk of subject access requests, walked as the data protection officer walks it."""

import re

import pytest

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.records.actions.set_handling import set_handling
from daybook.records.models import SubjectRequest
from subject_made import asked, collected, held

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def what(standing):
    with standing():
        return held()


@pytest.fixture
def client(what):
    return signed_on_client(user=what.dpo.user)


DAYS = {"received_on-day": "2", "received_on-month": "11", "received_on-year": "2026"} | {
    "identified_on-day": "3",
    "identified_on-month": "11",
    "identified_on-year": "2026",
}


def test_from_the_persons_page_to_the_downloaded_bundle(what, client):
    address = f"/people/{what.person.pk}/subject-access/"
    assert address in client.get(f"/people/{what.person.pk}/").content.decode()
    said = {"asked_by": "Zoë O’Brien", "identity": "document", **DAYS}
    assert client.post(address, said).status_code == 302
    row = SubjectRequest.objects.latest("opened_at")
    assert "3 December 2026" in client.get("/subject-access/").content.decode()
    here = f"/subject-access/{row.pk}/"
    assert client.post(f"/subject-access/{row.pk}/collect/").status_code == 302
    assert client.post(f"/subject-access/{row.pk}/release/").status_code == 422
    address, reviewed = f"{here}items/1/", 0
    while "/items/" in address:
        page = client.get(address).content.decode()
        letter = re.search(r'<option value="(\w)" selected', page)
        said = {"exemption": letter[1], "reason": "As the rule says."} if letter else {}
        address, reviewed = client.post(address, said).url, reviewed + 1
    assert reviewed == row.items.count()
    assert "Release the bundle" in client.get(address).content.decode()
    assert client.post(f"{here}release/", {"recipient": "Her solicitor"}).status_code == 302
    bundle = client.get(f"{here}bundle.pdf")
    assert bundle.content.startswith(b"%PDF")
    assert client.get(f"{here}bundle.json").json()["status"] == "released"
    assert Entry.objects.filter(kind="subject-access:downloaded", user_id=what.dpo.user.pk).count() == 2


def test_what_is_missing_is_said_and_nothing_typed_is_lost(what, client):
    answer = client.post(f"/people/{what.person.pk}/subject-access/", {"asked_by": "Her brother"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Her brother" in page
    assert "Enter the day the request came." in page


def test_an_item_shows_each_redaction_and_keeps_what_was_chosen(what, client):
    request = collected(what)
    row = request.items.get(key=f"report:{what.arrest.pk}")
    address = f"/subject-access/{request.pk}/items/{row.place}/"
    page = client.get(address).content.decode()
    assert '<mark class="rec-withheld">Ada Quill' in page
    answer = client.post(address, {"hide": ["0"], "exemption": "e"})
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    assert re.search(r'id="hide-0"[^>]* checked', answer.content.decode())
    assert client.post(address, {"show": ["99.9"], "reason": "x"}).status_code == 422


def test_a_sealed_item_stays_closed(what, client):
    set_handling(what.dpo, what.arrest, "sealed", reason="Threats.")
    request = collected(what)
    row = request.items.get(key=f"report:{what.arrest.pk}")
    answer = client.get(f"/subject-access/{request.pk}/items/{row.place}/")
    assert answer.status_code == 403
    assert "Quill" not in answer.content.decode()


def test_others_are_turned_away(what):
    request = asked(what)
    for role in ("officer", "auditor", "superintendent"):
        client = signed_on_client(role)
        for address in ("/subject-access/", f"/subject-access/{request.pk}/"):
            assert client.get(address).status_code == 403


def test_what_is_not_there_is_not_found(what, client):
    request = asked(what)
    for rest in ("items/1/", "bundle.pdf"):
        assert client.get(f"/subject-access/{request.pk}/{rest}").status_code == 404
