"""The board of a suite: who is on it, in which order, with what words; who looked at it; what is written on it."""

from __future__ import annotations

import asyncio
import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import logout
from django.db import connection
from django.test import AsyncRequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from callers import signed_on_client, user_with
from custody_made import arrest_of, authorised, minutes_ago, opened, suite, write
from daybook.access import sessions
from daybook.access.models import RoleGrant
from daybook.access.still import still_let_in
from daybook.book import writing
from daybook.book.models import Entry
from daybook.custody.board import marks
from daybook.custody.models import CustodyEntry
from daybook.custody.views import board as views
from daybook.demo.custody.filling import fill_suite
from daybook.records.people import PersonData
from helpers import OFFICER
from people_made import ZOE, record

pytestmark = pytest.mark.django_db
CHILD = PersonData(family_name="Young", given_names="Sam", date_of_birth=date(2012, 5, 1), sex="1")
LATER = PersonData(family_name="Later", given_names="Lee")


def shown(place, client=None, **query):
    client = client or signed_on_client("custody-officer", rank="sergeant")
    answer = client.get(f"/custody/suite/{place.code}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def looks(user):
    """The people named by each look at a board, look by look."""
    found = Entry.objects.filter(user_id=user.pk, kind="search:run").order_by("written_at")
    return [sorted(json.loads(one.value.change)["ids"]) for one in found]


def test_everybody_in_the_suite_stands_on_it_with_what_is_due_first():
    place = suite()
    early, late = arrest_of(record(ZOE), hours=3), arrest_of(record(CHILD), hours=1)
    first, second = opened(early, at=place, minutes=5), opened(late, at=place, minutes=5)
    elsewhere = opened(arrest_of(record(LATER)))
    authorised(first)
    write(first, "movement", to="cell", cell="M2")
    page = shown(place)
    assert page.index(first.number) < page.index(second.number)
    for words in ("Zoë Marie-Lou O’Brien", "M2", "Overdue", "Child", "Detention clock", "Level not set"):
        assert words in page
    assert "Free: M1, M3" in page
    assert elsewhere.number not in page


def line_of(held, client):
    """The line of this person on the board as it stands."""
    page = shown(held.suite, client)
    return page[page.index(f'data-record="{held.number}"') :].split("</tr>")[0]


def test_time_that_passes_a_new_entry_and_a_new_name_are_seen_at_once(monkeypatch):
    """What is kept of a line between two looks hangs neither on the moment nor on what may change."""
    held, client = opened(arrest_of(hours=1), minutes=5), signed_on_client("custody-officer", rank="sergeant")
    write(held, "level", level=1)
    write(held, "visit", seen="Awake")
    first = line_of(held, client)
    assert "Overdue" not in first
    assert "Level 1" in first
    real = timezone.now
    monkeypatch.setattr(views.timezone, "now", lambda: real() + timedelta(hours=2))
    assert line_of(held, client).count("Overdue") == 1
    monkeypatch.undo()
    write(held, "level", level=2, intoxicated=True)
    second = line_of(held, client)
    assert "Level 2, rouse" in second
    assert "Visit and rouse" in second
    with writing("person:corrected", OFFICER, record=held.person) as page:
        held.person.family_name = "Renamed"
        page.save(held.person)
    assert "Renamed" in line_of(held, client)


def test_someone_who_has_left_is_gone_from_it():
    held = opened()
    write(held, "released", disposal="other", reasons={"CARE-8@happened_at": "Fit and well"})
    assert "Nobody is in custody here." in shown(held.suite)


def test_a_name_cannot_become_markup():
    held = opened(arrest_of(record(PersonData(family_name="<b>Ann", given_names="'Q"))))
    assert "<b>Ann" not in shown(held.suite)
    assert "&lt;b&gt;Ann" in shown(held.suite).replace("&lt;B&gt;", "&lt;b&gt;")


@pytest.mark.parametrize(("minutes", "word"), [(40, "Soon"), (52, "Due now"), (61, "Overdue")])
def test_the_state_of_a_due_time_is_a_word(minutes, word):
    """A risk assessment is due an hour after the arrival: told of 30 and 10 minutes before."""
    held = opened(arrest_of(hours=(minutes + 5) / 60), minutes=5)
    write(held, "visit", seen="Awake")
    assert f"data-state>{word}</strong>" in shown(held.suite)


def test_an_interpreter_and_an_awaited_appropriate_adult_are_warned_of():
    held = opened(arrest_of(record(CHILD)))
    write(held, "interpreter", stage="asked", language="Polish")
    page = shown(held.suite)
    assert "Interpreter: Polish" in page
    assert "Appropriate adult" in page


def test_on_the_wall_nothing_can_be_pressed():
    held = opened()
    page = shown(held.suite, wall=1)
    assert held.person.full_name in page
    assert "data-write" not in page
    assert 'data-print="' not in page
    assert f"/custody/record/{held.number.replace('/', '-')}" not in page


@pytest.mark.parametrize(("query", "then"), [({}, ""), ({"wall": 1}, "?wall=1")])
def test_without_script_it_loads_itself_again(query, then):
    place, client = suite(), signed_on_client("custody-officer", rank="sergeant")
    address = f"/custody/suite/{place.code}/again/{then}"
    wanted = f'<noscript><meta http-equiv="refresh" content="60; url={address}"></noscript>'
    assert wanted in shown(place, client, **query)
    assert wanted in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["again/", "part/", "live/"])
