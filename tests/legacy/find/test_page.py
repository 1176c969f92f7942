"""One page with Daybook's own answer and the old systems', each with its source, how fresh it is, and who is silent."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from callers import signed_on_client, user_with
from daybook.book import writing
from daybook.book.models import Entry
from daybook.legacy.find import answering, asking
from daybook.legacy.models import Ask, Breaker, Reference, System
from daybook.nominals.models import SourceRecord
from daybook.records.models import Handling, Person
from find_made import person_there
from helpers import OFFICER, settle
from people_made import ZOE, event_of, record

pytestmark = pytest.mark.django_db


def looked_up(words, client=None, again=""):
    client = client or signed_on_client("officer")
    address = client.post(reverse("records:search"), {"words": words}).url
    return client.get(address + again).content.decode()


def test_each_answer_stands_with_its_system_its_number_and_since_when(systems):
    systems.join("ledger", person_there("L-7", "O'Brien", "Zoe", "1990-02-01", sex="2"))
    systems.join("almanac")
    record(ZOE)
    page = looked_up("zoe obrien")
    assert "2 of 2 old systems have answered." in page
    assert "Ledger L-7" in page
    assert "1 February 1990" in page
    assert "Held there since 3 May 2019" in page
    assert "It has nobody so named." in page
    assert "data-refresh-url" not in page
    assert [name for name, _ in systems.asked] == ["almanac", "ledger"]


def test_one_that_does_not_answer_is_said_so_and_the_others_stand(systems):
    systems.join("ledger", away=True)
    systems.join("almanac", person_there("A-1", "Quill", "Ada"))
    page = looked_up("quill")
    assert "Ledger is not answering." in page
    assert "Almanac A-1" in page
    assert "1 of 2 old systems has answered." in page


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"paused": True, "paused_reason": "Moving house"}, "It is paused. Moving house"),
        ({"breaker": Breaker.OPEN}, "It does not answer now, so it was not asked. It is tried again at"),
        ({"maintenance": True}, "It is under maintenance until"),
    ],
)
def test_who_is_closed_is_not_asked_and_said_so(systems, row, words):
    systems.join("ledger", person_there("L-7", "Quill"))
    ends = timezone.now() + timedelta(minutes=5)
    if row.pop("maintenance", False):
        row["maintenance_until"] = ends
    System.objects.create(name="ledger", next_probe_at=ends, **row)
    page = looked_up("quill")
    assert words in page
    assert "Not asked" in page
    assert systems.asked == []
    assert not Entry.objects.filter(kind="old-system:asked").exists()


def test_one_that_cannot_be_asked_is_said_so(systems):
    systems.join("drop", cannot=True)
    assert "It cannot be asked, and nothing of it has been read in." in looked_up("quill")


def test_each_asking_is_a_look_with_its_purpose_in_the_book(systems):
    systems.join("ledger", person_there("L-7", "Quill", "Ada"))
    systems.join("almanac", away=True)
    client = signed_on_client("officer")
    looked_up("ada quill", client)
    asked = Entry.objects.filter(kind="old-system:asked", user_id=client.user.pk, purpose="operational")
    assert {entry.act for entry in asked} == {"consultation"}
    told = {its["system"]: its for its in (json.loads(entry.value.change) for entry in asked)}
    assert told["ledger"]["records"] == ["L-7"]
    assert told["ledger"]["words"] == "ada quill"
    assert told["almanac"]["count"] == 0


def test_looked_at_again_nobody_is_asked_again_and_the_second_look_is_written(systems):
    systems.join("ledger", person_there("L-7", "Quill", "Ada"))
    client = signed_on_client("officer")
    address = client.post(reverse("records:search"), {"words": "quill"}).url
    client.get(address)
    before = Entry.objects.filter(kind="search:run").count()
    assert "Ledger L-7" in client.get(address).content.decode()
    assert len(systems.asked) == 1
    assert Entry.objects.filter(kind="search:run").count() == before + 2


def test_what_names_no_person_asks_nobody(systems):
    systems.join("ledger", person_there("L-7", "Quill"))
    assert "Old systems" not in looked_up("AB12 CDE").partition("<main")[2]
    assert systems.asked == []


def test_a_record_that_went_from_here_leads_to_its_report_unless_that_is_closed(systems):
    systems.join("ledger", person_there("L-7", "Quill"))
    event = event_of(user_with("officer"), (record(ZOE), "arrested"))
    Reference.objects.create(
        system="ledger", record_type="event", record_id=event.pk, reference="L-7", given_at=timezone.now()
    )
    page = looked_up("quill")
    assert reverse("records:event", args=[event.pk]) in page
    assert "Take in" not in page
    with writing("incident:amended", OFFICER, record=event) as change:
        event.handling = Handling.SEALED
        change.save(event)
    assert "Ledger L-7" not in looked_up("quill")


def test_only_there_it_is_taken_in_as_a_source_with_one_click(systems):
    systems.join("ledger", person_there("L-7", "Quill", "Ada", "1971-06-30", sex="2"))
    client = signed_on_client("officer")
    assert "Take in" in looked_up("ada quill", client)
    ask = Ask.objects.get()
    answer = client.post(reverse("legacy:take-in-found"), {"record": f"{ask.pk}:0"})
    person = Person.objects.get()
    assert answer.url == reverse("records:person", args=[person.pk])
    assert (person.family_name, person.given_names) == ("Quill", "Ada")
    kept = SourceRecord.objects.get()
    assert (kept.system, kept.key, kept.received_at) == ("ledger", "L-7", ask.answered_at)
    assert "In Daybook as this person" in looked_up("ada quill", client)


def test_taken_in_twice_it_is_one_person(systems):
    systems.join("ledger", person_there("L-7", "Quill", "Ada", "1971-06-30"))
    client = signed_on_client("officer")
    looked_up("quill", client)
    for _ in range(2):
        client.post(reverse("legacy:take-in-found"), {"record": f"{Ask.objects.get().pk}:0"})
    assert Person.objects.count() == SourceRecord.objects.count() == 1


def test_who_is_here_already_is_linked_and_nothing_of_theirs_is_changed(systems):
    ours = record(ZOE)
    settle()
    number = {"identifiers.pncid": "1981/0000034U"}
    systems.join("ledger", person_there("L-7", "OBrien", "Zoe", "1990-02-01", **number))
    client = signed_on_client("officer")
    looked_up("obrien", client)
    answer = client.post(reverse("legacy:take-in-found"), {"record": f"{Ask.objects.get().pk}:0"})
    assert answer.url == reverse("records:person", args=[ours.pk])
    again = Person.objects.get()
    assert (again.family_name, again.given_names) == (ours.family_name, ours.given_names)
    assert "Ledger L-7" in client.get(answer.url).content.decode()


def test_an_answer_an_hour_old_is_asked_for_anew(systems):
    systems.join("ledger", person_there("L-7", "Quill"))
    client = signed_on_client("officer")
    looked_up("quill", client)
    Ask.objects.update(asked_at=timezone.now() - asking.KEPT)
    answer = client.post(
        reverse("legacy:take-in-found"), {"record": f"{Ask.objects.get().pk}:0"}, follow=True
    )
    assert "This answer is no longer kept." in answer.content.decode()
    assert not Person.objects.exists()


def test_while_one_is_asked_the_page_asks_for_itself_and_at_the_limit_it_is_complete(systems, monkeypatch):
    waiting = []
    monkeypatch.setattr(asking, "in_line", lambda system, work: waiting.append(work))
    systems.join("ledger", person_there("L-7", "Quill", "Ada"))
    systems.join("almanac")
    client = signed_on_client("officer")
    address = client.post(reverse("records:search"), {"words": "quill"}).url
    page = client.get(address).content.decode()
    part = f"{address}old-systems/"
    assert f'data-refresh-url="{part}"' in page
    assert "0 of 2 old systems have answered so far." in page
    assert '<noscript><meta http-equiv="refresh" content="0;url=?whole=1"></noscript>' in page
    waiting[1]()
    answer = client.get(part)
    assert "1 of 2 old systems has answered so far." in answer.content.decode()
    assert client.get(part, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    Ask.objects.update(asked_at=timezone.now() - asking.LIMIT)
    late = client.get(part).content.decode()
    assert "It did not answer within 5 seconds." in late
    assert "data-refresh-url" not in late
    assert "data-refresh-url" not in client.get(f"{address}?whole=1").content.decode()
    waiting[0]()
    assert "2 of 2 old systems have answered." in client.get(address).content.decode()


def test_what_waited_too_long_for_a_free_line_is_not_asked(systems, monkeypatch):
    monkeypatch.setattr(answering, "LIMIT", timedelta(0))
    systems.join("ledger", person_there("L-7", "Quill", "Ada"))
    assert "All lines to it were in use, so it was not asked." in looked_up("quill")
    assert systems.asked == []


def test_another_user_sees_nothing_of_a_search(systems):
    systems.join("ledger", person_there("L-7", "Quill"))
    looked_up("quill")
    search = Ask.objects.get().search
    assert signed_on_client("officer").get(reverse("legacy:found", args=[search])).status_code == 404


def test_over_the_api_all_answers_come_at_once_and_a_record_is_taken_in_by_its_place(systems):
    systems.join("ledger", person_there("L-7", "Quill", "Ada", "1971-06-30"))
    systems.join("almanac", away=True)
    client = signed_on_client("officer")
    given = {"content_type": "application/json"}
    silent, answered = client.post("/api/v1/old-systems/search", {"words": "ada quill"}, **given).json()
    assert (silent["state"], silent["problem"]) == ("silent", "Almanac is not answering.")
    (one,) = answered["records"]
    assert (one["reference"], one["entered"], one["known"]) == ("L-7", "2019-05-03", "")
    taken = {"ask": answered["ask"], "place": one["place"]}
    made = client.post("/api/v1/actions/take-in-found", taken, **given).json()
    assert Person.objects.get().pk == UUID(made["id"])
