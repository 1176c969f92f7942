"""Whatever the network does between Daybook and an old machine, a report arrives once, and nobody waits for ever."""

import dataclasses
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from bad_network import TROUBLES, network_to
from daybook.legacy.engine.ports import Parcel
from daybook.legacy.joined import join
from daybook.legacy.systems import registry
from daybook.legacy.systems.intelligence.envelopes import PASSWORD, USER
from terminal_hosts import USER as TERMINAL_USER
from terminal_hosts import Host, quick

pytestmark = pytest.mark.processes
PATIENCE = 1.5
MAY_ARRIVE = {"slow line", "drip", "garbage after the answer"}


def hasty(name):
    """The mapping with less patience, so that a silent line is given up sooner."""
    mapping = registry.mapping(name)
    limits = mapping.system.limits.model_copy(update={"timeout_seconds": PATIENCE})
    system = mapping.system.model_copy(update={"limits": limits})
    return dataclasses.replace(mapping, spec=mapping.spec.model_copy(update={"system": system}))


class Rest:
    name = "case_preparation"

    def __init__(self, start):
        self.machine = start(self.name)
        self.port = urlsplit(self.machine.url).port

    def system(self, port):
        return join(hasty(self.name), {"url": f"http://127.0.0.1:{port}"})

    def records(self):
        return self.machine.records()


class Soap(Rest):
    name = "intelligence"

    def system(self, port):
        address = {"url": f"http://127.0.0.1:{port}/lantern", "user": USER, "password": PASSWORD}
        return join(hasty(self.name), address)


class Screens:
    name = "crime_recording"

    def __init__(self, home):
        self.host = Host(home)
        self.port = self.host.machine.port

    def system(self, port):
        address = {"host": f"tn3270://127.0.0.1:{port}"} | TERMINAL_USER
        return join(quick(PATIENCE, in_doubt=0.1), address)

    def records(self):
        return self.host.records()


@pytest.fixture(scope="module")
def machines(module_emulator, tmp_path_factory):
    return {
        "rest": Rest(module_emulator),
        "soap": Soap(module_emulator),
        "screens": Screens(tmp_path_factory.mktemp("host")),
    }


@contextmanager
def between(machine):
    with network_to(machine.port) as network:
        yield network, machine.system(network.port)


@pytest.mark.parametrize("way", ["rest", "soap", "screens"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_report_arrives_once_whatever_the_network_does(machines, arrest, until, way, trouble):
    machine = machines[way]
    before = len(machine.records())
    number = f"AR/{uuid4().int % 10**7:07d}/26"
    with between(machine) as (network, system):
        key = f"{uuid4().hex[:20]}:{machine.name}"
        document = arrest(machine.name, number=number, key=key, event__id=str(uuid4()))
        parcel = Parcel(key, "create", "arrest", system.encode(document).body, uuid4())
        network.trouble = trouble
        first = system.send(parcel)
        assert network.struck
        if trouble not in MAY_ARRIVE:
            assert first.state == "failed", first
            assert first.reason
            assert number not in first.reason
        network.trouble = ""
        again = dataclasses.replace(parcel, again=True)
        until(lambda: first.state == "confirmed" or system.send(again).state == "confirmed", 20)
    assert len(machine.records()) == before + 1
