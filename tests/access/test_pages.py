"""The pages of this room at desk and phone width: no script error, nothing axe finds, nothing wider than the window."""

from datetime import date
from uuid import UUID

import pytest

from browser import DESK, PHONE
from callers import caller_with, signed_on_client, user_with
from daybook.access import demo
from daybook.access.actions.issue_token import issue_token
from daybook.access.actions.join_user import join_user
from daybook.access.actions.open_sealed import open_sealed
from daybook.access.caller import caller_for
from daybook.book.models import Entry
from helpers import settle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROLES = ("officer", "inspector", "auditor", "administrator")


@pytest.fixture
def force():
    """A user who may open all pages, and something to see on each: the paths."""
    reader = user_with(*ROLES, last_name="Reid", first_name="Moira", username="R22", rank="inspector")
    admin = caller_with("administrator", last_name="Okafor", username="A1", rank="staff")
    joiner = join_user(
        admin,
        collar_number="P4711",
        given_name="Sam",
        family_name="Iqbal",
        rank="constable",
        joined=date(2026, 1, 5),
        roles=["officer", "detention-officer"],
    )
    issue_token(admin, joiner, system="Command and control", scopes=["access.use", "records.search"], days=30)
    record = UUID(int=7)
    opener = caller_for(user_with("inspector", last_name="Hale", rank="inspector"), "test")
    opening = open_sealed(
        opener, "person", record, reason="Threat to a witness, Larch", purpose="protecting-life"
    )
    settle()
    entry = Entry.objects.filter(kind="user:joined").get()
    user = f"/users/{joiner.pk}"
    own = [
        f"/sign-on/{page}"
        for page in ("switch/", "purpose/", "ways/", "ways/passkeys/", "ways/app/", "sessions/")
    ]
    users = [
        "/users/",
        f"{user}/",
        "/users/new/",
        f"{user}/roles/",
        f"{user}/token/",
        f"{user}/leave/",
        "/users/devices/",
    ]
    audit = [
        "",
        "book/",
        "disclosures/",
        "openings/",
        "verify/",
        f"openings/{opening.pk}/",
        f"entries/{entry.pk}/",
    ]
    audit += [f"users/{admin.user.pk}/", f"looks/person/{record}/"]
    return reader, ["/", *own, *users, *(f"/audit/{page}" for page in audit), f"/sealed/person/{record}/"]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_are_sound(open_page, address, force, width):
    reader, paths = force
    watched = open_page("about:blank", width)
    watched.sign_on_as(signed_on_client(user=reader), address)
    for path in paths:
        watched.page.goto(address + path)
        assert watched.page.url == address + path
        watched.assert_sound()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_pages_before_sign_on_are_sound(open_page, address, settings, monkeypatch, width):
    settings.DEMO = True
    offered = [
        demo.DemoSignIn("P1", "Officer", "Constable Iqbal P1", "Record an arrest and watch it arrive.")
    ]
    monkeypatch.setattr(demo, "_source", [lambda: offered])
    for path in ("/sign-on/", "/sign-on/demo/", "/sign-on/inactive/"):
        open_page(address + path, width).assert_sound()


def test_the_locked_desk_is_sound(open_page, address):
    client = signed_on_client("officer", password="correct horse battery staple")
    client.post("/sign-on/lock/")
    watched = open_page("about:blank", PHONE)
    watched.sign_on_as(client, address)
    watched.page.goto(f"{address}/sign-on/locked/")
    watched.assert_sound()


def test_sign_on_by_password_needs_no_script(open_page, address):
    user = user_with("officer", password="correct horse battery staple")
    page = open_page(f"{address}/sign-on/", javascript=False).page
    page.click("summary")
    page.get_by_label("Collar number").fill(user.username)
    page.get_by_label("Password", exact=True).fill("correct horse battery staple")
    page.click("button:has-text('Sign on with a password')")
    assert page.get_by_text("Set up your key").first.is_visible()
