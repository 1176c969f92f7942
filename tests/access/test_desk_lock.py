"""The key is taken out: the desk says so with its own token, and whoever sits there proves who they are again."""

import subprocess
import time
from pathlib import Path

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.access import devices, sessions
from daybook.access.actions.lock_desk import issue_desk_token, lock_desk, revoke_desk_token
from daybook.access.actions.name_device import name_device, revoke_device
from daybook.access.models import Device
from daybook.book import writing
from daybook.book.models import Entry
from helpers import OFFICER

SCRIPT = Path(__file__).parents[2] / "docs" / "desk-lock" / "daybook-lock-desk"
LOCK = "/api/v1/desks/lock"


@pytest.fixture
def desk(db):
    with writing("device:seen", OFFICER) as page:
        return page.save(Device(name="Desk 4", first_seen=timezone.now()))


@pytest.fixture
def token(desk):
    return issue_desk_token(caller_with("administrator"), desk)


def at(desk, client):
    """The client with the cookie of this desk."""
    signer = signing.get_cookie_signer(salt=devices.COOKIE)
    client.cookies[devices.COOKIE] = signer.sign(desk.pk.hex)
    return client


def program(token):
    return Client(headers={"Authorization": f"Bearer {token}"})


def test_the_desk_locks_itself_and_opens_when_the_user_proves_who_they_are(desk, token):
    officer = at(desk, signed_on_client("officer"))
    assert officer.get("/").status_code == 200
    answer = program(token).post(LOCK)
    assert answer.status_code == 200, answer.content
    assert answer.json()["name"] == "Desk 4"
    assert officer.get("/").url.startswith("/sign-on/locked/")
    assert officer.get("/api/v1/me").status_code == 401
    session = officer.session
    session[sessions.DEMO] = time.time()
    session.save()
    assert officer.get("/").status_code == 200


def test_only_this_desk_is_locked(desk, token):
    elsewhere, here = signed_on_client("officer"), at(desk, signed_on_client("sergeant"))
    program(token).post(LOCK)
    assert elsewhere.get("/").status_code == 200
    assert here.get("/").status_code == 302


def test_a_lock_is_an_entry_that_names_the_desk_and_no_user(desk, token):
    program(token).post(LOCK)
    entry = Entry.objects.get(kind="desk:locked")
    assert (entry.record_id, entry.user_id, entry.device) == (desk.pk, None, f"browser:{desk.pk.hex}")


@pytest.mark.parametrize(
    ("method", "address"),
    [("get", "/api/v1/me"), ("get", "/api/v1/entries"), ("post", "/api/v1/actions/lock-desk"), ("get", "/")],
)
def test_the_token_can_do_nothing_but_lock(token, method, address):
    answer = getattr(program(token), method)(address, content_type="application/json")
    assert answer.status_code in {302, 401}


def test_a_users_token_locks_no_desk_this_way():
    assert program("dbk_anything").post(LOCK).status_code == 401


@pytest.mark.parametrize("end", ["revoked", "replaced", "barred"])
def test_an_ended_token_locks_nothing(desk, token, end):
    administrator = caller_with("administrator")
    {"revoked": revoke_desk_token, "replaced": issue_desk_token, "barred": revoke_device}[end](
        administrator, desk
    )
    assert program(token).post(LOCK).status_code == 401
    desk.refresh_from_db()
    assert desk.locked_at is None


def test_only_the_hash_is_kept_and_a_barred_desk_gets_none(desk, token):
    assert token.startswith("dbd_")
    assert token not in str(Device.objects.values().get())
    barred = revoke_device(caller_with("administrator"), desk)
    with pytest.raises(ValidationError, match="nothing to lock"):
        issue_desk_token(caller_with("administrator"), barred)


def test_naming_a_desk_from_an_older_page_does_not_undo_its_lock(desk, token):
    seen_before = Device.objects.get(pk=desk.pk)
    lock_desk(caller_with("administrator"), desk)
    named = name_device(caller_with("administrator"), seen_before, "Front desk", True)
    assert (named.name, named.locked_at is None) == ("Front desk", False)


def test_only_an_administrator_locks_or_equips_a_desk(desk):
    for action in (lock_desk, issue_desk_token, revoke_desk_token):
        with pytest.raises(PermissionDenied, match="belongs to: administrator"):
            action(caller_with("sergeant"), desk)


def test_the_administrators_page_issues_locks_and_ends(desk):
    client, page = signed_on_client("administrator"), f"/users/devices/{desk.pk}/"
    shown = client.post(f"{page}token/").content.decode()
    assert "dbd_" in shown
    assert "http://testserver/api/v1/desks/lock" in shown
    assert "dbd_" not in client.get(page).content.decode()
    assert client.post(f"{page}lock/", follow=True).status_code == 200
    assert "Last locked from outside the browser" in client.get(page).content.decode()
    client.post(f"{page}token/end/")
    desk.refresh_from_db()
    assert desk.lock_digest == ""
    revoke_device(caller_with("administrator"), desk)
    assert "nothing to lock" in client.post(f"{page}token/", follow=True).content.decode()


def test_pages_ask_only_where_the_desk_can_lock_itself(desk):
    officer = at(desk, signed_on_client("officer"))
    assert b"data-desk-check" not in officer.get("/").content
    issue_desk_token(caller_with("administrator"), desk)
    assert b'data-desk-check="/sign-on/desk/"' in officer.get("/").content
    assert officer.get("/sign-on/desk/").status_code == 204
    lock_desk(caller_with("administrator"), desk)
    assert b"data-desk-check" not in officer.get("/sign-on/locked/").content


@pytest.mark.django_db(transaction=True)
def test_the_script_of_the_desks_rule_locks_over_http(live_server, tmp_path, desk, token):
    officer, told = at(desk, signed_on_client("officer")), tmp_path / "desk-lock"
    told.write_text(f'url = "{live_server.url}{LOCK}"\nheader = "Authorization: Bearer {token}"\n')
    done = subprocess.run([SCRIPT, told], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"name": "Desk 4"' in done.stdout
    assert officer.get("/").url.startswith("/sign-on/locked/")
    told.write_text(told.read_text().replace(token, "dbd_old"))
    refused = subprocess.run([SCRIPT, told], capture_output=True, text=True, check=False)
    assert refused.returncode == 22
    assert "401" in refused.stderr
