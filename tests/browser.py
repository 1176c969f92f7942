"""Chromium for tests of any room: pages that are watched for policy violations, and axe.

Fixtures (from tests/conftest.py): `open_page(address, width)` gives a watched page, `open_as(client, path, width)` one
of pytest-django's `live_server`, signed on as that test client is; `serve()` runs the project's
WSGI handler under the settings of the test and gives its address (for pages that need the database, use
pytest-django's `live_server`). Mark such tests `browser`.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

DESK, PHONE = 1280, 375
CHROMIUM = os.environ.get("DAYBOOK_TEST_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
OUTPUT = Path(__file__).parents[1] / "test-output"

# Playwright keeps an event loop in this thread, which Django would otherwise take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class WatchedPage:
    """A page with what went wrong on it: script errors, refused resources, broken policy."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def sign_on_as(self, client: Client, server: str) -> None:
        """From now on the page has the session of this test client at this server."""
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": server}
        self.page.context.add_cookies([cookie])

    def policy_violations(self) -> list[str]:
        return [line for line in self.complaints if "Content Security Policy" in line]

    def axe(self, *leave_out: str) -> list[str]:
        """What axe finds against WCAG 2.2 AA and best practice, one line for each element."""
        self.page.evaluate(_axe_source())
        rules = {"target-size": {"enabled": True}, **{rule: {"enabled": False} for rule in leave_out}}
        found = self.page.evaluate("rules => axe.run(document, {rules, resultTypes: ['violations']})", rules)
        return [
            f"{violation['id']}: {node['target'][0]} {node['failureSummary']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    def overflow(self) -> int:
        """How many pixels the page is wider than its window; 0 when nothing needs scrolling sideways."""
        return int(
            self.page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

    def assert_sound(self) -> None:
        """No script error, no policy violation, nothing wider than the window, nothing that axe finds."""
        assert self.complaints == []
        assert self.overflow() <= 0
        assert self.axe() == []

    def shot(self, name: str) -> Path:
        """A picture of the whole page under test-output/."""
        OUTPUT.mkdir(exist_ok=True)
        file = OUTPUT / f"{name}.png"
        self.page.screenshot(path=file, full_page=True)
        return file


OpenPage = Callable[..., WatchedPage]
OpenAs = Callable[..., WatchedPage]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a module: while it is open, this thread has an event loop and can run no other."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """`open_page(address, width=DESK, javascript=True, zone=None)`: each call is a browser of its own, without cookies.

    `zone` is the time zone that its computer is set to.
    """
    contexts = []

    def opened(
        address: str, width: int = DESK, javascript: bool = True, zone: str | None = None
    ) -> WatchedPage:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id=zone,
        )
        contexts.append(context)
        watched = WatchedPage(context.new_page())
        watched.page.goto(address)
        return watched

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def open_as(open_page: OpenPage, live_server: LiveServer) -> OpenAs:
    """`open_as(client, path, width=DESK, javascript=True)`: each call is a browser of its own."""

    def opened(client: Client, path: str, width: int = DESK, javascript: bool = True) -> WatchedPage:
        watched = open_page("about:blank", width, javascript)
        watched.sign_on_as(client, live_server.url)
        watched.page.goto(live_server.url + path)
        return watched

    return opened


@pytest.fixture
def serve() -> Iterator[Callable[[], str]]:
    """Start a server under the settings of this test; gives its address, like http://127.0.0.1:40123."""
    stops: list[Callable[[], None]] = []

    def started() -> str:
        manager = serving()
        stops.append(lambda: manager.__exit__(None, None, None))
        return manager.__enter__()

    yield started
    for stop in stops:
        stop()


@contextmanager
def serving() -> Iterator[str]:
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Silent)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing: the output belongs to the tests."""


@cache
def _axe_source() -> str:
    return AXE.read_text()
