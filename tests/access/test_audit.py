"""The auditor's pages: who looked, what a user did, disclosures, the book, one entry, the check."""

import io
import re
import time
from uuid import uuid4

import pytest
from django.core.management import call_command

from callers import caller_with, signed_on_client
from daybook.access import audit, verification
from daybook.access.actions.open_sealed import open_sealed
from daybook.book import Act, register_kind
from daybook.book.models import Entry
from daybook.book.pages import append
from helpers import settle

pytestmark = pytest.mark.django_db
VIEWED = register_kind("test-record:viewed", Act.CONSULTATION, "Test record viewed")
SENT = register_kind("test-record:sent", Act.DISCLOSURE, "Test record sent")


def looked_at(record, *roles):
    caller = caller_with(*roles)
    append(VIEWED, caller.author, "person", record)
    return caller


def test_an_auditor_sees_who_looked_at_a_record_and_that_is_written_too():
    record = uuid4()
    caller = looked_at(record, "officer")
    page = signed_on_client("auditor").get(f"/audit/looks/person/{record}/").content.decode()
    assert str(caller.user) in page
    assert "1 look" in page
    assert Entry.objects.filter(kind="consultations:viewed", record_id=record).exists()


def test_what_the_auditor_is_led_to_may_be_opened():
    caller, auditor = caller_with("officer"), signed_on_client("auditor")
    page = auditor.get(f"/audit/looks/user/{caller.user.pk}/").content.decode()
    (address,) = re.findall(r'href="([^"]+)">Open the record', page)
    assert auditor.get(address).status_code == 200
    assert "Open the record" not in auditor.get(f"/audit/looks/device/{uuid4()}/").content.decode()


def test_a_search_in_whose_results_a_record_stood_is_a_look_at_it():
    record, caller = uuid4(), caller_with("officer")
    append("search:run", caller.author, notes={"ids": [record.hex], "count": 1})
    settle()
    assert [line.kind for line in audit.lines(audit.looks_at(record))] == ["search:run"]


def test_an_officer_may_not_open_the_auditors_pages():
    client = signed_on_client("officer")
    for page in (
        "",
        "book/",
        "disclosures/",
        "openings/",
        f"looks/person/{uuid4()}/",
        f"users/{client.user.pk}/",
    ):
        assert client.get(f"/audit/{page}").status_code == 403, page


def test_what_a_user_did_by_kind_and_as_csv():
    caller = looked_at(uuid4(), "officer")
    append(SENT, caller.author, "person", uuid4())
    client, address = signed_on_client("auditor"), f"/audit/users/{caller.user.pk}/"
    page = client.get(address, {"kind": VIEWED}).content.decode()
    assert page.count("Test record viewed</a>") == 1
    assert "Test record sent</a>" not in page
    rows = b"".join(client.get(address, {"as": "csv"})).decode().splitlines()
    assert len(rows) == 3
    assert Entry.objects.filter(kind="export:made", user_id=client.user.pk).exists()


def test_disclosures_show_what_left_the_force():
    caller = looked_at(uuid4(), "officer")
    append(SENT, caller.author, "person", uuid4())
    page = signed_on_client("auditor").get("/audit/disclosures/").content.decode()
    assert "Test record sent" in page
    assert "Test record viewed" not in page


def test_the_book_is_searched_and_paged_by_number(monkeypatch):
    monkeypatch.setattr(audit, "PAGE", 2)
    monkeypatch.setattr(audit.sealed_page, "__defaults__", (None, 2))
    caller = caller_with("officer")
    for _ in range(5):
        append(VIEWED, caller.author, "person", uuid4())
    settle()
    client = signed_on_client("auditor")
    first = client.get("/audit/book/", {"kind": VIEWED, "collar_number": caller.user.username})
    assert first.content.decode().count("Test record viewed</a>") == 2
    assert "Older entries" in first.content.decode()
    older = first.context["older"]
    second = client.get("/audit/book/", {"kind": VIEWED, "before": older}).context["lines"]
    assert all(line.seq < older for line in second)


def test_an_entry_shows_its_value_to_the_auditor_only_and_says_so():
    entry = append(VIEWED, caller_with("officer").author, "person", uuid4(), {"words": "Zoë"})
    client = signed_on_client("auditor")
    assert "Zoë" in client.get(f"/audit/entries/{entry.pk}/").content.decode()
    assert Entry.objects.filter(kind="entry:viewed", record_id=entry.record_id).exists()
    assert signed_on_client("administrator").get(f"/audit/entries/{entry.pk}/").status_code == 403


def test_the_check_writes_its_result_for_the_auditors_page():
    looked_at(uuid4(), "officer")
    settle()
    call_command("access_verify", stdout=io.StringIO())
    page = signed_on_client("auditor").get("/audit/verify/").content.decode()
    assert "Holds" in page


def test_the_button_starts_one_check_at_a_time(monkeypatch):
    started = []
    monkeypatch.setattr(verification.subprocess, "Popen", lambda command, **options: started.append(command))
    client = signed_on_client("auditor")
    client.post("/audit/verify/")
    client.post("/audit/verify/")
    assert len(started) == 1
    assert "Running since" in client.get("/audit/verify/").content.decode()


def test_the_page_asks_by_itself_until_the_check_has_ended(monkeypatch):
    monkeypatch.setattr(verification.subprocess, "Popen", lambda command, **options: None)
    client = signed_on_client("auditor")
    assert "data-refresh-url" not in client.get("/audit/verify/").content.decode()
    client.post("/audit/verify/")
    assert 'data-refresh-url="/audit/verify/part/"' in client.get("/audit/verify/").content.decode()
    assert "Running since" in client.get("/audit/verify/part/").content.decode()
    call_command("access_verify", stdout=io.StringIO())
    ended = client.get("/audit/verify/part/").content.decode()
    assert "Holds" in ended
    assert "data-refresh-url" not in ended


def test_an_alert_for_each_sealed_record_opened_stands_on_the_auditors_home_page():
    opener = caller_with("inspector")
    opening = open_sealed(
        opener, "person", uuid4(), reason="Risk to life at the address, call 4711", purpose="protecting-life"
    )
    client = signed_on_client("auditor")
    home = client.get("/").content.decode()
    assert "1 opening of sealed records to review" in home
    assert "Audit (1)" in home
    page = client.get(f"/audit/openings/{opening.pk}/").content.decode()
    assert "Risk to life" in page
    assert client.post(f"/audit/openings/{opening.pk}/", {"finding": "Justified."}).status_code == 302
    assert "No opening of a sealed record waits" in client.get("/").content.decode()
    assert client.get("/audit/openings/").status_code == 200
    assert client.get("/audit/").status_code == 200


def test_a_check_that_never_began_may_be_started_again(monkeypatch):
    started = []
    monkeypatch.setattr(verification.subprocess, "Popen", lambda command, **options: started.append(command))
    monkeypatch.setattr(verification, "TO_BEGIN_SECONDS", 0.05)
    client = signed_on_client("auditor")
    client.post("/audit/verify/")
    time.sleep(0.1)
    assert "Check now" in client.get("/audit/verify/").content.decode()
    client.post("/audit/verify/")
    assert len(started) == 2
