"""The data quality desk and the page that says why records are one person."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.access import audit
from daybook.book.models import Entry
from daybook.nominals.actions.decide import decide
from daybook.nominals.indexing import index_people
from daybook.nominals.models import Decision, ReviewCase
from daybook.nominals.queries.persons import current
from nominals_made import ask_about, person, persons, source, whose
from people_made import ZOE, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return signed_on_client("crime-registrar")


def judge(client, case, verdict, **more):
    return client.post(f"/data-quality/{case.pk}/decide/", {"verdict": verdict, **more})


def test_the_queue_stands_in_the_order_of_harm(desk):
    uncertain = ask_about(person(), source("C1"))
    twins = ask_about(person(given="Adam"), person(given="Noah"))
    text = desk.get("/data-quality/").content.decode()
    assert text.index(f"/data-quality/{twins.pk}/") < text.index(f"/data-quality/{uncertain.pk}/")
    assert "2 pairs wait" in text
    assert "perhaps twins" in text
    assert "Okafor" not in text
    assert desk.get("/data-quality/next/").url == f"/data-quality/{twins.pk}/"


def test_the_pair_stands_side_by_side_with_warnings_and_weights_and_the_look_is_written(desk):
    zoe = record(ZOE)
    index_people([zoe.pk])
    other = source("C9", "O'Brien", "Zoe", "1990-02-01")
    case = ask_about(("daybook", str(zoe.pk)), other)
    text = desk.get(f"/data-quality/{case.pk}/").content.decode()
    assert "Zoë Marie-Lou O’Brien" in text
    assert "Zoe O&#x27;Brien" in text
    assert "VI " in text
    assert "How likely before looking" in text
    assert "<svg" in text
    looks = Entry.objects.filter(kind="pair:viewed")
    assert {look.record_type for look in looks} == {"person", "sourcerecord"}


def test_a_pair_that_was_fetched_ahead_is_locked_and_counts_as_looked_at_only_once_it_is_shown(desk):
    """A decision that the page's script sends is answered by the pair it shows next, out of what it has already."""
    case, ahead = ask_about(person(given="Adam"), person(given="Noah")), ask_about(person(), source("C1"))
    desk.get(f"/data-quality/{case.pk}/")
    before = Entry.objects.filter(kind="pair:viewed").count()
    page = desk.get(f"/data-quality/{ahead.pk}/?ahead", headers={"X-Requested-With": "fetch"})
    assert "One person or two?" in page.content.decode()
    ahead.refresh_from_db()
    assert ahead.locked_by is not None
    sent = Entry.objects.filter(kind="pair:fetched-ahead")
    assert {entry.record_type for entry in sent} == {"person", "sourcerecord"}
    assert Entry.objects.filter(kind="pair:viewed").count() == before, "nobody has looked at it yet"
    said = desk.post(
        f"/data-quality/{case.pk}/decide/", {"verdict": "different"}, headers={"X-Requested-With": "fetch"}
    ).json()
    assert said["next"] == f"/data-quality/{ahead.pk}/"
    looks = Entry.objects.filter(kind="pair:viewed")
    assert {entry.record_id for entry in sent} <= {entry.record_id for entry in looks}


def test_what_was_fetched_ahead_stands_among_the_looks_at_the_person_shown_or_not(desk):
    ours = person()
    case = ask_about(ours, source("C1"))
    desk.get(f"/data-quality/{case.pk}/?ahead", headers={"X-Requested-With": "fetch"})
    (line,) = audit.lines(audit.looks_at(UUID(ours[1])))
    assert line.title == "Pair of records fetched ahead by a desk, perhaps not shown"


@pytest.mark.parametrize(
    ("asked", "headers"),
    [("?ahead", {}), ("?ahead&csv=weights", {}), ("?ahead&csv=weights", {"X-Requested-With": "fetch"})],
)
def test_an_address_that_somebody_opens_or_keeps_as_a_file_is_an_ordinary_look(desk, asked, headers):
    ours = person()
    case = ask_about(ours, source("C1"))
    assert desk.get(f"/data-quality/{case.pk}/{asked}", headers=headers).status_code == 200
    assert [one.kind for one in audit.looks_at(UUID(ours[1]))] == ["pair:viewed"]


