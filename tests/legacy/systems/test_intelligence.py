"""An arrest goes to Lantern by SOAP, in its own process, through good days and bad."""

import dataclasses
import re
from uuid import uuid4

import pytest

from daybook.legacy.engine.ports import CannotEncode, CannotRead, Parcel
from daybook.legacy.joined import join
from daybook.legacy.systems import registry
from daybook.legacy.systems.intelligence.envelopes import PASSWORD, USER

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def machine(module_emulator):
    return module_emulator("intelligence")


@pytest.fixture(autouse=True)
def _in_order(machine):
    machine.fault()


def params(machine, **changed):
    return {"url": f"{machine.url}/lantern", "user": USER, "password": PASSWORD} | changed


@pytest.fixture
def system(machine):
    return join(registry.mapping("intelligence"), params(machine))


class Case:
    """One arrest of its own and what is told of it."""

    def __init__(self, system, arrest):
        self.system, self.arrest, self.number = system, arrest, f"AR/{uuid4().int % 10**7:07d}/26"

    def parcel(self, verb="create", again=False, key="", **changed):
        key = key or f"{verb}-{self.number}:intelligence"
        document = self.arrest("intelligence", number=self.number, key=key, verb=verb, **changed)
        body = self.system.encode(document).body
        return Parcel(key, verb, "arrest", body, uuid4(), again=again)

    def send(self, *args, **changed):
        return self.system.send(self.parcel(*args, **changed))


@pytest.fixture
def case(system, arrest):
    return Case(system, arrest)


def held(machine, case):
    return next(record for record in machine.records() if record["origin"] == case.number)


def tries(machine, case):
    return [message for message in machine.messages() if message["origin"] == case.number]


def test_an_arrest_gets_its_urn_and_lives_there_to_its_end(machine, case):
    told = case.send()
    assert (told.state, told.reference[:3]) == ("confirmed", "LN/")
    assert case.send("amend", person__height_cm=170).reference == told.reference
    assert case.send("withdraw", event__status="wrong-person").reference == told.reference
    record = held(machine, case)
    assert (record["state"], record["version"], record["title"]) == (
        "WITHDRAWN",
        3,
        "ARREST 1AP Núñez-O’Brien",
    )
    assert record["content"]["Report.Offence.2.Code"] == "RT88191"


def test_its_numbers_go_on_after_it_was_killed(machine, case, arrest):
    first = case.send().reference
    machine.kill()
    machine.start()
    other = Case(join(registry.mapping("intelligence"), params(machine)), arrest)
    assert int(other.send().reference[3:10]) == int(first[3:10]) + 1


def test_a_yes_that_was_lost_is_asked_for_and_not_sent_again(machine, case):
    case.send()
    machine.fault(answer="yes-then-timeout", times=1)
    lost = case.send("amend")
    assert (lost.state, lost.reached) == ("failed", True)
    settled = case.send("amend", again=True)
    assert (settled.state, settled.found, settled.reference[:3]) == ("confirmed", True, "LN/")
    assert held(machine, case)["version"] == 2
    assert len(tries(machine, case)) == 2


def test_what_never_arrived_is_asked_for_and_then_sent(machine, case):
    machine.fault(answer="drop", times=1)
    assert case.send().state == "failed"
    told = case.send(again=True)
    assert (told.state, told.found) == ("confirmed", False)
    assert len(tries(machine, case)) == 1


def test_that_it_holds_it_already_is_a_yes_where_it_is_this_very_message(machine, case):
    first = case.send()
    assert case.send().reference == first.reference
    other = case.send(key="another:intelligence")
    assert (other.state, other.code, "already holds" in other.reason) == ("refused", "L020", True)
    assert held(machine, case)["version"] == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("busy", "busy with its nightly work"),
        ("500", r"no answer in SOAP \(status 500\)"),
        ("nonsense", r"no answer in SOAP \(status 200\): it holds no SOAP envelope"),
        ("bomb", "declares a document type, which is not accepted"),
        ("drop", "is not answering"),
    ],
)
def test_a_bad_moment_is_waited_out(machine, case, answer, said):
    machine.fault(answer=answer, times=1)
    outcome = case.send()
    assert outcome.state == "failed"
    assert re.search(said, outcome.reason), outcome.reason
    assert case.send().state == "confirmed"


