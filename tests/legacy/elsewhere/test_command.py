"""`daybook legacy deliver` on a host without a database: a parcel of the office is told to a real SOAP system."""

import os
import signal
import subprocess
import sys
import uuid

import pytest

from daybook.legacy.elsewhere.joining import away
from daybook.legacy.engine.ports import Parcel
from daybook.legacy.joined import join
from daybook.legacy.systems import registry
from daybook.legacy.systems.intelligence.envelopes import PASSWORD, USER
from nats_server import SERVER, forget_streams

pytestmark = [pytest.mark.processes, pytest.mark.nats, pytest.mark.timeout(600)]
NO_DATABASE = "postgres://nobody@127.0.0.1:1/none"


@pytest.fixture
def office(settings):
    """Lantern as the office knows it: without its address and its credentials."""
    settings.NATS_URL, settings.NATS_STREAM = SERVER, f"TEST{uuid.uuid4().hex[:8]}"
    system = away(join(registry.mapping("intelligence"), {}), {"lease_seconds": "3"})
    yield system
    for kept in (system.send.__self__.sending, system.send.__self__.collecting):
        if kept.open:
            kept.open.close()
    forget_streams(settings.NATS_STREAM)


@pytest.fixture
def host(settings, tmp_path, office):
    """Starts the command; what is left of them at the end is killed."""
    started = []

    def start(machine):
        environment = {
            **os.environ,
            "DATABASE_URL": NO_DATABASE,
            "DAYBOOK_HOME": str(tmp_path / "host"),
            "DAYBOOK_NATS_URL": SERVER,
            "DAYBOOK_NATS_STREAM": settings.NATS_STREAM,
            "DAYBOOK_SYSTEM_INTELLIGENCE_URL": f"{machine.url}/lantern",
            "DAYBOOK_SYSTEM_INTELLIGENCE_USER": USER,
            "DAYBOOK_SYSTEM_INTELLIGENCE_PASSWORD": PASSWORD,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-m", "daybook", "legacy", "deliver", "intelligence"]
        started.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
        assert "Delivering to Lantern intelligence" in started[-1].stdout.readline()
        return started[-1]

    yield start
    for each in started:
        if each.poll() is None:
            each.kill()
        each.wait()
        each.stdout.close()


def told(office, arrest):
    key = f"{uuid.uuid4().hex}:intelligence"
    document = arrest("intelligence", key=key)
    parcel = Parcel(key, "create", "arrest", office.encode(document).body, uuid.uuid4(), attempt=1)
    assert office.send(parcel).state == "accepted"
    return key


def answers(office, until):
    def some():
        with office.collect() as replies:
            return list(replies)

    return until(some, 60)


def test_a_host_that_was_killed_after_the_yes_asks_and_does_not_tell_it_twice(
    office, host, emulator, arrest, until
):
    machine = emulator("intelligence")
    machine.fault(answer="yes-then-timeout")  # it takes it, and whoever told it never hears so
    first = host(machine)
    key = told(office, arrest)
    until(machine.records, 60)
    first.send_signal(signal.SIGKILL)
    first.wait()
    machine.fault()
    second = host(machine)
    (answer,) = answers(office, until)
    assert (answer.key, answer.outcome.state, answer.outcome.reference[:3]) == (key, "confirmed", "LN/")
    (record,) = machine.records()
    assert (record["version"], len(machine.messages())) == (1, 1)
    second.terminate()
    assert second.wait(30) == 0
