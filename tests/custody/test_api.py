"""Custody over HTTP: open, write, correct, read, and be told why not."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from callers import signed_on_client, user_with
from custody_made import arrest_of, authorised, minutes_ago, opened, suite, write
from daybook.book.models import Entry
from daybook.custody.entries import all_kinds
from daybook.custody.models import CustodyRecord

pytestmark = pytest.mark.django_db
BASE = "/api/v1/custody"


def client(role="custody-officer", rank="sergeant", **more):
    return signed_on_client(role, rank=rank, **more)


def post(by, address, body, key=None):
    headers = {"Idempotency-Key": str(key or uuid4())}
    return by.post(f"{BASE}/{address}", json.dumps(body, default=str), "application/json", headers=headers)


def test_a_person_is_booked_in_and_stands_on_the_board():
    event, place, by = arrest_of(hours=0.2), suite(), client()
    body = {"arrest": event.pk, "suite": place.code, "arrival": {"happened_at": timezone.now()}}
    key = uuid4()
    made = post(by, "records", body, key)
    assert made.status_code == 201, made.content
    assert post(by, "records", body, key).json() == made.json()
    number = made.json()["number"]
    assert CustodyRecord.objects.get().number == number
    rows = by.get(f"{BASE}/suites/{place.code}/board").json()["rows"]
    assert [(row["number"], row["name"]) for row in rows] == [(number, "Zoë Marie-Lou O’Brien")]
    assert rows[0]["next"][0]["rule"] == "CARE-8"


def test_an_entry_is_written_once_and_read_in_words():
    held, by, key = opened(), client(), uuid4()
    body = {"kind": "visit", "entry": {"happened_at": timezone.now(), "seen": "Asleep on their side"}}
    first = post(by, f"records/{held.pk}/entries", body, key)
    assert first.status_code == 201, first.content
    assert post(by, f"records/{held.pk}/entries", body, key).json() == first.json()
    entries = by.get(f"{BASE}/records/{held.pk}/entries").json()
    assert [one["kind"] for one in entries] == ["arrival", "visit"]
    assert entries[1]["line"] == "Visited. What was seen and said: Asleep on their side."
    assert entries[1]["by"] == str(by.user)
    assert entries[1]["in_force"]


def test_a_wrong_answer_and_a_rule_and_a_finding_are_each_told():
    held, by = opened(), client()

    def problem(kind, **entry):
        body = {"kind": kind, "entry": {"happened_at": timezone.now(), **entry}}
        answer = post(by, f"records/{held.pk}/entries", body)
        assert answer.status_code == 422
        return answer.json()

    assert problem("movement", to="cell")["errors"] == [{"path": "cell", "message": "Choose the cell."}]
    early = problem("visit", happened_at=minutes_ago(900))
    assert early["errors"][0]["message"].endswith("(TIME-1)")
    late = problem("note", text="x", happened_at=minutes_ago(20))
    assert late["findings"][0]["key"] == "late-entry@happened_at"


def test_who_arrested_is_refused_and_told_that_an_emergency_may_go_on():
    user = user_with("custody-officer", rank="sergeant")
    held = opened(arrest_of(officer=user, hours=0.2), minutes=1)
    body = {
        "kind": "authorised",
        "entry": {"happened_at": timezone.now(), "grounds": ["QUESTIONING"], "told": True},
    }
    by = client(user=user)
    answer = post(by, f"records/{held.pk}/entries", body)
    assert answer.json()["overridable"] is True
    done = post(by, f"records/{held.pk}/entries", body | {"override": "Riot outside, nobody else here"})
    assert done.status_code == 201


def test_an_entry_is_corrected_and_the_second_correction_comes_too_late():
    held, by = opened(), client()
    wrong = write(held, "note", text="Asked for tea")
    body = {"entry": {"happened_at": timezone.now(), "text": "Asked for coffee"}, "reason": "Misheard"}
    assert post(by, f"entries/{wrong.pk}/correct", body).status_code == 201
    again = post(by, f"entries/{wrong.pk}/correct", body)
    assert (again.status_code, "corrected already" in again.json()["detail"]) == (412, True)
    entries = by.get(f"{BASE}/records/{held.pk}/entries").json()
    assert [one["in_force"] for one in entries if one["kind"] == "note"] == [False, True]


def test_the_clocks_are_told_with_rule_and_law():
    held = opened(arrest_of(hours=2), minutes=30)
    authorised(held)
    told = client().get(f"{BASE}/records/{held.pk}/clocks").json()
    due = next(one for one in told["dues"] if one["what"] == "detention")
    assert (due["rule"], due["law"], due["state"]) == ("DET-1", "PACE s.41(1)", "ok")
    assert told["relevant_time"].startswith(
        (held.arrest.happened_from + timedelta(minutes=30)).isoformat()[:16]
    )


def test_a_record_says_how_it_stands():
    held = opened()
    told = client().get(f"{BASE}/records/{held.pk}").json()
    assert (told["status"], told["status_words"]) == ("arrived", "Waiting for the custody officer")
    assert Entry.objects.filter(kind="custody:viewed", record_id=held.pk).exists()


def test_who_arrested_is_told_the_status_and_no_more():
    user = user_with("officer")
    held = opened(arrest_of(officer=user))
    by = client(role="officer", user=user)
    (told,) = by.get(f"{BASE}/own-detainees").json()
    assert (told["number"], told["status"]) == (held.number, "arrived")
    assert "name" not in told
    assert by.get(f"{BASE}/records/{held.pk}").status_code == 403
    assert client(role="officer").get(f"{BASE}/own-detainees").json() == []


def test_the_kinds_and_their_schemas():
    by = client()
    slugs = [one["slug"] for one in by.get(f"{BASE}/kinds").json()]
    assert set(slugs) == {slug for slug, kind in all_kinds().items() if not kind.house}
    assert by.get(f"{BASE}/kinds/visit/schema").json()["properties"]["asleep"]
    assert by.get(f"{BASE}/kinds/alert/schema").status_code == 404


def test_a_person_comes_back_on_bail_with_the_time_already_spent():
    event = arrest_of(hours=5)
    held = opened(event, minutes=30)
    authorised(held)
    until = timezone.now() + timedelta(days=30)
    write(
        held,
        "bail",
        until=until,
        necessary=True,
        grounds="Results",
        heard=True,
        told=True,
        happened_at=minutes_ago(150),
    )
    why = {"CARE-8@happened_at": "Assessed"}
    write(held, "released", disposal="pre-charge-bail", happened_at=minutes_ago(150), reasons=why)
    body = {
        "arrest": event.pk,
        "suite": held.suite.code,
        "continues": held.pk,
        "arrival": {"happened_at": timezone.now(), "basis": "bail-return"},
    }
    made = post(client(), "records", body)
    assert made.status_code == 201, made.content
    back = CustodyRecord.objects.get(pk=made.json()["id"])
    assert back.continues == held
    assert back.entries.get().details["carried_minutes"] == 120
    told = client().get(f"{BASE}/records/{back.pk}/clocks").json()
    assert told["dues"][0]["what"]
