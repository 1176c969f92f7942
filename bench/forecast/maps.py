"""The map page with 26,000 cells in Chromium, from the click to the drawn picture and to the moving one."""

from __future__ import annotations

import os
import threading
import time
from functools import cache
from time import perf_counter
from typing import Any

import numpy as np

from bench import NotHereError, measure

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--enable-unsafe-swiftshader",
]
WEST, SOUTH, ACROSS, UP = 400_000, 300_000, 164, 160
"""Metres of the National Grid, and cells of 250 m."""
EVENTS = 20_000
PAINTED = """
const wait = () => document.querySelector(".forecast-big svg")
  ? requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.painted = performance.now(); }))
  : requestAnimationFrame(wait);
requestAnimationFrame(wait);
"""
"""Notes when a frame has been drawn after the map stood in the page."""


@measure("Map page, 26,240 cells, Chromium: first picture", unit=" s", at_most=2, runs=5)
def first_picture() -> float:
    """From the navigation to the frame with the map that the server has drawn."""
    address = _address()
    page = _page()
    page.add_init_script(PAINTED)
    page.goto(address, wait_until="commit")
    page.wait_for_selector("html[data-painted]")
    seconds = float(page.get_attribute("html", "data-painted")) / 1000
    page.context.close()
    return seconds


@measure("The same: every cell on the moving map", unit=" s", runs=5)
def moving_picture() -> float:
    address = _address()
    page = _page()
    began = perf_counter()
    page.goto(address)
    page.wait_for_selector(".forecast-drawn")
    seconds = perf_counter() - began
    page.context.close()
    return seconds


def _page() -> Any:
    browser, address, cookie = _desk()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": address}])
    return context.new_page()


@cache
def _desk() -> tuple[Any, str, tuple[str, str]]:
    """A browser, a server, and the cookie of an analyst who is signed on."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    executable = os.environ.get("DAYBOOK_TEST_CHROMIUM", "/usr/bin/chromium")
    if not os.path.exists(executable):
        raise NotHereError("needs Chromium; name it in DAYBOOK_TEST_CHROMIUM")
    from playwright.sync_api import sync_playwright

    browser = sync_playwright().start().chromium.launch(executable_path=executable, args=FLAGS)
    return browser, _server(), _signed_on()


@cache
def _server() -> str:
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    class Silent(WSGIRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def _signed_on() -> tuple[str, str]:
    from datetime import date

    from django.conf import settings
    from django.test import Client

    from daybook.access.models import RoleGrant, User
    from daybook.access.sessions import DEMO
    from daybook.book import writing
    from daybook.book.author import system

    with writing("role:granted", system("bench")) as page:
        user = User(username="B1", last_name="Bench", rank="staff")
        user.save()
        page.save(RoleGrant(user=user, role="analyst", starts=date(2020, 1, 1)))
    client = Client()
    client.force_login(user)
    session = client.session
    session[DEMO] = time.time()
    session.save()
    name = settings.SESSION_COOKIE_NAME
    return name, client.cookies[name].value


@cache
def _address() -> str:
    """The map of a forecast of invented events."""
    from daybook.book.author import system
    from daybook.forecast import store
    from daybook.forecast.keeping import keep_model
    from daybook.forecast.making import Files, make

    files = Files(*store.keep("crimes.csv", [_crimes()]), *store.keep("area.csv", [_corners()]))
    plan = {"title": "Bench", "kinds": [], "reason": "", "size": 250.0, "horizon": "day", "boxes": 20}
    plan |= {"method": "mixture", "reading": {"area_system": "EPSG:27700"}}
    model = keep_model(system("bench"), files, "file", plan, make(files, plan))
    if model.cells < 26_000:
        raise AssertionError(f"the map has {model.cells} cells")
    return f"{_server()}/forecasts/models/{model.pk}/map/"


def _crimes() -> bytes:
    random = np.random.default_rng(3)
    x = WEST + random.beta(2, 2, EVENTS) * ACROSS * 250
    y = SOUTH + random.beta(2, 2, EVENTS) * UP * 250
    day = np.datetime64("2024-01-01") + random.integers(0, 366, EVENTS)
    rows = (f"{when},{east:.0f},{north:.0f},Burglary\n" for when, east, north in zip(day, x, y, strict=True))
    return ("Date,Easting,Northing,Crime type\n" + "".join(rows)).encode()


def _corners() -> bytes:
    east, north = WEST + ACROSS * 250 - 1, SOUTH + UP * 250 - 1
    corners = ((WEST + 1, SOUTH + 1), (east, SOUTH + 1), (east, north), (WEST + 1, north))
    return ("x,y\n" + "".join(f"{x},{y}\n" for x, y in corners)).encode()