def test_a_decision_leads_to_the_next_and_is_undone_from_the_desk(desk):
    one, other = person(), source("C1")
    case = ask_about(one, other)
    answer = judge(desk, case, "same")
    assert answer.url == "/data-quality/next/"
    assert persons(one, other) == 1
    text = desk.get("/data-quality/").content.decode()
    assert "You decided 1 today" in text
    made = Decision.objects.get()
    assert f"/data-quality/undo/{made.operation}/" in text
    desk.post(f"/data-quality/undo/{made.operation}/")
    assert persons(one, other) == 2
    assert "1 pair waits" in desk.get("/data-quality/").content.decode()


def test_against_the_evidence_the_page_asks_for_a_reason_and_keeps_what_was_typed(desk):
    one, twin = person(given="Adam"), person(given="Noah")
    case = ask_about(one, twin)
    answer = judge(desk, case, "same", verified="yes")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "perhaps twins" in text
    assert "checked" in text
    assert persons(one, twin) == 2


def test_one_user_works_on_a_pair(desk):
    case = ask_about(person(), source("C1"))
    desk.get(f"/data-quality/{case.pk}/")
    colleague = signed_on_client("inspector")
    page = colleague.get(f"/data-quality/{case.pk}/").content.decode()
    assert f"{desk.user} is working on this pair until" in page
    assert judge(colleague, case, "same").status_code == 422
    assert colleague.get("/data-quality/next/").url == "/data-quality/"
    ReviewCase.objects.update(locked_until=timezone.now())
    assert judge(colleague, case, "same").status_code == 302


def test_a_closed_person_never_comes_onto_the_desk_of_who_may_not_see_them(desk):
    case = ask_about(person(), person(given="Chidy", handling="sealed"))
    assert "Nothing waits" in desk.get("/data-quality/").content.decode()
    assert desk.get(f"/data-quality/{case.pk}/").status_code == 404
    assert signed_on_client("officer").get("/data-quality/").status_code == 403


def test_the_profile_shows_the_same_person_elsewhere_and_why(desk):
    one, twice, other = person(), person(given="Chidy"), source("C1", "Okafor", "Chiddy")
    by = caller_with("crime-registrar")
    decide(by, one, twice, "same", reason="Seen passport.")
    decide(by, twice, other, "same")
    officer = signed_on_client("officer")
    text = officer.get(f"/people/{one[1]}/").content.decode()
    assert "The same person elsewhere" in text
    assert "Chiddy Okafor" in text
    text = officer.get(f"/people/{one[1]}/why/").content.decode()
    assert "Seen passport." in text
    assert "recorded in Daybook" in text
    assert "3 records are held together by 2 decisions." in text
    assert "Detach" not in text


def test_a_record_is_detached_on_the_page(desk):
    one, other = person(), source("C1")
    decide(caller_with("crime-registrar"), one, other, "same")
    address = reverse("nominals:detach", args=[one[1]])
    assert "Say why" in desk.post(address, {"record": "custody C1"}).content.decode()
    assert desk.post(address, {"record": "custody C1", "reason": "Typed for another man."}).status_code == 302
    assert persons(one, other) == 2


def test_an_id_that_was_retired_leads_to_the_survivor(desk):
    one, twice = person(), person(given="Chidy")
    made = decide(caller_with("crime-registrar"), one, twice, "same")
    assert str(current(whose(twice))) == one[1]
    assert current(UUID(twice[1])) == UUID(one[1])
    assert made.by


def test_who_may_not_see_a_linked_person_is_told_that_there_is_more():
    one, closed = person(), person(given="Chidy", handling="restricted")
    decide(caller_with("inspector"), one, closed, "same")
    text = signed_on_client("officer").get(f"/people/{one[1]}/why/").content.decode()
    assert "further records that you may not see" in text
    assert "Chidy" not in text
