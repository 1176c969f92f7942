"""Sign-on: from a browser that has never seen Daybook to the user's home page, with one touch of a security key."""

from __future__ import annotations

import os
import threading
from functools import cache
from time import perf_counter
from typing import Any

from bench import NotHereError, measure

PASSWORD = "correct horse battery staple"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@measure("Cold page to useful home with a passkey, one prompt, in Chromium", unit=" s", at_most=2.0, runs=5)
def sign_on_seconds() -> float:
    """Fails unless the key was asked exactly once."""
    browser, address, credential = _desk()
    context = browser.new_context()
    page = context.new_page()
    cdp, _ = _key(page, credential)
    prompts: list[Any] = []
    cdp.on("WebAuthn.credentialAsserted", lambda event: prompts.append(event))
    began = perf_counter()
    page.goto(f"{address}/")
    page.click("button:has-text('Sign on with a passkey')")
    page.wait_for_selector("h1:has-text('Constable Bench')")
    seconds = perf_counter() - began
    context.close()
    if len(prompts) != 1:
        raise AssertionError(f"the key was asked {len(prompts)} times")
    return seconds


@cache
def _desk() -> tuple[Any, str, dict[str, Any]]:
    """A browser, a server, and the credential of a user who has set up a passkey."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    executable = os.environ.get("DAYBOOK_TEST_CHROMIUM", "/usr/bin/chromium")
    if not os.path.exists(executable):
        raise NotHereError("needs Chromium; name it in DAYBOOK_TEST_CHROMIUM")
    from playwright.sync_api import sync_playwright

    browser = sync_playwright().start().chromium.launch(executable_path=executable, args=FLAGS)
    address = _server()
    return browser, address, _enrol(browser, address, _user())


def _server() -> str:
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    class Silent(WSGIRequestHandler):
        def log_message(self, *args: object) -> None:
            """Nothing: the output belongs to the table."""

    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(WSGIHandler())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://localhost:{server.server_port}"


def _user() -> str:
    from daybook.access.actions.join_user import join_user
    from daybook.access.caller import system_caller

    user = join_user(
        system_caller("bench"),
        collar_number="BENCH1",
        family_name="Bench",
        given_name="Terry",
        rank="constable",
        roles=["officer"],
        password=PASSWORD,
    )
    return user.username


def _enrol(browser: Any, address: str, username: str) -> dict[str, Any]:
    page = browser.new_context().new_page()
    cdp, key = _key(page)
    page.goto(f"{address}/sign-on/")
    page.click("summary")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("button:has-text('Sign on with a password')")
    page.click("text=Add a passkey")
    page.click("button:has-text('Add the passkey')")
    page.wait_for_selector("text=Your recovery codes")
    credential: dict[str, Any] = cdp.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"][
        0
    ]
    page.context.close()
    return credential


def _key(page: Any, credential: dict[str, Any] | None = None) -> tuple[Any, str]:
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    key = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    if credential:
        cdp.send("WebAuthn.addCredential", {"authenticatorId": key, "credential": credential})
    return cdp, key
