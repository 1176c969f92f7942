"""The same over the HTTP API, each refusal a problem document."""

import pytest

from callers import signed_on_client
from daybook.legacy.models import Delivery, State, System
from helpers import settle

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


def post(client, address, **body):
    return client.post(f"{BASE}{address}", body, "application/json")


def test_the_deliveries_of_a_report(office):
    office.deliver()
    rows = signed_on_client("officer").get(f"{BASE}/events/{office.event.pk}/deliveries").json()
    assert [(row["system"], row["state"], row["reference"]) for row in rows] == [
        ("ledger", "confirmed", "LEDGER-1")
    ]


def test_a_report_that_is_not_there(office):
    answer = signed_on_client("officer").get(f"{BASE}/events/{office.event.occasion}/deliveries")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_systems_are_paused_and_resumed(office):
    client = signed_on_client("estate-manager")
    settle()
    assert post(client, "/old-systems/ledger/pause", reason="Move").status_code == 204
    assert System.objects.get().paused
    [system] = client.get(f"{BASE}/old-systems").json()
    assert (system["state"], system["waiting"]) == ("paused", 1)
    assert post(client, "/old-systems/ledger/resume").status_code == 204
    answer = post(client, "/old-systems/nowhere/pause")
    assert (answer.status_code, "no old system" in answer.json()["detail"]) == (409, True)


def test_the_desk(refused, office):
    client = signed_on_client("sergeant")
    [row] = client.get(f"{BASE}/exceptions?code=E12").json()
    assert (row["id"], row["field"]) == (str(refused.pk), "person.family_name")
    assert client.get(f"{BASE}/exceptions?code=other").json() == []
    assert post(client, "/exceptions/send-again", system="ledger", code="E12").json() == {"count": 1}
    assert Delivery.objects.get().state == State.DUE


def test_one_is_taken_back_and_then_cannot_be_sent(refused):
    client = signed_on_client("sergeant")
    assert post(client, f"/deliveries/{refused.pk}/withdraw").status_code == 409
    assert post(client, f"/deliveries/{refused.pk}/withdraw", reason="By hand.").status_code == 204
    answer = post(client, f"/deliveries/{refused.pk}/send-again")
    assert "not sent again" in answer.json()["detail"]
    assert post(client, f"/deliveries/{refused.record_id}/send-again").status_code == 404


def test_an_officer_may_not_work_the_desk(refused):
    client = signed_on_client("officer")
    assert client.get(f"{BASE}/exceptions").status_code == 403
    assert post(client, f"/deliveries/{refused.pk}/send-again").status_code == 403