def test_a_wsdl_that_changed_is_noticed_before_anything_is_sent(machine, case):
    machine.fault(answer="wsdl")
    outcome = case.send()
    assert (outcome.state, outcome.code, outcome.reached) == ("refused", "CONNECTION", False)
    assert "has changed since its mapping was written" in outcome.reason
    assert "Nothing was sent" in outcome.reason
    assert tries(machine, case) == []
    machine.fault()
    assert case.send().state == "confirmed"


def test_a_wrong_password_is_told(machine, arrest):
    case = Case(join(registry.mapping("intelligence"), params(machine, password="other")), arrest)
    outcome = case.send()
    assert (outcome.code, "does not let us in" in outcome.reason) == ("CONNECTION", True)


def test_an_address_without_a_wsdl_is_told(machine, arrest):
    case = Case(
        join(registry.mapping("intelligence"), params(machine, url=f"{machine.url}/elsewhere")), arrest
    )
    outcome = case.send()
    assert "offers no readable WSDL: status 404" in outcome.reason
    assert not outcome.reached


def test_a_machine_that_is_off_was_never_reached(arrest):
    off = {"url": "http://127.0.0.1:1/lantern", "user": USER, "password": PASSWORD}
    outcome = Case(join(registry.mapping("intelligence"), off), arrest).send()
    assert (outcome.state, outcome.reached) == ("failed", False)
    assert "is not answering" in outcome.reason


def test_a_slow_machine_is_given_up_after_its_time(machine, arrest):
    mapping = registry.mapping("intelligence")
    limits = mapping.system.limits.model_copy(update={"timeout_seconds": 0.3})
    hasty = mapping.spec.model_copy(update={"system": mapping.system.model_copy(update={"limits": limits})})
    case = Case(join(dataclasses.replace(mapping, spec=hasty), params(machine)), arrest)
    machine.fault(latency_s=1, times=1)
    outcome = case.send()
    assert "did not answer within 0.3 seconds" in outcome.reason
    assert outcome.reached


def test_a_code_that_it_does_not_have_stops_here(case):
    with pytest.raises(CannotEncode, match=r"event\.status") as refused:
        case.parcel(event__status="vanished")
    assert refused.value.remedy


def test_a_date_that_it_cannot_hold_stops_here(case):
    with pytest.raises(CannotEncode) as refused:
        case.parcel(person__date_of_birth="1899-12-31")
    assert refused.value.field == "person.date_of_birth"
    assert "before 1 January 1900, the first day that the old system holds" in refused.value.problem


def test_what_it_holds_is_read_page_by_page_and_not_compared_where_the_count_is_wrong(
    machine, system, arrest
):
    cases = [Case(system, arrest) for _ in range(7)]
    assert {case.send().state for case in cases} == {"confirmed"}
    cases[3].send("withdraw", event__status="wrong-person")
    extracts = system.extracts
    extracts.ask("one")
    with extracts.opened("one") as holding:
        every = list(holding)
        assert [each.key for each in holding.only({0, len(every) - 1})] == [every[0].key, every[-1].key]
    theirs = {each.key: each for each in every}
    assert len(theirs) == len(every) == len(machine.records())
    ours = extracts.ours("arrest", cases[2].parcel().body)
    read = theirs[cases[2].number]
    assert (read.digest, read.is_live, read.reference) == (
        ours.digest,
        True,
        held(machine, cases[2])["reference"],
    )
    assert not theirs[cases[3].number].is_live
    machine.fault(answer="count")
    with pytest.raises(CannotRead, match="Nothing was compared"), extracts.opened("two") as holding:
        list(holding)


def test_a_name_longer_than_its_field_is_cut_by_rule_and_told(machine, system, case, arrest):
    name = "Featherstonehaugh-" * 4
    encoded = system.encode(arrest("intelligence", person__family_name=name))
    [loss] = [loss for loss in encoded.losses if loss["field"] == "person.family_name"]
    assert (loss["ours"], len(loss["theirs"])) == (name, 40)
    assert case.send(person__family_name=name).state == "confirmed"
