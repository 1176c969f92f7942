"""Each old system erases by its own means what it was told, and does nothing the second time."""

import json
from uuid import uuid4

import pytest

from daybook.legacy.emulation.keys import public_host_key
from daybook.legacy.emulation.sftp import LINE, PASSWORD, USER
from daybook.legacy.emulation.store import Store
from daybook.legacy.engine.ports import CannotEncode, Parcel
from daybook.legacy.joined import join
from daybook.legacy.systems import registry
from daybook.legacy.systems.intelligence import envelopes
from daybook.legacy.trial import try_out

pytestmark = pytest.mark.processes
ERASING = [name for name in registry.names() if registry.mapping(name).erases]
NUMBER = "AR/0009911/26"


@pytest.mark.parametrize("name", ERASING)
def test_a_golden_report_is_told_and_erased(name):
    trial = try_out(registry.mapping(name), "erasure", None, 30)
    assert (trial.state, trial.against, trial.reason) == ("confirmed", "emulator", "")
    assert [line.ours for line in trial.lines if line.ours == "reference"] == ["reference"]


def soap(machine):
    return {"url": f"{machine.url}/lantern", "user": envelopes.USER, "password": envelopes.PASSWORD}


def sftp(machine):
    port = (machine.home / LINE).read_text()
    key = public_host_key(machine.home)
    return {"server": f"sftp://127.0.0.1:{port}/", "user": USER, "password": PASSWORD, "host_key": key}


class Case:
    """An arrest that the machine was told, and what is then asked of it."""

    def __init__(self, name, machine, params, arrest, until):
        self.name, self.machine, self.until = name, machine, until
        self.system = join(registry.mapping(name), params(machine))
        told = self.send("create", arrest(name, number=NUMBER, verb="create"))
        self.reference = told.reference

    def send(self, verb, document, again=False):
        key = f"{uuid4().hex}:{self.name}"
        body = self.system.encode({**document, "key": key, "verb": verb}).body
        parcel = Parcel(key, verb, "arrest", body, uuid4(), again=again)
        outcome = self.system.send(parcel)
        return self.until(lambda: self.later(key)) if outcome.state == "accepted" else outcome

    def later(self, key):
        with self.system.collect() as replies:
            return next((reply.outcome for reply in replies if reply.key == key), None)

    def erase(self, again=False):
        return self.send("erase", {"report": "arrest", "reference": self.reference}, again)


@pytest.fixture(params=[("intelligence", soap), ("antisocial_behaviour", sftp)], ids=["soap", "sftp"])
def case(request, emulator, arrest, until):
    name, params = request.param
    return Case(name, emulator(name), params, arrest, until)


def test_erased_once_and_the_second_asking_finds_nothing(case):
    assert case.erase().state == "confirmed"
    assert case.machine.records() == []
    assert NUMBER not in json.dumps(case.machine.messages())
    second = case.erase(again=True)
    assert (second.state, second.code in case.system.erasure.gone) == ("refused", True)


def test_what_somebody_holds_there_is_refused_with_a_remedy(case):
    Store(case.machine.home / f"{case.name}.sqlite3").hold(case.reference)
    refused = case.erase()
    assert (refused.state, refused.code in case.system.erasure.gone) == ("refused", False)
    assert "Ask its owner" in refused.remedy
    assert len(case.machine.records()) == 1


def test_a_kind_that_a_system_does_not_erase_is_refused_before_it_is_sent():
    system = join(registry.mapping("national_computer"), {"broker": "file:///nowhere"})
    with pytest.raises(CannotEncode, match="takes none of it"):
        system.encode({"report": "arrest", "verb": "erase", "reference": "NC26-0000001", "key": "k"})


def test_a_warrant_that_is_out_is_not_erased(tmp_path, arrest):
    from daybook.legacy.systems.warrants.emulator import Docket

    mapping, docket = registry.mapping("warrants"), Docket(tmp_path)
    golden = json.loads((mapping.folder / "golden" / "warrant.document.json").read_text())
    told = docket.take("1", "create", mapping.encode({**golden, "key": "1"}).body)
    order = {"report": "warrant", "verb": "erase", "key": "2", "reference": told.reference,
             "ordered_at": "2026-11-30T09:05:00+00:00"}  # fmt: skip
    refused = docket.take("2", "erase", mapping.encode(order).body)
    assert (refused.code, docket.store.count()) == ("D031", 1)
