"""Chromium with a virtual security key, and the server's address under the name that passkeys are made for."""

import pytest


@pytest.fixture
def address(live_server):
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(open_page):
    """A page of a browser that nobody has used; what breaks the content security policy fails the test."""
    watched = open_page("about:blank")
    yield watched.page
    assert not watched.policy_violations()


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
