"""Joiners, leavers, roles, first passwords, devices: what an administrator does, and the entry of each."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from callers import caller_with, signed_on_client, user_with
from daybook.access.actions.grant_role import grant_role, withdraw_role
from daybook.access.actions.issue_password import issue_password
from daybook.access.actions.join_user import join_user
from daybook.access.actions.leave_user import leave_user
from daybook.access.caller import caller_for
from daybook.access.models import Device, User
from daybook.book.models import Entry, EntryValue

pytestmark = pytest.mark.django_db
JOINER = {
    "collar_number": "p4711",
    "given_name": "Ann",
    "family_name": "Example",
    "rank": "constable",
    "station": "",
}


def value(kind):
    return json.loads(
        EntryValue.objects.get(entry=Entry.objects.filter(kind=kind).latest("written_at")).change
    )


def test_a_joiner_is_added_on_the_page_with_roles_and_one_entry():
    client = signed_on_client("administrator")
    form = {**JOINER, "joined": "2026-01-05", "roles": ["officer", "sergeant"]}
    response = client.post("/users/new/", form)
    user = User.objects.get(username="P4711")
    assert response.url == f"/users/{user.pk}/"
    assert caller_for(user, "test").roles == {"officer", "sergeant"}
    change = value("user:joined")
    assert change["user"]["last_name"] == "Example"
    assert len(change["rows"]["access.rolegrant"]) == 2
    assert "password" not in change["user"]


def test_a_number_that_is_taken_is_refused_and_what_was_typed_stays():
    user_with(username="P4711")
    response = signed_on_client("administrator").post(
        "/users/new/", {**JOINER, "joined": "2026-01-05", "roles": []}
    )
    page = response.content.decode()
    assert "Example" in page
    assert "Error:" in page


def test_only_an_administrator_adds_users():
    with pytest.raises(PermissionDenied, match="belongs to: administrator"):
        join_user(caller_with("sergeant"), **JOINER)


def test_a_leavers_open_session_ends_at_once():
    user = user_with("officer")
    client = signed_on_client(user=user)
    assert client.get("/").status_code == 200
    leave_user(caller_with("administrator"), user)
    assert client.get("/").url.startswith("/sign-on/")
    assert value("user:left")["user"]["is_active"] is False


def test_a_leaver_with_a_last_day_to_come_works_until_then_and_not_after():
    user = user_with("officer")
    client = signed_on_client(user=user)
    leave_user(caller_with("administrator"), user, timezone.localdate() + timedelta(days=1))
    assert client.get("/").status_code == 200
    User.objects.filter(pk=user.pk).update(left=timezone.localdate() - timedelta(days=1))
    assert client.get("/").url.startswith("/sign-on/")


def test_a_leaver_cannot_sign_on():
    user = user_with("officer", password="correct horse battery staple")
    leave_user(caller_with("administrator"), user)
    response = Client().post(
        "/sign-on/", {"login": user.username, "password": "correct horse battery staple"}
    )
    assert response.status_code == 302
    assert response.url.startswith("/sign-on/inactive")
    assert Entry.objects.filter(kind="user:sign-in-refused").exists()


def test_administrators_do_not_raise_themselves_or_see_themselves_off():
    caller = caller_with("administrator")
    with pytest.raises(ValidationError, match="yourself a role"):
        grant_role(caller, caller.user, "auditor")
    with pytest.raises(ValidationError, match="yourself off"):
        leave_user(caller, caller.user)


def test_a_role_counts_from_its_first_to_its_last_day_and_carries_the_acting_rank():
    caller, user = caller_with("administrator"), user_with("officer")
    day = timezone.localdate()
    grant_role(caller, user, "sergeant", starts=day + timedelta(days=1))
    grant = grant_role(caller, user, "inspector", starts=day, ends=day, acting_rank="inspector")
    now = caller_for(user, "test")
    assert now.roles == {"officer", "inspector"}
    assert now.rank == "inspector"
    withdraw_role(caller, grant)
    assert caller_for(user, "test").roles == {"officer"}
    with pytest.raises(ValidationError, match="last day is before the first"):
        grant_role(caller, user, "auditor", starts=day, ends=day - timedelta(days=1))


def test_a_first_password_opens_only_the_setting_up_of_a_key():
    user = user_with("officer")
    password = issue_password(caller_with("administrator"), user)
    client = Client()
    client.post("/sign-on/", {"login": user.username, "password": password})
    assert client.get("/").url.startswith("/sign-on/second-factor/")
    assert client.get("/sign-on/ways/passkeys/add/").status_code == 200
    assert password not in json.dumps(value("password:issued"))


def test_the_administrators_pages_open_and_say_who_was_viewed():
    client = signed_on_client("administrator")
    user = user_with("officer")
    for page in ("", "details/", "leave/", "roles/", "token/"):
        assert client.get(f"/users/{user.pk}/{page}").status_code == 200, page
    assert client.post("/users/", {"words": "test"}).status_code == 200
    assert Entry.objects.filter(kind="user:viewed", record_id=user.pk).exists()
    assert (
        client.post(f"/users/{user.pk}/roles/", {"role": "analyst", "starts": "2026-01-01"}).status_code
        == 302
    )
    assert client.post(f"/users/{user.pk}/leave/", {}).status_code == 302
    assert client.post(f"/users/{user.pk}/return/").status_code == 302
    assert "first password" in client.post(f"/users/{user.pk}/password/").content.decode()


def test_a_barred_device_opens_nothing():
    user = user_with("officer", password="correct horse battery staple")
    client = Client()
    client.post("/sign-on/", {"login": user.username, "password": "correct horse battery staple"})
    device = Device.objects.get()
    admin = signed_on_client("administrator")
    assert admin.get("/users/devices/").status_code == 200
    admin.post(f"/users/devices/{device.pk}/", {"name": "Desk 4", "shared": "on"})
    device.refresh_from_db()
    assert (device.name, device.shared) == ("Desk 4", True)
    admin.post(f"/users/devices/{device.pk}/", {"bar": "1"})
    response = client.get("/")
    assert response.status_code == 403
    assert "This device has been barred" in response.content.decode()


def test_details_are_amended_on_their_page():
    client, user = signed_on_client("administrator"), user_with("officer")
    form = {"given_name": "Ann", "family_name": "Renamed", "rank": "sergeant", "station": "99aa"}
    assert client.post(f"/users/{user.pk}/details/", form).status_code == 302
    user.refresh_from_db()
    assert (user.last_name, user.rank, user.station) == ("Renamed", "sergeant", "99AA")
    assert value("user:amended")["user"]["last_name"] == "Renamed"


def test_a_token_is_issued_on_its_page_and_shown_once():
    client, user = signed_on_client("administrator"), user_with("officer")
    form = {"system": "Rota", "scopes": ["access.use"], "days": "30"}
    page = client.post(f"/users/{user.pk}/token/", form)
    assert page.status_code == 200, page.content
    assert "dbk_" in page.content.decode()
    assert "dbk_" not in client.get(f"/users/{user.pk}/").content.decode()


def test_an_empty_form_says_which_fields_to_fill_in():
    page = signed_on_client("administrator").post("/users/new/", {}).content.decode()
    for sentence in ("Fill in “Collar number”.", "Fill in “Family name”.", "Choose “Roles”."):
        assert sentence in page
    assert "This field is required" not in page