def test_an_open_board_does_not_keep_the_desk_from_locking(address):
    held, client = opened(), signed_on_client("custody-officer", rank="sergeant")
    begun = timezone.now().timestamp() - 60
    session = client.session
    session[sessions.DEMO] = session[sessions.ACTIVE_AT] = begun
    session.save()
    assert client.get(f"/custody/suite/{held.suite.code}/{address}").status_code in (200, 204)
    assert client.session[sessions.ACTIVE_AT] == begun
    shown(held.suite, client)
    assert client.session[sessions.ACTIVE_AT] > begun


def test_the_number_of_queries_does_not_grow_with_the_people():
    client = signed_on_client("custody-officer", rank="sergeant")
    counts = []
    for people in (2, 40):
        place = fill_suite(people, 6, officer=user_with("custody-officer"), code=f"q{people}")
        shown(place, client)
        with CaptureQueriesContext(connection) as asked:
            shown(place, client)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 18


def test_opening_it_names_everybody_shown_and_refreshing_only_who_is_new():
    place, client = suite(), signed_on_client("custody-officer", rank="sergeant")
    first = opened(at=place)
    page = client.get(f"/custody/suite/{place.code}/")
    assert looks(client.user) == [[first.person_id.hex]]
    again = client.get(page.context["part_address"])
    assert again.status_code == 200
    assert len(looks(client.user)) == 1
    second = opened(arrest_of(record(LATER)), at=place)
    third = client.get(again.context["part_address"])
    assert second.number in third.content.decode()
    assert looks(client.user)[1:] == [[second.person_id.hex]]
    client.get(third.context["part_address"])
    assert len(looks(client.user)) == 2


@pytest.mark.parametrize("forged", ["", "nonsense", "other"])
def test_a_word_that_is_not_ones_own_saves_no_look(forged):
    held, client = opened(), signed_on_client("custody-officer", rank="sergeant")
    other = signed_on_client("custody-officer", rank="sergeant").get(f"/custody/suite/{held.suite.code}/")
    address = other.context["part_address"] if forged == "other" else f"part/?shown={forged}"
    client.get(address if forged == "other" else f"/custody/suite/{held.suite.code}/{address}")
    assert len(looks(client.user)) == 1


def test_every_entry_changes_the_mark_that_wakes_the_board():
    place = suite()
    seen = [marks.last_marks([place.code])[place.code]]
    held = opened(at=place)
    seen.append(marks.last_marks([place.code])[place.code])
    write(held, "note", text="Asked for water")
    seen.append(marks.last_marks([place.code])[place.code])
    write(held, "released", disposal="other", reasons={"CARE-8@happened_at": "Fit and well"})
    seen.append(marks.last_marks([place.code])[place.code])
    assert len(set(seen)) == 3, seen
    assert seen[0] == seen[3]
    assert marks.last_marks(["nowhere"]) == {"nowhere": "0-0-0.000000"}


def stream_request(client, code):
    """A request of that client as ASGI gives it, through sessions and sign-on."""
    from django.contrib.auth import get_user
    from django.contrib.sessions.backends.db import SessionStore

    request = AsyncRequestFactory().get(f"/custody/suite/{code}/live/")
    request.session = SessionStore(client.session.session_key)
    request.user = get_user(request)
    return request


def ended(request, client, how):
    match how:
        case "signed out":
            logout(request)
        case "ended from elsewhere":
            client.session.flush()
        case "locked":
            session = client.session
            session[sessions.LOCKED_AT] = timezone.now().timestamp() + 1
            session.save()
        case "idle":
            session = client.session
            session[sessions.DEMO] = session[sessions.ACTIVE_AT] = timezone.now().timestamp() - 3600
            session.save()
        case "role taken away":
            grant = RoleGrant.objects.get(user=client.user)
            with writing("role:withdrawn", OFFICER, record=client.user) as page:
                grant.ends = timezone.localdate() - timedelta(days=1)
                page.save(grant)


