"""An arrest goes to Doorstep as a CSV file over SFTP: a real server in its own process, through good days and bad."""

import json
from uuid import uuid4

import asyncssh
import pytest

from daybook.legacy.emulation.keys import public_host_key
from daybook.legacy.emulation.sftp import CLIENT_KEYS, LINE, PASSWORD, USER
from daybook.legacy.engine.ports import CannotEncode, Parcel
from daybook.legacy.joined import join
from daybook.legacy.systems import registry

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def machine(module_emulator):
    return module_emulator("antisocial_behaviour")


@pytest.fixture(autouse=True)
def _in_order(machine):
    machine.fault()


def params(machine, **changed):
    port = (machine.home / LINE).read_text()
    key = public_host_key(machine.home)
    known = {"server": f"sftp://127.0.0.1:{port}/", "user": USER, "password": PASSWORD, "host_key": key}
    return known | changed


class Case:
    """One arrest of its own, what is told of it, and what comes back."""

    def __init__(self, machine, arrest, **changed):
        self.machine, self.arrest, self.number = machine, arrest, f"AR/{uuid4().int % 10**7:07d}/26"
        self.system = join(registry.mapping("antisocial_behaviour"), params(machine, **changed))

    def parcel(self, verb="create", **changed):
        key = f"{verb}-{self.number.replace('/', '-')}:antisocial_behaviour"
        document = self.arrest("antisocial_behaviour", number=self.number, key=key, verb=verb, **changed)
        return Parcel(key, verb, "arrest", self.system.encode(document).body, uuid4())

    def send(self, verb="create", **changed):
        return self.system.send(self.parcel(verb, **changed))

    def told(self, until, verb="create", **changed):
        """Send it, and wait for its answer."""
        assert self.send(verb, **changed).state == "accepted"
        return self.answer(until, verb)

    def answer(self, until, verb="create"):
        key = self.parcel(verb).key

        def looked():
            with self.system.collect() as replies:
                return next((reply for reply in replies if reply.key == key), None)

        return until(looked)

    @property
    def held(self):
        return next(each for each in self.machine.records() if each["origin"] == self.number)

    @property
    def seen(self):
        return [each for each in self.machine.messages() if each["origin"] == self.number]


@pytest.fixture
def case(machine, arrest):
    return Case(machine, arrest)


def folder(machine, name):
    return sorted(file.name for file in (machine.home / "sftp" / name).iterdir() if file.is_file())


def test_an_arrest_gets_its_case_number_and_lives_there_to_its_end(machine, case, until):
    first = case.told(until).outcome
    assert (first.state, first.reference[:3]) == ("confirmed", "ASB")
    amended = case.told(until, "amend", person__family_name="O’Brien-Zoë")
    assert amended.outcome.reference == first.reference
    assert case.told(until, "withdraw", event__status="wrong-person").outcome.reference == first.reference
    assert (case.held["state"], case.held["version"]) == ("WITHDRAWN", 3)
    assert case.held["content"]["FORENAMES"] == "Zoë Paul"
    assert folder(machine, "in") == []
    assert folder(machine, "out") == []


def test_a_key_of_ours_opens_it_too(machine, arrest, until, tmp_path):
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(str(tmp_path / "key"))
    (machine.home / CLIENT_KEYS).write_bytes(key.export_public_key())
    case = Case(machine, arrest, password="", key_file=str(tmp_path / "key"))
    assert case.told(until).outcome.state == "confirmed"


def test_the_same_file_twice_is_harmless(case, until):
    first = case.told(until)
    again = case.told(until)
    assert again.outcome == first.outcome
    assert (case.held["version"], case.seen[0]["times"]) == (1, 2)


def test_a_yes_that_was_lost_comes_when_the_file_is_laid_down_again(machine, case, until):
    machine.fault(answer="yes-then-timeout", times=1)
    case.send()
    until(lambda: case.seen)
    assert case.told(until).outcome.state == "confirmed"
    assert case.held["version"] == 1


def test_a_host_key_that_changed_stops_everything_with_a_sentence(machine, arrest, until, tmp_path):
    case = Case(machine, arrest, host_key=public_host_key(tmp_path))
    before = machine.messages()
    outcome = case.send()
    assert (outcome.state, outcome.code, outcome.reached) == ("refused", "CONNECTION", False)
    assert "The host key of Doorstep anti-social behaviour has changed: it showed SHA256:" in outcome.reason
    assert "Nothing was sent" in outcome.reason
    assert folder(machine, "in") == []
    assert machine.messages() == before


def test_a_server_that_came_back_with_another_key_is_not_spoken_to(machine, arrest, until):
    case = Case(machine, arrest)
    assert case.told(until).outcome.state == "confirmed"
    machine.kill()
    port = (machine.home / LINE).read_text()
    (machine.home / "host_key").rename(machine.home / "host_key.old")
    machine.arguments.extend(["--line", port])
    machine.start()
    try:
        outcome = until(lambda: (found := case.send("amend")).state == "refused" and found)
        assert "has changed" in outcome.reason
        assert len(case.seen) == 1
    finally:
        machine.kill()
        (machine.home / "host_key.old").replace(machine.home / "host_key")
        machine.start()
    assert case.told(until, "amend").outcome.state == "confirmed"


