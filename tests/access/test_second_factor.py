"""Authenticator app, recovery codes, throttling, sessions, the locked desk and switching users."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from callers import signed_on_client, user_with
from daybook.book.models import Entry, EntryValue

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def totp(secret):
    """The code of this half minute: the earliest that is accepted might no longer be when it arrives."""
    _, now, _ = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))


def password_step(client, user, next_page=""):
    return client.post("/sign-on/", {"login": user.username, "password": PASSWORD, "next": next_page})


@pytest.fixture
def officer():
    """An officer with an authenticator app: the user, the app's key and the recovery codes."""
    user, client = user_with("officer", password=PASSWORD), Client()
    password_step(client, user)
    page = client.get("/sign-on/ways/app/")
    secret = page.context["form"].secret
    response = client.post("/sign-on/ways/app/", {"code": totp(secret)})
    assert response.url == "/sign-on/ways/codes/"
    codes = client.get(response.url).context["unused_codes"]
    return user, secret, codes


def test_the_secret_of_the_app_is_kept_encrypted(officer):
    user, secret, _ = officer
    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in kept
    assert Entry.objects.filter(kind="authenticator-app:added", user_id=user.pk).exists()
    assert not EntryValue.objects.filter(change__contains=secret).exists()


def test_password_then_code_opens_the_page_that_was_asked_for(officer):
    user, secret, _ = officer
    client = Client()
    assert password_step(client, user, "/sign-on/ways/").url == "/sign-on/code/"
    assert client.get("/").url.startswith("/sign-on/")
    assert client.post("/sign-on/code/", {"code": totp(secret)}).url == "/sign-on/ways/"
    assert client.get("/").status_code == 200


def test_a_wrong_code_is_refused_with_a_sentence_and_an_entry(officer):
    user, _, _ = officer
    client = Client()
    password_step(client, user)
    response = client.post("/sign-on/code/", {"code": "000000"})
    assert "That code is wrong or no longer valid" in response.content.decode()
    assert Entry.objects.filter(kind="user:sign-in-refused", user_id=user.pk).exists()


def test_a_recovery_code_works_once(officer):
    user, _, codes = officer
    for expected in (302, 200):
        client = Client()
        password_step(client, user)
        assert client.post("/sign-on/code/", {"code": codes[0]}).status_code == expected


def test_guessing_is_throttled_with_a_sentence_and_written_down(client):
    user = user_with("officer", password=PASSWORD)
    for _ in range(6):
        response = client.post("/sign-on/", {"login": user.username, "password": "wrong"})
    assert "Too many attempts. Wait five minutes" in response.content.decode()
    assert "Too many attempts" in password_step(client, user).content.decode()
    assert Entry.objects.filter(kind="user:sign-in-refused", record_id=user.pk).count() == 7


def test_what_was_typed_as_a_name_is_not_kept_when_nobody_has_it(client):
    client.post("/sign-on/", {"login": "my secret password", "password": "x"})
    entry = Entry.objects.get(kind="user:sign-in-refused")
    assert "secret" not in EntryValue.objects.get(entry=entry).change


def test_a_session_elsewhere_is_signed_out_from_here(officer):
    user, secret, _ = officer
    here, there = Client(), Client()
    for client in (here, there):
        password_step(client, user)
        client.post("/sign-on/code/", {"code": totp(secret)})
        Authenticator.objects.filter(user=user, type="totp").update(last_used_at=None)
        cache.clear()
    sessions = here.get("/sign-on/sessions/").context["sessions"]
    other = next(one for one in sessions if one.session_key == there.session.session_key)
    assert here.post(f"/sign-on/sessions/{other.pk}/end/").status_code == 302
    assert there.get("/").url.startswith("/sign-on/")
    assert here.get("/").status_code == 200
    assert Entry.objects.filter(kind="session:ended", user_id=user.pk).exists()


def test_nobody_ends_the_session_of_another(officer):
    user, _, _ = officer
    session = user.usersession_set.get()
    assert signed_on_client("officer").post(f"/sign-on/sessions/{session.pk}/end/").status_code == 404


def test_a_locked_desk_opens_with_the_password_of_the_same_user():
    user = user_with("officer", password=PASSWORD)
    client = signed_on_client(user=user)
    assert client.post("/sign-on/lock/", {"next": "/sign-on/ways/"}).url.startswith("/sign-on/locked/")
    assert client.get("/").url.startswith("/sign-on/locked/")
    page = client.get("/sign-on/locked/?next=/sign-on/ways/").content.decode()
    assert "This desk is locked" in page
    wrong = client.post("/sign-on/again/password/?next=/sign-on/ways/", {"password": "wrong"})
    assert wrong.status_code == 200
    time.sleep(0.01)
    right = client.post("/sign-on/again/password/?next=/sign-on/ways/", {"password": PASSWORD})
    assert right.url == "/sign-on/ways/"
    assert client.get("/").status_code == 200
    assert {"session:locked", "user:reauthenticated"} <= set(
        Entry.objects.filter(user_id=user.pk).values_list("kind", flat=True)
    )


def test_the_next_user_takes_over_a_locked_desk_on_the_same_page():
    client = signed_on_client("officer")
    client.post("/sign-on/lock/")
    response = client.post("/sign-on/switch/", {"next": "/sign-on/ways/"})
    assert response.url == "/sign-on/?next=%2Fsign-on%2Fways%2F"
    assert "_auth_user_id" not in client.session
    assert Entry.objects.filter(kind="user:signed-out").count() == 1


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_sign_on(elsewhere):
    user = user_with("officer", password=PASSWORD)
    assert password_step(Client(), user, elsewhere).url == "/"
    client = signed_on_client("officer")
    assert "evil" not in client.post("/sign-on/lock/", {"next": elsewhere}).url


@pytest.mark.parametrize(
    "page",
    [
        "ways/",
        "ways/passkeys/",
        "ways/passkeys/add/",
        "ways/app/",
        "sessions/",
        "password/",
        "out/",
        "switch/",
    ],
)
def test_the_own_pages_open(page):
    client = signed_on_client("officer", password=PASSWORD)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(client.user.pk)
    session.save()
    assert client.get(f"/sign-on/{page}").status_code == 200
