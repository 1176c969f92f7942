"""People over the HTTP API, by the actions of the pages; every read is written."""

import pytest

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.records.models import Handling, Person
from people_made import ZOE, event_of, record

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def client():
    return signed_on_client("officer")


def post(client, path, **body):
    return client.post(f"{API}{path}", body, content_type="application/json")


def test_people_are_found_and_the_search_is_written(client):
    zoe = record(ZOE)
    found = post(client, "/people/search", words="obr zoe").json()
    assert [one["id"] for one in found] == [str(zoe.pk)]
    assert Entry.objects.filter(kind="search:run").count() == 1


def test_a_profile_is_read_and_the_look_is_written(client):
    zoe = record(ZOE)
    shown = client.get(f"{API}/people/{zoe.pk}").json()
    assert shown["full_name"] == "Zoë Marie-Lou O’Brien"
    assert {one["code"] for one in shown["warnings"]} == {"VI", "SH"}
    assert Entry.objects.get(kind="person:viewed").record_id == zoe.pk


def test_half_a_postcode_is_refused_with_what_to_do(client):
    answer = post(
        client, "/people", family_name="Byrne", address={"lines": ["1 Mill Lane"], "postcode": "ZZ1"}
    )
    assert answer.status_code == 422
    assert "Enter it whole, such as SW1A 1AA" in answer.json()["detail"]
    assert not Person.objects.exists()


def test_a_sealed_person_is_refused_with_the_way_to_open_it():
    sealed = record(family_name="Secret", handling=Handling.SEALED)
    answer = signed_on_client("inspector").get(f"{API}/people/{sealed.pk}")
    assert answer.status_code == 403
    assert "sealed" in answer.json()["detail"]
    assert "Secret" not in answer.content.decode()


def test_a_person_is_recorded_named_corrected_and_warned_about(client):
    made = post(
        client, "/people", family_name="Byrne", sex="2", pncid="81/34U", address={"postcode": "SW1A 1AA"}
    )
    assert made.status_code == 201
    path = f"/people/{made.json()['id']}"
    assert post(client, f"{path}/names", family_name="Burn").status_code == 201
    assert post(client, f"{path}/corrections", occupation="Baker", reason="asked").status_code == 200
    warning = post(client, f"{path}/warnings", code="VI", text="x").json()
    assert post(client, f"{path}/warnings/{warning['id']}/withdraw", reason="mistake").json()["withdrawn"]
    assert Person.objects.get().occupation == "Baker"


def test_what_an_action_refuses_is_a_problem_with_its_sentence(client):
    answer = post(client, "/people", known=True)
    assert answer.status_code == 422
    assert "Enter a name" in answer.json()["detail"]


def test_events_are_listed_newest_first(client):
    first, second = event_of(client.user, day=1), event_of(client.user, day=2)
    listed = client.get(f"{API}/events", {"report_type": "arrest"}).json()
    assert [one["number"] for one in listed] == [second.number, first.number]
    assert client.get(f"{API}/events", {"report_type": "crime"}).json() == []
