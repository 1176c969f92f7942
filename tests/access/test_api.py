"""The HTTP API: sessions with CSRF, scoped tokens, problem documents, and the same rules as the pages."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from callers import caller_with, signed_on_client, user_with
from daybook.access.actions.issue_token import issue_token, revoke_token
from daybook.access.models import ApiToken, User
from daybook.book import writing
from daybook.book.models import Entry
from helpers import OFFICER

pytestmark = pytest.mark.django_db


def bearer(*roles, scopes=("access.use",), days=1):
    token = issue_token(
        caller_with("administrator"), user_with(*roles), system="ICAD", scopes=scopes, days=days
    )
    return Client(headers={"Authorization": f"Bearer {token}"})


def test_without_sign_on_the_answer_is_a_problem_document(client):
    response = client.get("/api/v1/me")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Bearer"
    assert "Sign on, or send a token" in response.json()["detail"]


def test_a_session_says_who_i_am_and_what_i_may_do():
    answer = signed_on_client("officer").get("/api/v1/me").json()
    assert answer["roles"] == ["officer"]
    assert "records.record-arrest" in answer["permissions"]


def test_a_session_needs_its_csrf_token_to_change_anything():
    signed_on = signed_on_client("administrator")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_on.cookies
    body = {"collar_number": "X1", "given_name": "A", "family_name": "B", "rank": "staff"}
    assert strict.post("/api/v1/users", body, "application/json").status_code == 403
    assert not User.objects.filter(username="X1").exists()


def test_a_password_alone_does_not_open_the_api(client):
    client.force_login(user_with("officer"))
    assert client.get("/api/v1/me").status_code == 401


def test_a_token_acts_as_its_user_narrowed_to_its_scopes():
    client = bearer("administrator", scopes=["access.use"])
    assert client.get("/api/v1/me").json()["permissions"] == ["access.use"]
    refused = client.get(f"/api/v1/users/{uuid4()}")
    assert refused.status_code == 403
    assert "It belongs to: administrator" in refused.json()["detail"]


def test_a_scope_gives_nothing_that_the_users_roles_do_not():
    client = bearer("officer", scopes=["access.use", "access.manage-users"])
    assert client.get("/api/v1/me").json()["permissions"] == ["access.use"]


@pytest.mark.parametrize("end", ["expired", "revoked", "left"])
def test_a_token_that_has_ended_opens_nothing(end):
    client, row = bearer("officer"), ApiToken.objects.get()
    assert client.get("/api/v1/me").status_code == 200
    if end == "expired":
        with writing("token:issued", OFFICER) as page:
            row.expires = timezone.now()
            page.save(row)
    if end == "revoked":
        revoke_token(caller_with("administrator"), row)
    if end == "left":
        User.objects.filter(pk=row.user_id).update(left=timezone.localdate() - timedelta(days=1))
    assert client.get("/api/v1/me").status_code == 401


def test_only_the_hash_of_a_token_is_kept():
    token = issue_token(
        caller_with("administrator"), user_with("officer"), system="X", scopes=["access.use"], days=1
    )
    assert token.startswith("dbk_")
    assert token not in str(ApiToken.objects.values().get())


def test_joining_by_api_is_the_same_action_as_on_the_page():
    client = signed_on_client("administrator")
    body = {
        "collar_number": "x77",
        "given_name": "A",
        "family_name": "B",
        "rank": "staff",
        "roles": ["analyst"],
    }
    made = client.post("/api/v1/users", body, "application/json")
    assert made.status_code == 201, made.content
    again = client.post("/api/v1/users", body, "application/json")
    assert again.status_code == 422
    assert "already in use" in again.json()["errors"][0]["message"]
    address = f"/api/v1/users/{made.json()['id']}"
    assert client.get(address).json()["family_name"] == "B"
    assert client.get(f"{address}/roles").json()[0]["role"] == "analyst"
    grant = client.post(f"{address}/roles", {"role": "officer"}, "application/json")
    assert grant.status_code == 201
    assert client.post(f"/api/v1/roles/{grant.json()['id']}/withdraw").status_code == 200
    assert client.post(f"{address}/leave", {}, "application/json").json()["is_active"] is False


def test_searching_the_book_by_api_is_a_consultation():
    client = signed_on_client("auditor")
    assert client.get("/api/v1/entries", {"kind": "user:joined"}).json() == []
    assert Entry.objects.filter(kind="search:run", user_id=client.user.pk).exists()


def test_a_field_of_the_wrong_form_is_named():
    response = signed_on_client("auditor").get("/api/v1/entries", {"from_day": "yesterday"})
    assert response.status_code == 422
    assert "from_day" in response.json()["errors"][0]["path"]


def test_a_sealed_record_opens_by_api_with_a_reason():
    client, address = signed_on_client("inspector"), f"/api/v1/sealed/person/{uuid4()}"
    refused = client.post(address, {"reason": "x", "purpose": "operational"}, "application/json")
    assert refused.status_code == 422
    body = {"reason": "Threat to a witness, operation Larch", "purpose": "protecting-life"}
    assert client.post(address, body, "application/json").status_code == 201


def test_the_description_of_the_api_is_there(client):
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "Daybook"


def test_the_description_says_which_scope_a_token_needs(client):
    operation = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/nominals/match"]["post"]
    assert {"TokenSignOn": ["nominals.see-links"]} in operation["security"]
    assert "Scope: `nominals.see-links`" in operation["description"]


@pytest.mark.parametrize(
    ("more", "path", "remedy"),
    [
        ({"surname": "B"}, "surname", "There is no such field"),
        ({"family_name": "\ud800"}, "names.0.family_name", "half of one"),
        ({"\ud800": 1}, "body", "half of one"),
    ],
)
def test_a_field_that_cannot_be_is_named_with_a_remedy(more, path, remedy):
    body = {"names": [more]} if "family_name" in more else {"births": ["1971"], **more}
    refused = signed_on_client("officer").post("/api/v1/nominals/match", body, "application/json")
    assert refused.status_code == 422
    [error] = [one for one in refused.json()["errors"] if remedy in one["message"]]
    assert path in error["path"]


def test_a_body_that_is_too_large_is_a_problem_document(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    body = {"births": ["1971-02-03"]}
    refused = signed_on_client("officer").post("/api/v1/nominals/match", body, "application/json")
    assert refused.status_code == 413
    assert refused["Content-Type"] == "application/problem+json"
    assert "up to 10 bytes" in refused.json()["detail"]
