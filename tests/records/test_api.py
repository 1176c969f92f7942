"""Reports over the HTTP API: the same actions as the pages, every refusal a problem document."""

from uuid import uuid4

import pytest

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.records.models import Event, Person
from helpers import arrest
from people_made import event_of, record

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


@pytest.fixture
def officer():
    return signed_on_client("officer")


def post(client, address, body, **headers):
    return client.post(f"{BASE}{address}", body, "application/json", headers=headers)


def record_arrest(client, key=None, reasons=None, **changed):
    body = {"report": arrest(**changed), "reasons": reasons or {}}
    return post(client, "/reports/arrest", body, **{"Idempotency-Key": str(key or uuid4())})


def unknown_arrest(client):
    made = record_arrest(client, people_arrested=[{"unknown": True}])
    return made.json()["events"][0]["id"]


def put(client, event, body, match='"1"'):
    headers = {"If-Match": match} if match else {}
    return client.put(f"{BASE}/events/{event}", body, "application/json", headers=headers)


def test_an_arrest_is_recorded_and_read_again(officer):
    made = record_arrest(officer)
    assert made.status_code == 201, made.content
    (event,) = made.json()["events"]
    assert (event["report"], event["status"], event["version"]) == ("arrest", "arrested", 1)
    seen = officer.get(f"{BASE}/events/{event['id']}")
    assert seen["ETag"] == '"1"'
    assert seen.json()["person"]["family_name"] == "Quill"
    assert seen.json()["arrest"]["grounds"].startswith("Seen by store staff")
    looks = set(Entry.objects.filter(act="consultation").values_list("kind", flat=True))
    assert looks == {"event:viewed", "person:viewed"}


def test_the_same_submission_again_writes_nothing(officer):
    key = uuid4()
    first, second = record_arrest(officer, key), record_arrest(officer, key)
    assert second.json() == first.json()
    assert Event.objects.count() == 1


def test_a_submission_of_somebody_else_is_not_answered_with_theirs(officer):
    key = uuid4()
    record_arrest(officer, key)
    other = record_arrest(signed_on_client("officer"), key)
    assert other.status_code == 422
    assert "key" in other.json()["detail"]


def test_a_report_needs_a_key_of_its_submission(officer):
    refused = post(officer, "/reports/arrest", {"report": arrest()})
    assert refused.status_code == 422
    assert "Idempotency-Key" in refused.json()["errors"][0]["path"]


def test_each_hard_rule_names_its_field_with_the_pages_own_sentence(officer):
    refused = record_arrest(officer, offences=[{"code": "ZZ99999"}], grounds="")
    assert refused["Content-Type"] == "application/problem+json"
    errors = {one["path"]: one["message"] for one in refused.json()["errors"]}
    assert set(errors) == {"offences.0.code", "grounds"}
    assert Event.objects.count() == 0


def test_a_soft_finding_is_listed_with_its_key_and_taken_with_a_reason(officer):
    odd = arrest()["people_arrested"][0] | {"pncid": "81/34X"}
    refused = record_arrest(officer, people_arrested=[odd])
    (finding,) = refused.json()["findings"]
    assert refused.status_code == 422
    assert finding["key"] == "pncid-check@people_arrested.0.pncid"
    taken = record_arrest(officer, reasons={finding["key"]: "As printed on the file"}, people_arrested=[odd])
    assert taken.status_code == 201


def test_amending_asks_for_the_version_and_refuses_an_old_one(officer):
    event = record_arrest(officer).json()["events"][0]["id"]
    named = [{"person_id": str(Person.objects.get().pk)}]
    body = {"report": arrest(people_arrested=named, grounds="Seen twice"), "reason": "Second witness"}
    assert put(officer, event, body, match="").status_code == 428
    assert put(officer, event, body).json()["version"] == 2
    late = put(officer, event, body)
    assert late.status_code == 412
    assert "colleague" in late.json()["detail"]
    assert Event.objects.get().details["grounds"] == "Seen twice"


def test_a_report_amended_to_what_cannot_be_is_refused(officer):
    event = record_arrest(officer).json()["events"][0]["id"]
    refused = put(officer, event, {"report": arrest(necessity=[]), "reason": "x"})
    assert refused.json()["errors"][0]["path"] == "necessity"


def test_a_de_arrest_by_api(officer):
    event = record_arrest(officer).json()["events"][0]["id"]
    done = post(officer, f"/events/{event}/changes/de-arrest", {"reason": "No grounds any more"})
    assert done.json()["status"] == "de-arrested"
    again = post(officer, f"/events/{event}/changes/de-arrest", {"reason": "No grounds any more"})
    assert again.status_code == 422
    assert "already" in again.json()["detail"]


def test_an_unknown_person_is_identified_by_api(officer):
    event = unknown_arrest(officer)
    address, why = f"/events/{event}/identify", {"reason": "Fingerprints"}
    refused = post(officer, address, {"person": {}, **why})
    assert refused.json()["errors"][0]["path"] == "family_name"
    named = post(officer, address, {"person": {"family_name": "Known"}, **why})
    assert named.status_code == 200, named.content
    assert Person.objects.get(pk=named.json()["id"]).family_name == "Known"


def test_a_person_whom_the_caller_may_not_see_is_not_in_the_document(officer):
    hidden = record(family_name="Hidden", handling="sealed")
    event = event_of(officer.user, (hidden, "arrested"))
    seen = officer.get(f"{BASE}/events/{event.pk}")
    assert (seen.json()["person"], seen.json()["people"]) == (None, [])
    assert "Hidden" not in seen.content.decode()


def test_a_sealed_report_says_how_it_is_opened():
    inspector = signed_on_client("inspector")
    event = event_of(inspector.user, handling="sealed")
    refused = inspector.get(f"{BASE}/events/{event.pk}")
    assert refused.status_code == 403
    assert "sealed" in refused.json()["detail"]
    assert signed_on_client("officer").get(f"{BASE}/events/{event.pk}").status_code == 404


def test_offences_lists_and_schemas(officer):
    found = officer.get(f"{BASE}/offences", {"words": "theft shop"}).json()
    assert "TH68010" in {one["code"] for one in found}
    assert "sex" in officer.get(f"{BASE}/code-lists").json()
    assert officer.get(f"{BASE}/code-lists/sex").json()["codes"][1]["valid_today"]
    assert officer.get(f"{BASE}/code-lists/nothing").status_code == 404
    assert officer.get(f"{BASE}/reports/crime/schema").json()["title"] == "Crime"
    assert officer.get(f"{BASE}/reports/nothing/schema").status_code == 404


def test_text_that_no_database_holds_is_refused(officer):
    refused = record_arrest(officer, grounds="a\x00b")
    assert refused.status_code == 400
    assert "NUL" in refused.json()["detail"]


def test_a_role_that_may_not_record_is_refused_with_a_sentence():
    refused = record_arrest(signed_on_client("analyst"))
    assert refused.status_code == 403
    assert "Record an arrest" in refused.json()["detail"]
