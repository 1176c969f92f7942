"""The demonstration's sign-ins: on this machine, in a demonstration, and nowhere else."""

import pytest

from callers import user_with
from daybook.access import demo
from daybook.access.demo import DemoSignIn
from daybook.book.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/sign-on/demo/"


@pytest.fixture
def officer(monkeypatch):
    user = user_with("officer")
    offered = [DemoSignIn(user.username, "Officer", str(user), "Record an arrest.")]
    monkeypatch.setattr(demo, "_source", [lambda: offered])
    return user


def test_one_click_signs_on_as_that_role_and_is_an_entry(client, settings, officer):
    settings.DEMO = True
    assert "Record an arrest." in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"collar_number": officer.username}).url == "/"
    assert client.get("/").status_code == 200
    assert Entry.objects.get(kind="demo-sign-in:used").user_id == officer.pk


def test_without_the_setting_there_is_no_such_page(client, settings, officer):
    settings.DEMO = False
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"collar_number": officer.username}).status_code == 404


@pytest.mark.parametrize(
    "origin",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_from_anywhere_but_this_machine_there_is_no_such_page(client, settings, officer, origin):
    settings.DEMO = True
    assert client.get(PAGE, **origin).status_code == 404
    assert client.post(PAGE, {"collar_number": officer.username}, **origin).status_code == 404
    assert "_auth_user_id" not in client.session


def test_only_offered_users_can_be_signed_on(client, settings, officer):
    settings.DEMO = True
    assert client.post(PAGE, {"collar_number": user_with("administrator").username}).status_code == 404
