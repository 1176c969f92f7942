"""An arrest goes to Casefile by HTTP, in its own process, through good days and bad."""

import dataclasses
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from uuid import uuid4

import httpx
import pytest

from daybook.legacy import transports
from daybook.legacy.engine.ports import Parcel
from daybook.legacy.joined import join
from daybook.legacy.systems import registry

pytestmark = pytest.mark.processes
KEY = "019a0c5e-7a00-7000-8000-00000000e001:case_preparation"


@pytest.fixture
def machine(emulator):
    return emulator("case_preparation")


@pytest.fixture
def line(machine, connect):
    return connect("case_preparation", url=machine.url)


def send(line, document, key=KEY):
    return transports.get("rest").send(line.mapping.encode(document).body, key, document["verb"], line)


def test_an_arrest_is_stored_and_confirmed_at_once(machine, line, arrest):
    sent = send(line, arrest("case_preparation"))
    (record,) = machine.records()
    assert (sent.state, sent.reference) == ("confirmed", record["reference"])
    assert record["content"]["suspect.surname"] == "Núñez-O’Brien"
    assert record["content"]["currentAddress.addressLine.2"] == "14 Harbour Street"


def test_the_same_key_twice_makes_one_case(machine, line, arrest):
    assert (
        send(line, arrest("case_preparation")).reference == send(line, arrest("case_preparation")).reference
    )
    assert len(machine.records()) == 1
    assert machine.messages()[0]["times"] == 2


def test_amendment_and_withdrawal(machine, line, arrest):
    first = send(line, arrest("case_preparation")).reference
    amended = arrest("case_preparation", verb="amend", person__family_name="Smith")
    assert send(line, amended, "a:case_preparation").reference == first
    withdrawn = arrest("case_preparation", verb="withdraw", event__status="de-arrested")
    assert send(line, withdrawn, "w:case_preparation").reference == first
    (record,) = machine.records()
    assert (record["state"], record["version"]) == ("WITHDRAWN", 3)
    assert record["content"]["incident.arrestStatus"] == "DEARRESTED"


def test_a_refusal_is_read_in_plain_words(line, arrest):
    sent = send(line, arrest("case_preparation", verb="amend"))
    assert (sent.state, sent.code) == ("refused", "CF421")
    assert sent.remedy == "Send the arrest as new."


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("500", "answered with error 500"),
        ("nonsense", "the answer is not JSON"),
        ("drop", "is not answering"),
        ("yes-then-timeout", "is not answering"),
    ],
)
def test_a_bad_day_is_temporary_and_the_next_try_succeeds_once(machine, line, arrest, answer, sentence):
    machine.fault(answer=answer, times=1)
    with pytest.raises(transports.TransportError, match=sentence) as refused:
        send(line, arrest("case_preparation"))
    assert not refused.value.permanent
    assert send(line, arrest("case_preparation")).state == "confirmed"
    assert len(machine.records()) == 1


def test_a_slow_answer_is_given_up_with_a_sentence(machine, arrest):
    mapping = registry.mapping("case_preparation")
    limits = mapping.system.limits.model_copy(update={"timeout_seconds": 0.2})
    system = mapping.system.model_copy(update={"limits": limits})
    hasty = dataclasses.replace(mapping, spec=mapping.spec.model_copy(update={"system": system}))
    machine.fault(latency_s=1)
    with pytest.raises(transports.TransportError, match=r"did not answer within 0\.2 seconds"):
        send(transports.Connection(hasty, {"url": machine.url}), arrest("case_preparation"))


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        (lambda: "120", 120, 120),
        (lambda: format_datetime(datetime.now(UTC) + timedelta(minutes=20), usegmt=True), 1, 1200),
        (lambda: "86400", 3600, 3600),
        (lambda: "soon", 0, 0),
        (lambda: "", 0, 0),
    ],
    ids=["seconds", "a date", "too long", "words", "nothing"],
)
def test_a_pause_that_it_asks_for_reaches_the_engine(arrest, monkeypatch, asked, least, most):
    served(monkeypatch, lambda request: httpx.Response(503, headers={"Retry-After": asked()}))
    system = join(registry.mapping("case_preparation"), {"url": "http://case"})
    body = system.encode(arrest("case_preparation")).body
    outcome = system.send(Parcel(KEY, "create", "arrest", body, uuid4()))
    assert outcome.state == "failed"
    assert least <= (outcome.retry_after or 0) <= most


def test_a_conflict_over_our_own_record_is_read_back(arrest, monkeypatch):
    case = {"data": {"id": "x", "attributes": {"caseReference": "CASE-2026-001000"}}}

    def answer(request):
        if request.method == "GET":
            return httpx.Response(200, json=case, headers={"Idempotency-Key": KEY})
        return httpx.Response(409, json={"code": "CF420", "detail": "already held"})

    served(monkeypatch, answer)
    sent = send(
        transports.Connection(registry.mapping("case_preparation"), {"url": "http://case"}),
        arrest("case_preparation"),
    )
    assert (sent.state, sent.reference, sent.duplicate) == ("confirmed", "CASE-2026-001000", True)


def test_a_conflict_over_another_ones_record_is_refused(arrest, monkeypatch):
    served(monkeypatch, lambda request: httpx.Response(409, json={"code": "CF420", "detail": "already held"}))
    sent = send(
        transports.Connection(registry.mapping("case_preparation"), {"url": "http://case"}),
        arrest("case_preparation"),
    )
    assert (sent.state, sent.code) == ("refused", "CF420")


@pytest.mark.parametrize(("status", "permanent"), [(503, False), (429, False), (401, True)])
def test_statuses_that_are_not_about_the_record(arrest, monkeypatch, status, permanent):
    served(monkeypatch, lambda request: httpx.Response(status))
    with pytest.raises(transports.TransportError) as refused:
        send(
            transports.Connection(registry.mapping("case_preparation"), {"url": "http://case"}),
            arrest("case_preparation"),
        )
    assert refused.value.permanent is permanent


def test_a_system_without_its_address_says_so(arrest, connect):
    with pytest.raises(transports.TransportError, match="has no 'url' set") as refused:
        send(connect("case_preparation"), arrest("case_preparation"))
    assert refused.value.permanent


def served(monkeypatch, answer):
    client = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr("daybook.legacy.transports.rest._client", lambda: client)