@pytest.mark.parametrize("how", ["signed out", "ended from elsewhere", "locked", "idle", "role taken away"])
def test_a_stream_is_for_those_who_would_still_be_let_in(how):
    client = signed_on_client("custody-officer", rank="sergeant")
    request = stream_request(client, suite().code)
    assert still_let_in(request, views.SEE)
    ended(stream_request(client, "x"), client, how)
    assert not still_let_in(request, views.SEE)


def test_the_stream_is_closed_to_who_may_not_see_the_board():
    held = opened()
    assert signed_on_client("analyst").get(f"/custody/suite/{held.suite.code}/live/").status_code == 403
    officer = signed_on_client("custody-officer")
    assert officer.get(f"/custody/suite/{held.suite.code}/live/").status_code == 204
    assert officer.get("/custody/suite/nowhere/").status_code == 404


def test_the_stream_of_a_suite_tells_its_mark(monkeypatch):
    held = opened()
    client = signed_on_client("custody-officer")
    found = marks.last_marks([held.suite.code])
    monkeypatch.setattr(marks.entries, "latest", lambda keys: {code: found[code] for code in keys})
    answer = views.stream(stream_request(client, held.suite.code), held.suite.code)

    async def first():
        return await anext(answer.streaming_content)

    wanted = f"id: {found[held.suite.code]}\nevent: changed"
    assert asyncio.run(first()).startswith(wanted.encode())


# Written on the board


def post(client, held, kind, **said):
    given = {"record": held.number, "kind": kind, "submission": str(uuid4()), **said}
    headers = {"X-Requested-With": "fetch"}
    return client.post(f"/custody/suite/{held.suite.code}/entry/", given, headers=headers)


def test_an_entry_sent_twice_is_written_once():
    held, client, key = opened(), signed_on_client("detention-officer"), str(uuid4())
    for _ in range(2):
        answer = post(client, held, "visit", **{"visit.seen": "Awake", "submission": key})
        assert answer.json() == {"written": True, "sentences": [], "asks": []}
    entry = CustodyEntry.objects.get(kind="visit")
    assert (entry.by, entry.details["seen"], entry.noted_at) == (client.user, "Awake", None)


def test_what_was_noted_while_the_server_was_away_keeps_its_moments():
    held, client = opened(), signed_on_client("detention-officer")
    at = minutes_ago(40)
    said = {"happened_at": at.isoformat(), "noted_at": at.isoformat(), "note.text": "Asked for water"}
    assert post(client, held, "note", **said).status_code == 200
    entry = CustodyEntry.objects.get(kind="note")
    assert (entry.happened_at, entry.noted_at) == (at, at)


def test_a_refusal_is_a_sentence_and_a_reason_lets_it_through():
    held, client = opened(), signed_on_client("detention-officer")
    answer = post(client, held, "movement", **{"movement.to": "cell"})
    assert (answer.status_code, answer.json()["sentences"]) == (422, ["Choose the cell."])
    late = {"happened_at": minutes_ago(30).isoformat(), "note.text": "Asked for water"}
    asked = post(client, held, "note", **late).json()
    assert "30 min after it happened" in asked["sentences"][0]
    reason = {f"reason.{asked['asks'][0]}": "Two arrivals at once"}
    assert post(client, held, "note", **late, **reason).json()["written"]


def test_nobody_chosen_and_no_such_kind_are_told():
    held, client = opened(), signed_on_client("detention-officer")
    assert post(client, held, "charged").json()["sentences"][0].startswith("Choose what to write")
    assert post(client, held, "note", record="").json()["sentences"] == ["Choose the person."]
    assert post(client, held, "note", submission="x", **{"note.text": "Hm"}).status_code == 422


def test_without_script_the_form_goes_back_to_the_board():
    held, client = opened(), signed_on_client("detention-officer")
    given = {"record": held.number, "kind": "visit", "submission": str(uuid4()), "visit.seen": "Awake"}
    answer = client.post(f"/custody/suite/{held.suite.code}/entry/", given, follow=True)
    assert f"Written into {held.number}." in answer.content.decode()
    answer = client.post(f"/custody/suite/{held.suite.code}/entry/", {**given, "record": ""}, follow=True)
    assert "Not written: Choose the person." in answer.content.decode()


def test_who_may_not_write_does_not():
    held = opened()
    assert post(signed_on_client("auditor"), held, "visit").status_code == 403
