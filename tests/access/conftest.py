"""Chromium with a virtual authenticator, against a server of the test's own."""

import os

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """A page of a browser nobody has used; what breaks the content security policy fails the test."""
    context = chromium.new_context()
    page = context.new_page()
    broken = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.broken = broken
    yield page
    context.close()
    assert not [text for text in broken if "Content Security Policy" in text]


@pytest.fixture
def authenticator(page):
    """A security key with user verification and resident keys, which says yes to every prompt."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp, added["authenticatorId"]


@pytest.fixture
def address(live_server):
    """The server's address under the name that passkeys are made for."""
    return live_server.url.replace("127.0.0.1", "localhost")
