"""The person service over HTTP: match, link, explain, follow the changes."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from callers import signed_on_client
from daybook.book.models import Entry
from helpers import settle
from nominals_made import person, persons, source

pytestmark = pytest.mark.django_db
BASE = "/api/v1/nominals"


@pytest.fixture
def by():
    return signed_on_client("crime-registrar")


def post(client, address, **body):
    return client.post(f"{BASE}/{address}", json.dumps(body), "application/json")


def ref(record):
    return {"system": record[0], "key": record[1]}


def test_a_posted_person_is_matched_with_evidence_and_the_look_is_written(by):
    one = person(identifiers={"pncid": "81/34U"})
    person("Novak", "Petra", "1971-02-03")
    asked = {"names": [{"family_name": "Okafor", "given_names": "Chidy"}], "births": ["17/05/1988"]}
    [found] = post(by, "match", **asked).json()
    assert found["nominal"] == one[1]
    assert found["name"] == "Chidi Okafor"
    assert sum(step["bits"] for step in found["evidence"]) == pytest.approx(found["bits"], abs=0.01)
    assert Entry.objects.filter(kind="search:run", user_id=by.user.pk).exists()


def test_nobody_like_that_gives_an_empty_list(by):
    person()
    assert post(by, "match", names=[{"family_name": "Novak"}], births=["1971-02-03"]).json() == []


@pytest.mark.parametrize(
    "asked",
    [
        {"numbers": [{"scheme": "pncid", "number": "81/34U"}]},
        {"emails": ["Chidi@Example.com"]},
        {"phones": ["07700 900123"]},
    ],
)
def test_one_number_or_an_e_mail_alone_finds_whom_it_names(by, asked):
    one = person(identifiers={"pncid": "81/34U"}, phone="07700900123", email="chidi@example.com")
    person("Novak", "Petra", "1971-02-03")
    for address in ("match", "search"):
        assert [found["nominal"] for found in post(by, address, **asked).json()] == [one[1]]


def test_a_guessed_age_speaks_for_whoever_is_about_as_old(by):
    old, young = person(born="1948-05-17"), person(born="1988-05-17")
    age = timezone.localdate().year - 1988
    named = [{"family_name": "Okafor", "given_names": "Chidi"}]
    first, second = post(by, "match", names=named, apparent_age=age).json()
    assert (first["nominal"], second["nominal"]) == (young[1], old[1])
    assert "birth year near the estimated age" in {step["words"] for step in first["evidence"]}


def test_who_says_nothing_of_the_person_is_told_what_to_give(by):
    refused = post(by, "match", names=[], sex="F")
    assert refused.status_code == 422
    assert "Give a name, a number" in refused.content.decode()


def test_link_explain_unlink_and_the_feed_of_changes(by):
    one, other = person(), source("C1", "Okafor", "Chiddy")
    made = post(by, "links", first=ref(one), second=ref(other), reason="Seen passport.")
    assert made.status_code == 201, made.content
    assert made.json()["nominal"] == one[1]
    told = by.get(f"{BASE}/{one[1]}/explanation").json()
    assert [tie["by"] for tie in told["ties"]] == ["", str(by.user)]
    assert told["ties"][1]["reason"] == "Seen passport."
    settle()
    feed = by.get(f"{BASE}/changes").json()
    came, moved = feed["changes"]
    assert (came["what"], came["record"], came["before"]) == ("came", ref(other), None)
    assert (moved["what"], moved["record"], moved["after"]) == ("moved", ref(other), one[1])
    assert by.get(f"{BASE}/changes?after={feed['next']}").json()["changes"] == []
    retired = moved["before"]
    assert retired == came["after"]
    assert by.get(f"{BASE}/{retired}").json()["nominal"] == one[1]
    post(by, "unlinks", first=ref(one), second=ref(other), reason="Another man.")
    assert persons(one, other) == 2
    settle()
    [back] = by.get(f"{BASE}/changes?after={feed['next']}").json()["changes"]
    assert back["after"] == retired


def test_a_person_is_told_with_values_in_use_and_aliases(by):
    one, other = person(), source("C1", "Okafor", "Chiddy")
    post(by, "links", first=ref(one), second=ref(other), reason="Seen passport.")
    said = by.get(f"{BASE}/{one[1]}").json()
    assert said["records"] == [ref(one) | {"withdrawn_at": None}, ref(other) | {"withdrawn_at": None}]
    assert {
        "label": "Name",
        "value": "Chidi Okafor",
        "source": "Daybook",
        "rule": "recorded in Daybook",
    } in said["facts"]
    assert said["aliases"] == ["Chiddy Okafor"]
    [found] = post(
        by, "search", names=[{"family_name": "Okafor", "given_names": "Chidi"}], births=["1988"]
    ).json()
    assert found == said


def test_against_the_evidence_a_reason_is_asked_for_and_strangers_are_not_there(by):
    one, twin = person(given="Adam"), person(given="Noah")
    refused = post(by, "links", first=ref(one), second=ref(twin))
    assert refused.status_code == 422
    assert "Say how you know" in refused.json()["detail"]
    gone = {"system": "custody", "key": "none"}
    assert post(by, "links", first=ref(one), second=gone).status_code == 404
    assert post(signed_on_client("officer"), "links", first=ref(one), second=ref(twin)).status_code == 403
