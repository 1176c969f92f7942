"""A host is killed in the midst of a search: the page says so in time, and the host after it answers the next."""

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from django.urls import reverse

from callers import signed_on_client
from daybook.legacy import registry
from daybook.legacy.elsewhere.joining import away
from daybook.legacy.emulation.store import Store, Stored, keep_record
from daybook.legacy.find import asking
from daybook.legacy.joined import PATIENCE_AT_A_PAGE, join
from daybook.legacy.models import Ask
from daybook.legacy.systems.registry import mapping
from nats_server import SERVER, forget_streams

pytestmark = [pytest.mark.processes, pytest.mark.nats, pytest.mark.django_db, pytest.mark.timeout(600)]
NAME = "case_preparation"
NO_DATABASE = "postgres://nobody@127.0.0.1:1/none"
MARGIN = 2.0
"""Seconds beyond the limit that a busy machine may need to make the page."""


class Doorway(ThreadingHTTPServer):
    """Passes on to the machine; while it is `shut`, whoever came is noted and gets no answer."""

    daemon_threads = True

    def __init__(self, machine):
        super().__init__(("127.0.0.1", 0), Passing)
        self.machine, self.shut, self.reached = machine, threading.Event(), threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Passing(BaseHTTPRequestHandler):
    """One request."""

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.server.shut.is_set():
            self.server.reached.set()
            time.sleep(PATIENCE_AT_A_PAGE + MARGIN)
            return
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        given = httpx.request(self.command, self.server.machine + self.path, content=body, headers=headers)
        self.send_response(given.status_code)
        for name in ("Content-Type", "Content-Length"):
            self.send_header(name, given.headers[name])
        self.end_headers()
        self.wfile.write(given.content)

    do_GET = do_POST = answer

    def log_message(self, format, *args):
        """Nothing."""


@pytest.fixture
def office(settings, monkeypatch):
    """Casefile as the office knows it, the only system that is asked."""
    settings.NATS_URL, settings.NATS_STREAM = SERVER, f"TEST{uuid.uuid4().hex[:8]}"
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)
    monkeypatch.setattr(asking, "in_line", lambda system, work: work())
    yield registry.register(away(join(mapping(NAME), {}), {"lease_seconds": "3"}))
    forget_streams(settings.NATS_STREAM)


@pytest.fixture
def doorway(emulator, tmp_path):
    """Casefile, holding one case, behind a door that can be shut."""
    machine, now = emulator(NAME), time.time()
    content = {"submission.externalReferenceId": "THEIRS-1", "suspect.surname": "Quill"}
    with Store(tmp_path / NAME / f"{NAME}.sqlite3").transaction() as session:
        keep_record(session, Stored("CP0000007", "THEIRS-1", "LIVE", 1, "Ada Quill", content, now, now))
    door = Doorway(machine.url)
    yield door
    door.shutdown()
    door.server_close()


@pytest.fixture
def host(settings, tmp_path, office, doorway):
    """Starts the command; what is left of them at the end is killed."""
    started = []

    def start():
        environment = {
            **os.environ,
            "DATABASE_URL": NO_DATABASE,
            "DAYBOOK_HOME": str(tmp_path / "host"),
            "DAYBOOK_NATS_URL": SERVER,
            "DAYBOOK_NATS_STREAM": settings.NATS_STREAM,
            "DAYBOOK_SYSTEM_CASE_PREPARATION_URL": doorway.url,
            "DAYBOOK_SYSTEM_CASE_PREPARATION_TOKEN": "demonstration",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-m", "daybook", "legacy", "deliver", NAME]
        started.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
        assert "Delivering to" in started[-1].stdout.readline()
        return started[-1]

    yield start
    for each in started:
        if each.poll() is None:
            each.kill()
        each.wait()
        each.stdout.close()


def looked_up(client):
    """The page of a new search, and how many seconds it took."""
    began = time.monotonic()
    address = client.post(reverse("records:search"), {"words": "quill"}).url
    return client.get(address).content.decode(), time.monotonic() - began


def answered(client, until):
    """The page of the first search that the host answers: it listens a moment after it has started."""
    return until(lambda: (text := looked_up(client)[0]) and "CP0000007" in text and text, 60)


def test_a_host_killed_in_the_midst_of_a_search_is_not_answering_and_the_next_one_answers(
    office, doorway, host, until
):
    client = signed_on_client("officer")
    first = host()
    assert "1 of 1 old systems has answered." in answered(client, until)

    def kill_in_the_midst():
        if doorway.reached.wait(PATIENCE_AT_A_PAGE):
            first.send_signal(signal.SIGKILL)

    doorway.shut.set()
    killer = threading.Thread(target=kill_in_the_midst)
    killer.start()
    text, seconds = looked_up(client)
    killer.join()
    assert first.wait(10) == -signal.SIGKILL
    assert "Not answering" in text
    assert "0 of 1 old systems have answered." in text
    assert "CP0000007" not in text
    assert seconds < PATIENCE_AT_A_PAGE + MARGIN
    last = Ask.objects.order_by("asked_at").last()
    assert last.state == "silent"
    assert f"did not answer within {PATIENCE_AT_A_PAGE:g} seconds" in last.problem

    text, seconds = looked_up(client)
    assert "No host that delivers to" in text
    assert seconds < PATIENCE_AT_A_PAGE

    doorway.shut.clear()
    host()
    assert "1 of 1 old systems has answered." in answered(client, until)