def test_a_wrong_password_is_told(machine, arrest):
    outcome = Case(machine, arrest, password="other").send()
    assert "does not let us in" in outcome.reason
    assert not outcome.reached


def test_a_server_that_is_off_was_never_reached(machine, arrest):
    outcome = Case(machine, arrest, server="sftp://127.0.0.1:1/").send()
    assert (outcome.state, outcome.reached) == ("failed", False)
    assert "is not answering" in outcome.reason


def test_a_folder_that_is_not_there_is_told(machine, arrest):
    outcome = Case(machine, arrest, server=params(machine)["server"] + "elsewhere").send()
    assert "Check that its folders are there" in outcome.reason


def test_a_host_key_that_is_none_is_told(machine, arrest):
    outcome = Case(machine, arrest, host_key="SHA256:abc").send()
    assert (outcome.code, "is no public key" in outcome.reason) == ("CONNECTION", True)


@pytest.mark.parametrize("answer", ["nonsense", "count"])
def test_an_answer_that_is_cut_off_or_miscounts_goes_to_the_desk(machine, case, until, answer):
    machine.fault(answer=answer, times=1)
    reply = case.told(until)
    assert reply.outcome is None
    assert "cut off" in reply.problem


def laid_down(machine, case, change):
    """Lay a file down as a careless sender would, and give the machine's answer as we read it."""
    name = case.parcel().key.replace(":", ".")
    head, tail = f"H,DAYBOOK,{name}\r\n".encode(), b"T,1\r\n"
    part = machine.home / "sftp" / "in" / f"{name}.part"
    part.write_bytes(change(head + case.parcel().body + tail))
    part.replace(part.with_suffix(".csv"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda file: file.replace(b"T,1", b"T,2"), "A004"),
        (lambda file: file[:-40], "A004"),
        (lambda file: file.replace(b"H,DAYBOOK", b"H,DAYLOG"), "A002"),
        (lambda file: file.replace(b"MESSAGE_ID", b"MESSAGE"), "A003"),
        (lambda file: file.replace(b'"Flat', b'"Fl"at'), "A001"),
        (lambda file: file.decode("latin-1").encode("utf-8").replace(b"\xc3\xba", b"\xc2\x92"), "A013"),
    ],
    ids=["count", "cut off", "header", "columns", "quotes", "encoding"],
)
def test_the_machine_refuses_a_file_that_is_not_as_agreed(machine, case, until, change, code):
    laid_down(machine, case, change)
    outcome = case.answer(until).outcome
    assert (outcome.state, outcome.code) == ("refused", code)
    assert outcome.reason.startswith(("Doorstep", "A field"))
    assert outcome.remedy


def test_a_code_that_it_does_not_have_stops_here(case):
    with pytest.raises(CannotEncode) as refused:
        case.parcel(event__status="vanished")
    assert (refused.value.field, bool(refused.value.remedy)) == ("event.status", True)


def test_a_date_that_it_cannot_hold_stops_here(case):
    with pytest.raises(CannotEncode, match="before 1 January 1900"):
        case.parcel(person__date_of_birth="1899-12-31")


def test_a_name_longer_than_its_field_is_cut_by_rule_and_told(case, until, arrest):
    name = "Featherstonehaugh-" * 3
    losses = case.system.encode(arrest("antisocial_behaviour", person__family_name=name)).losses
    [loss] = [loss for loss in losses if loss["field"] == "person.family_name"]
    assert (loss["ours"], len(loss["theirs"])) == (name, 30)
    assert case.told(until, person__family_name=name).outcome.state == "confirmed"


def test_what_it_holds_can_be_read_and_an_extract_that_miscounts_is_not_compared(machine, case, until):
    case.told(until)
    case.told(until, "amend", arrest__grounds='He said: "no", and ran; £5, 50%')
    extracts = case.system.extracts
    extracts.ask("one")

    def read():
        with extracts.opened("one") as holding:
            return holding and {held.key: held for held in holding}

    theirs = until(read)[case.number]
    ours = extracts.ours(
        "arrest", case.parcel("amend", arrest__grounds='He said: "no", and ran; £5, 50%').body
    )
    assert (theirs.digest, theirs.is_live, theirs.reference) == (ours.digest, True, case.held["reference"])
    assert folder(machine, "extract") == []
    machine.fault(answer="count", times=1)
    extracts.ask("two")
    until(lambda: folder(machine, "extract"))
    with (
        pytest.raises(Exception, match=r"its count is wrong\. Nothing was compared"),
        extracts.opened("two") as bad,
    ):
        list(bad)


def test_its_screen_shows_what_arrived(machine, case, until):
    case.told(until)
    assert "Núñez-O'Brien, Zoë Paul ARRESTED" in json.dumps(machine.records(), ensure_ascii=False)
