"""Whoever decides through the API says what they have seen, and is told where more or else is known by then."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from callers import caller_with, signed_on_client
from daybook.nominals import api
from daybook.nominals.actions import decide as deciding
from daybook.nominals.actions import detach_record as detaching
from daybook.nominals.actions import undo_decision as undoing
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.arriving import link_arrived
from daybook.nominals.models import Decision, Proposal
from daybook.nominals.queries.known import known
from daybook.nominals.queries.sides import sides_of
from daybook.nominals.views import desk, proposals
from daybook.records.models import Person
from nominals_made import ask_about, person, persons, source, whose
from people_made import event_of

pytestmark = pytest.mark.django_db
BASE = "/api/v1"
PNCID = {"numbers": (("pncid", "81/34U"),)}
WHY = {"reason": "Seen both."}


@pytest.fixture
def by():
    return signed_on_client("crime-registrar")


@pytest.fixture
def colleague():
    return caller_with("inspector")


@pytest.fixture
def pair():
    return person(), source("C1", "Okafor", "Chidy")


def post(client, address, key=None, **body):
    headers = {"Idempotency-Key": str(key)} if key else {}
    return client.post(f"{BASE}/{address}", json.dumps(body), "application/json", headers=headers)


def ends(pair):
    first, second = ({"system": system, "key": key} for system, key in pair)
    return {"first": first, "second": second}


def seen_of(client, *records):
    """What the person service says of each, as somebody who decides has it."""
    found = [found_of(client, one) for one in records]
    return sorted({one["seen"] for one in found})


def found_of(client, record):
    said = {"births": ["1988-05-17"], "names": [{"family_name": "Okafor", "given_names": "Chidi"}]}
    people = post(client, "nominals/search", **said, limit=20).json()
    wanted = {"system": record[0], "key": record[1]}
    return next(its for its in people if wanted in [{k: one[k] for k in wanted} for one in its["records"]])


def assert_stale(answer):
    assert answer.status_code == 409, answer.content
    said = answer.json()
    assert "changed since it was shown to you" in said["detail"]
    assert "Nothing is written" in said["detail"]
    [wrong] = said["errors"]
    assert wrong["path"] == "seen"
    assert "Ask for everybody concerned again (GET /api/v1/nominals/{id})" in wrong["message"]


def another_version(pair):
    source(pair[1][1], "Okafor", "Chidy", phones=("07700 900123",))


def another_record(pair):
    link_arrived([source("C2", **PNCID)])


def judged_by_a_colleague(pair):
    decide(caller_with("inspector"), *pair, "different", **WHY)


@pytest.mark.parametrize("change", [another_version, another_record, judged_by_a_colleague])
@pytest.mark.parametrize("address", ["nominals/links", "nominals/unlinks", "actions/judge-pair"])
def test_a_judgement_on_what_has_changed_meanwhile_is_not_taken(by, change, address):
    pair = person(identifiers={"pncid": "81/34U"}), source("C1", "Okafor", "Chidy")
    seen = seen_of(by, *pair)
    change(pair)
    made = Decision.objects.count()
    more = {"verdict": "same"} if address.startswith("actions") else {}
    assert_stale(post(by, address, **ends(pair), **WHY, **more, seen=seen))
    assert Decision.objects.count() == made
    fresh = seen_of(by, *pair)
    assert fresh != seen
    assert post(by, address, **ends(pair), **WHY, **more, seen=fresh).status_code in {200, 201}


def test_what_every_answer_gives_is_taken_as_long_as_nothing_changes(by, pair):
    seen = seen_of(by, *pair)
    asked = {"names": [{"family_name": "Okafor", "given_names": "Chidy"}], "births": ["1988-05-17"]}
    assert sorted(one["seen"] for one in post(by, "nominals/match", **asked).json()) == seen
    assert post(by, "nominals/links", **ends(pair), seen=seen[::-1]).status_code == 201
    one = by.get(f"{BASE}/nominals/{pair[0][1]}/explanation").json()["seen"]
    assert one == by.get(f"{BASE}/nominals/{pair[0][1]}").json()["seen"]
    assert_stale(post(by, "nominals/unlinks", **ends(pair), **WHY, seen=seen))
    assert post(by, "nominals/unlinks", **ends(pair), **WHY, seen=[one]).status_code == 201
    assert persons(*pair) == 2


@pytest.mark.parametrize("address", ["search", "whole", "explanation"])
def test_what_changes_while_an_answer_is_read_is_not_vouched_for(by, pair, monkeypatch, address):
    def then_changed(records):
        told = sides_of(records)
        another_version(pair)
        return told

    monkeypatch.setattr(api, "sides_of", then_changed)
    named = {"names": [{"family_name": "Okafor", "given_names": "Chidy"}], "births": ["1988-05-17"]}
    if address == "search":
        seen = [one["seen"] for one in post(by, "nominals/search", **named).json()]
    else:
        ids = [str(whose(one)) for one in reversed(pair)]
        ends_with = "" if address == "whole" else f"/{address}"
        seen = [by.get(f"{BASE}/nominals/{one}{ends_with}").json()["seen"] for one in ids]
    monkeypatch.undo()
    assert len(seen) == len(pair)
    assert_stale(post(by, "nominals/links", **ends(pair), seen=seen))


def test_a_candidate_is_weighed_by_what_is_vouched_for(by, pair, monkeypatch):
    monkeypatch.setattr(api, "known", lambda *asked: another_version(pair) or known(*asked))
    said = post(by, "nominals/match", phones=["07700 900123"], births=["1988-05-17"]).json()
    [other] = [one for one in said if one["record"]["key"] == "C1"]
    assert "Telephone" in {step["field"] for step in other["evidence"]}
    monkeypatch.undo()
    fresh = [other["seen"], *seen_of(by, pair[0])]
    assert post(by, "nominals/links", **ends(pair), seen=fresh).status_code == 201


@pytest.mark.parametrize("page", ["case", "proposal"])
def test_what_changes_while_a_page_is_made_is_not_vouched_for(by, linked, monkeypatch, page):
    if page == "case":
        address, way, answer = "nominals:case", "decide/", {"verdict": "different", **WHY}
        asked, looking = ask_about(*linked).pk, desk
    else:
        post(by, "nominals/unlinks", **ends(linked), **WHY)
        address, way, answer = "nominals:proposal", "answer/", {"answer": "agree"}
        asked, looking = Proposal.objects.get().pk, proposals

    def then_changed(records):
        told = sides_of(records)
        another_version(linked)
        return told

    monkeypatch.setattr(looking, "sides_of", then_changed)
    other, shown = signed_on_client("inspector"), reverse(address, args=[asked])
    seen = other.get(shown).context["seen"]
    monkeypatch.undo()
    assert other.post(f"{shown}{way}", answer | {"seen": seen}).status_code == 409
    assert persons(*linked) == 1


def test_the_seen_of_one_alone_is_not_enough_for_two_people_and_none_compares_nothing(by, pair):
    seen = seen_of(by, *pair)
    for some in seen:
        assert_stale(post(by, "nominals/links", **ends(pair), seen=[some]))
    assert post(by, "nominals/links", **ends(pair)).status_code == 201


def test_what_changes_while_a_judgement_waits_for_its_turn_is_seen(by, pair, monkeypatch):
    seen = seen_of(by, *pair)
    monkeypatch.setattr(deciding, "alone", lambda: another_version(pair))
    assert_stale(post(by, "nominals/links", **ends(pair), seen=seen))
    assert persons(*pair) == 2


def test_a_retry_by_its_key_answers_as_before_whatever_came_since(by, pair, colleague):
    key, seen = uuid4(), seen_of(by, *pair)
    first = post(by, "nominals/links", key, **ends(pair), **WHY, seen=seen)
    assert first.status_code == 201
    assert first.json()["operation"] == str(key)
    again = post(by, "nominals/links", key, **ends(pair[::-1]), **WHY, seen=seen)
    assert (again.status_code, again.json()) == (201, first.json())
    undo_decision(colleague, key, reason="Another man.")
    late = post(by, "nominals/links", key, **ends(pair), **WHY, seen=seen)
    assert (late.status_code, late.json()["id"]) == (201, first.json()["id"])
    assert Decision.objects.count() == 1
    assert persons(*pair) == 2, "a late retry undoes nothing that came since"


def test_a_key_that_came_with_something_else_is_refused(by, pair):
    key = uuid4()
    post(by, "nominals/links", key, **ends(pair), **WHY)
    others = [
        post(by, "nominals/unlinks", key, **ends(pair), **WHY),
        post(by, "nominals/links", key, **ends(pair), reason="Another."),
        post(by, "nominals/links", key, **ends((pair[0], source("C2"))), **WHY),
        post(signed_on_client("inspector"), "nominals/links", key, **ends(pair), **WHY),
    ]
    for other in others:
        assert other.status_code == 422
        assert "came with another judgement. Give each judgement a UUID" in other.json()["detail"]
    assert Decision.objects.count() == 1
    assert post(by, "nominals/links", "no-uuid", **ends(pair)).status_code == 422


def test_without_a_body_it_is_the_body_that_is_named(by):
    told = by.post(f"{BASE}/nominals/links", "", "application/json").json()
    assert [one["path"] for one in told["errors"]] == ["body"]


@pytest.fixture
def linked(by, pair):
    """One person of two records, who is part of a crime that is under investigation."""
    decide(caller_with("crime-registrar"), *pair, "same")
    suspect = (Person.objects.get(pk=pair[0][1]), "suspect")
    event_of(caller_with("officer").user, suspect, report_type="crime", status="under-investigation")
    return pair


def taking_apart(how, pair):
    """(the address, its body) of what parts the two who were judged one."""
    if how == "detach-record":
        return f"actions/{how}", {"record": dict(zip(("system", "key"), pair[1], strict=True)), **WHY}
    return f"actions/{how}", {"operation": str(Decision.objects.get(verdict="same").operation), **WHY}


@pytest.mark.parametrize("change", [another_version, another_record])
@pytest.mark.parametrize("how", ["detach-record", "undo-judgement"])
def test_nobody_is_taken_apart_on_what_has_changed_meanwhile(by, change, how):
    pair = person(identifiers={"pncid": "81/34U"}), source("C1", "Okafor", "Chidy")
    decide(caller_with("inspector"), *pair, "same")
    seen, (address, said) = seen_of(by, *pair), taking_apart(how, pair)
    change(pair)
    assert_stale(post(by, address, **said, seen=seen))
    assert persons(*pair) == 1
    assert post(by, address, **said, seen=seen_of(by, *pair)).status_code == 200
    assert persons(*pair) == 2


@pytest.mark.parametrize("how", ["detach-record", "undo-judgement"])
def test_what_changes_while_taking_apart_waits_for_its_turn_is_seen(by, pair, monkeypatch, how):
    decide(caller_with("inspector"), *pair, "same")
    seen, (address, said) = seen_of(by, *pair), taking_apart(how, pair)
    doing = detaching if how == "detach-record" else undoing
    monkeypatch.setattr(doing, "alone", lambda: another_version(pair))
    assert_stale(post(by, address, **said, seen=seen))
    assert persons(*pair) == 1


def test_to_undo_that_two_are_different_takes_what_is_known_of_both(by, pair):
    made = decide(caller_with("inspector"), *pair, "different", **WHY)
    seen, said = seen_of(by, *pair), {"operation": str(made.operation), **WHY}
    for some in seen:
        assert_stale(post(by, "actions/undo-judgement", **said, seen=[some]))
    assert post(by, "actions/undo-judgement", **said, seen=seen).status_code == 200


@pytest.mark.parametrize("how", ["detach-record", "undo-judgement"])
def test_what_waits_for_a_second_person_is_proposed_on_what_was_seen(by, linked, how):
    stale, (address, said) = seen_of(by, *linked), taking_apart(how, linked)
    another_version(linked)
    assert_stale(post(by, address, **said, seen=stale))
    assert not Proposal.objects.exists()
    proposed = post(by, address, **said, seen=seen_of(by, *linked))
    assert (proposed.status_code, proposed.json()["errors"]) == (409, [])
    made = {"proposal": str(Proposal.objects.get().pk), "agree": True}
    source("C1", "Okafor", "Chidy", phones=("07700 900456",))
    assert post(signed_on_client("inspector"), "actions/answer-proposal", **made).status_code == 200
    assert persons(*linked) == 2


def test_who_proposes_says_what_they_have_seen_and_a_retry_proposes_nothing_new(by, linked, colleague):
    key, stale = uuid4(), seen_of(by, *linked)
    another_version(linked)
    assert_stale(post(by, "nominals/unlinks", key, **ends(linked), **WHY, seen=stale))
    assert not Proposal.objects.exists()
    said = {**ends(linked), **WHY, "seen": seen_of(by, *linked)}
    first = post(by, "nominals/unlinks", key, **said)
    assert first.status_code == 409
    assert "Proposed, not done yet" in first.json()["detail"]
    assert first.json()["errors"] == []
    source("C1", "Okafor", "Chidy", phones=("07700 900456",))
    again = post(by, "nominals/unlinks", key, **said)
    assert (again.status_code, again.json()) == (409, first.json())
    made = Proposal.objects.get()
    confirming = signed_on_client("inspector")
    answering = {"proposal": str(made.pk), "agree": True}
    assert_stale(post(confirming, "actions/answer-proposal", **answering, seen=said["seen"]))
    assert persons(*linked) == 1
    fresh = seen_of(confirming, *linked)
    assert post(confirming, "actions/answer-proposal", **answering, seen=fresh).status_code == 200
    assert persons(*linked) == 2
    done = post(by, "nominals/unlinks", key, **said)
    assert (done.status_code, done.json()["operation"]) == (201, str(key))
    assert Proposal.objects.count() == 1


def test_a_retry_of_what_was_declined_says_so_and_does_nothing(by, linked):
    key = uuid4()
    post(by, "nominals/unlinks", key, **ends(linked), **WHY)
    made = Proposal.objects.get()
    declined = {"proposal": str(made.pk), "agree": False, "reason": "One man."}
    assert post(signed_on_client("inspector"), "actions/answer-proposal", **declined).status_code == 200
    again = post(by, "nominals/unlinks", key, **ends(linked), **WHY)
    assert again.status_code == 409
    assert "it was declined. Nothing was parted" in again.json()["detail"]
    assert Proposal.objects.count() == 1


def test_the_page_of_a_proposal_is_shown_anew_where_its_records_have_changed(by, linked):
    post(by, "nominals/unlinks", **ends(linked), **WHY)
    page = reverse("nominals:proposal", args=[Proposal.objects.get().pk])
    other = signed_on_client("inspector")
    seen = other.get(page).context["seen"]
    another_version(linked)
    told = other.post(f"{page}answer/", {"answer": "agree", "reason": "Typed.", "seen": seen})
    assert told.status_code == 409
    assert "What is proposed has changed since it was shown to you" in told.content.decode()
    assert "Typed." in told.content.decode()
    assert persons(*linked) == 1
    fresh = told.context["seen"]
    assert other.post(f"{page}answer/", {"answer": "agree", "seen": fresh}).status_code == 302
    assert persons(*linked) == 2


def test_the_page_of_a_persons_links_is_shown_anew_where_they_have_changed(by, pair):
    decide(caller_with("inspector"), *pair, "same")
    page = f"/people/{pair[0][1]}/"
    said = {"record": " ".join(pair[1]), "reason": "Typed."}
    seen = by.get(f"{page}why/").context["seen"]
    another_version(pair)
    told = by.post(f"{page}detach/", {**said, "seen": list(seen)})
    assert told.status_code == 409
    assert "This person has changed since it was shown to you" in told.content.decode()
    assert "Typed." in told.content.decode()
    assert persons(*pair) == 1
    assert by.post(f"{page}detach/", {**said, "seen": list(told.context["seen"])}).status_code == 302
    assert persons(*pair) == 2
