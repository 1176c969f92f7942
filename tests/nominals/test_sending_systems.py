"""Systems that send their records: registered and retired on a page, by those who may."""

from __future__ import annotations

import pytest

from callers import signed_on_client
from daybook.book.models import Entry
from daybook.nominals.exports import registry
from daybook.nominals.models import SendingSystem

pytestmark = pytest.mark.django_db
PAGE = "/data-quality/systems/"


@pytest.fixture
def by():
    return signed_on_client("crime-registrar")


def register(client, name="north_force", title="North Force"):
    return client.post(PAGE, {"name": name, "title": title}, follow=True)


def test_a_system_is_registered_and_the_page_says_what_to_do_next(by):
    assert "None is registered yet" in by.get(PAGE).content.decode()
    page = register(by).content.decode()
    assert "issue a token for the system north_force" in page
    assert "Sends" in page
    assert Entry.objects.filter(kind="sending-system:registered", user_id=by.user.pk).exists()


@pytest.mark.parametrize(
    ("name", "title", "sentence"),
    [
        ("North Force", "North Force", "small letters, digits and underscores"),
        ("daybook", "Ours", "Daybook itself"),
        ("north_force", "", "Say what people call the system"),
        ("", "North", "small letters"),
    ],
)
def test_a_name_that_is_none_is_refused_by_its_field_and_what_was_typed_stays(by, name, title, sentence):
    refused = register(by, name, title)
    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    assert f'value="{name}"' in refused.content.decode()
    assert not SendingSystem.objects.exists()


def test_a_name_in_use_and_one_that_is_read_in_are_refused(by, monkeypatch):
    register(by)
    assert "registered already" in register(by).content.decode()
    monkeypatch.setitem(registry._readers, "old_custody", list)
    assert "read in as a joined old system" in register(by, "old_custody").content.decode()


def test_one_that_was_joined_as_an_old_system_since_is_told_on_the_page(by, monkeypatch):
    assert "Nothing is taken from it now" not in register(by).content.decode()
    monkeypatch.setitem(registry._readers, "north_force", list)
    page = by.get(PAGE).content.decode()
    assert "Nothing is taken from it now: an old system of this name was joined and is read in." in page
    assert "Not taken" in page


def test_it_is_retired_with_a_reason_and_may_be_registered_again(by):
    register(by)
    address = f"{PAGE}{SendingSystem.objects.get().pk}/retire/"
    refused = by.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert "Say why the system is retired" in refused.content.decode()
    page = by.post(address, {"reason": "Closed."}, follow=True).content.decode()
    assert "Retired on" in page
    assert "Closed." in page
    assert "is retired already" in by.post(address, {"reason": "Again."}).content.decode()
    assert "Registered: North Force" in register(by).content.decode()
    assert SendingSystem.objects.get().retired_at is None


def test_who_may_not_is_turned_away(by):
    officer = signed_on_client("sergeant")
    assert officer.get(PAGE).status_code == 403
    assert "Systems that send records" not in officer.get("/data-quality/").content.decode()
    assert "Systems that send records" in by.get("/data-quality/").content.decode()


def test_an_administrator_finds_the_page_by_the_menu_and_is_not_led_to_a_desk_that_is_not_theirs(by):
    administrator = signed_on_client("administrator")
    assert f'href="{PAGE}"' in administrator.get("/").content.decode()
    page = administrator.get(PAGE).content.decode()
    assert "Sending systems" in page
    assert 'href="/data-quality/"' not in page
    assert "Sends" in register(administrator).content.decode()
    assert "Back to the desk" in by.get(PAGE).content.decode()
    for role in ("officer", "sergeant", "auditor"):
        assert f'href="{PAGE}"' not in signed_on_client(role).get("/").content.decode(), role
