"""Sign-on by the force's own identity provider: a real OpenID Connect server in its own process."""

import socket
import subprocess
import sys
import time

import httpx
import pytest

from callers import user_with
from daybook.access.models import User
from daybook.book.models import Entry

pytestmark = [pytest.mark.processes, pytest.mark.django_db]


@pytest.fixture(scope="module")
def provider():
    """The server's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(address):
    for _ in range(100):
        try:
            httpx.get(address).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the identity provider did not start")


@pytest.fixture
def force(provider, settings):
    settings.OIDC_NAME = "the force"
    app = {
        "provider_id": "force",
        "name": "the force",
        "client_id": "daybook",
        "secret": "between us",
        "settings": {"server_url": provider},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return provider


def sign_on(client, provider, subject, claims, next_page="/"):
    """Click the link, say yes at the provider, come back."""
    httpx.put(f"{provider}/users/{subject}", json=claims).raise_for_status()
    there = client.get("/sign-on/force/force/", {"next": next_page})
    assert there.status_code == 302
    back = httpx.post(there.url, data={"sub": subject})
    return client.get(back.headers["location"].removeprefix("http://testserver"))


def test_the_page_offers_it_and_one_click_leads_home(client, force):
    user = user_with("officer", username="P123")
    assert "Sign on with the force" in client.get("/sign-on/").content.decode()
    response = sign_on(client, force, "sub-1", {"preferred_username": "p123"}, "/sign-on/ways/")
    assert response.url == "/sign-on/ways/"
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(kind="user:signed-in", user_id=user.pk).exists()
    again = sign_on(client, force, "sub-1", {"preferred_username": "renamed"})
    assert again.status_code == 302


def test_one_whom_daybook_does_not_know_is_told_whom_to_ask_and_no_user_is_made(client, force):
    response = sign_on(client, force, "sub-2", {"preferred_username": "stranger"})
    assert response.status_code == 403
    assert "Ask an administrator to add you" in response.content.decode()
    assert not User.objects.exists()
    assert Entry.objects.filter(kind="user:sign-in-refused").exists()


def test_a_leaver_is_turned_away_whatever_the_provider_says(client, force):
    user_with("officer", username="P9", is_active=False)
    sign_on(client, force, "sub-3", {"preferred_username": "P9"})
    assert "_auth_user_id" not in client.session


def test_a_provider_that_does_not_answer_gives_a_page_that_says_so(client, force, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://localhost:9"
    )
    response = client.get("/sign-on/force/force/")
    assert response.status_code == 502
    assert "The force’s sign-on did not answer" in response.content.decode()


def test_without_a_provider_nothing_is_offered(client):
    assert "Sign on with the force" not in client.get("/sign-on/").content.decode()
    assert client.get("/sign-on/force/force/").status_code == 404
