"""A passkey in real Chromium: added once, then one touch from a cold page to the home page."""

import pytest
from django.test import Client

from callers import caller_with, user_with
from daybook.access.actions.lock_desk import issue_desk_token
from daybook.access.models import Device
from daybook.book.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "correct horse battery staple"


def sign_on_with_password(page, address, user):
    page.goto(f"{address}/sign-on/")
    page.click("text=Sign on with a password and a code")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("text=Sign on with a password >> nth=-1")


def add_passkey(page, address, user):
    sign_on_with_password(page, address, user)
    page.wait_for_url("**/sign-on/second-factor/**")
    page.click("text=Add a passkey")
    page.fill("[name=name]", "Blue key")
    page.click("button:has-text('Add the passkey')")
    page.wait_for_selector("text=Your recovery codes")


def test_a_passkey_is_added_once_and_then_opens_daybook_with_one_touch(page, authenticator, address):
    user = user_with("officer", password=PASSWORD)
    add_passkey(page, address, user)
    assert page.locator("#recovery-codes li").count() == 10
    page.context.clear_cookies()
    page.goto(f"{address}/")
    page.wait_for_url("**/sign-on/?next=**")
    page.click("button:has-text('Sign on with a passkey')")
    page.wait_for_url(f"{address}/")
    kinds = set(Entry.objects.filter(user_id=user.pk).values_list("kind", flat=True))
    assert {"passkey:added", "user:signed-in", "device:seen", "recovery-codes:made"} <= kinds


def test_a_locked_desk_opens_again_by_touching_the_key(page, authenticator, address):
    user = user_with("officer", password=PASSWORD)
    add_passkey(page, address, user)
    page.goto(f"{address}/sign-on/switch/")
    page.click("button:has-text('Lock, and stay')")
    page.wait_for_selector("text=This desk is locked")
    page.goto(f"{address}/sign-on/ways/")
    assert "locked" in page.url
    page.click("text=Use your passkey")
    page.click("button:has-text('Use your passkey')")
    page.wait_for_selector("text=Your ways to sign on")


def test_the_page_in_front_goes_when_the_key_is_taken_out_and_one_touch_brings_it_back(
    page, authenticator, address
):
    user = user_with("officer", password=PASSWORD)
    add_passkey(page, address, user)
    token = issue_desk_token(caller_with("administrator"), Device.objects.get())
    page.goto(f"{address}/sign-on/ways/")
    told = Client(headers={"Authorization": f"Bearer {token}"}).post("/api/v1/desks/lock")
    assert told.status_code == 200
    page.wait_for_selector("text=This desk is locked")
    page.click("text=Use your passkey")
    page.click("button:has-text('Use your passkey')")
    page.wait_for_selector("text=Your ways to sign on")


def test_a_cancelled_passkey_says_so_and_leaves_the_page_usable(page, authenticator, address):
    cdp, key = authenticator
    cdp.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": key, "enabled": True})
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"{address}/sign-on/")
    page.click("button:has-text('Sign on with a passkey')")
    page.wait_for_selector("text=The passkey was not used")
    assert page.locator("button:has-text('Sign on with a passkey')").is_enabled()
