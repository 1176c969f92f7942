"""An intelligence report reaches Lantern once it is sanitised; who said it, and what would show it, never leaves."""

import json
import time

import pytest

from callers import caller_with
from daybook.book.models import Entry
from daybook.legacy import registry as joined
from daybook.legacy.engine.dispatcher import Dispatcher
from daybook.legacy.joined import join
from daybook.legacy.models import UNFINISHED, Delivery, State
from daybook.legacy.systems import registry
from daybook.legacy.systems.intelligence.envelopes import PASSWORD, USER
from daybook.legacy.telling import document_of
from daybook.records.actions.hold_source import hold_source
from daybook.records.documents import report_document
from helpers import settle
from report_samples import changed_to, recorded

pytestmark = pytest.mark.django_db
WHO = "Ivo Brandtsky, cellar bar, 07700 900222"
RAW = "Ada Quill told Wrexley the barman that she sells telephones from a grey van."
HOW = "Overheard by Wrexley from behind the counter."
RISK = "Only Wrexley was in earshot."
GRADES = {
    "source": "2", "information": "C", "handling": "C", "conditions": ["A1"], "risk": RISK,
    "conditions_words": "Ask the unit first.",
}  # fmt: skip
CLEAN = "Telephones are sold from a van on Fridays."
KEPT = ("Brandtsky", "900222", "Wrexley", "grey van", "earshot", "Overheard")


@pytest.fixture
def author():
    return caller_with("officer")


@pytest.fixture
def event(author):
    event = recorded("intelligence", author, text=RAW, provenance=HOW)
    hold_source(author, event, WHO)
    return event


def evaluated(event):
    return changed_to(event, "evaluate", caller_with("intelligence-evaluator"), **GRADES)


def sanitised(event):
    return changed_to(evaluated(event), "sanitise", caller_with("intelligence-evaluator"), text=CLEAN)


def told_of(event, verb="create"):
    return report_document(event.pk, verb) | {"key": "a:intelligence"}


def test_nothing_is_sent_before_the_report_is_sanitised(event):
    mapping = registry.mapping("intelligence")
    assert "not sanitised yet" in mapping.unwanted(told_of(event))
    event = evaluated(event)
    assert "not sanitised yet" in mapping.unwanted(told_of(event))
    changed_to(event, "sanitise", caller_with("intelligence-evaluator"), text=CLEAN)
    assert mapping.unwanted(told_of(event)) is None


def test_what_goes_out_has_the_grading_and_the_sanitised_text_alone(event):
    body = registry.mapping("intelligence").encode(told_of(sanitised(event))).body.decode()
    assert CLEAN in body
    assert "<Source>2</Source>" in body
    assert "<ConditionsText>Ask the unit first.</ConditionsText>" in body
    assert [word for word in KEPT if word in body] == []


@pytest.mark.parametrize("name", registry.names())
def test_no_mapping_of_any_system_could_send_the_source(event, name):
    """The document that every mapping reads does not hold it, so that no line of a mapping file can bring it out."""
    document = json.dumps(told_of(sanitised(event)))
    assert [word for word in KEPT if word in document] == []
    mapping = registry.mapping(name)
    if "intelligence" in mapping.wants:
        assert not [word for word in KEPT if word in mapping.encode(told_of(event)).body.decode()]


@pytest.mark.processes
def test_the_whole_way_nothing_of_the_source_leaves_daybook(event, emulator, monkeypatch):
    machine = emulator("intelligence")
    monkeypatch.setattr(joined, "_systems", {})
    monkeypatch.setattr(joined, "_loaded", True)
    params = {"url": f"{machine.url}/lantern", "user": USER, "password": PASSWORD}
    system = joined.register(join(registry.mapping("intelligence"), params))
    worker = Dispatcher(system, "w", document_of, threads=1)
    deliver(worker)
    assert machine.messages() == []
    event = sanitised(event)
    deliver(worker)
    told = {"to": "Neighbourhood unit", "purpose": "Patrols", "conditions_told": "Ask the unit first."}
    changed_to(event, "disseminate", caller_with("intelligence-evaluator"), **told)
    deliver(worker)
    [record] = machine.records()
    assert record["content"]["Report.Text"] == CLEAN
    assert record["title"].startswith("INTEL 2CC")
    assert Delivery.objects.filter(state=State.CONFIRMED).latest("seq").reference == record["reference"]
    left = (machine.home / "intelligence.sqlite3").read_bytes() + json.dumps(record).encode()
    rows = Delivery.objects.values_list("payload", "losses", "reason")
    kept_here = json.dumps(list(rows), default=lambda raw: bytes(raw).decode())
    for word in KEPT:
        assert word.encode() not in left
        assert word not in kept_here
    assert Entry.objects.filter(kind="delivery:sent").exists()


def deliver(worker):
    end = time.monotonic() + 15
    while time.monotonic() < end:
        settle()
        while worker.turn():
            pass
        if not Delivery.objects.filter(state__in=UNFINISHED).exists():
            return
    raise AssertionError(list(Delivery.objects.values("verb", "state", "code", "reason")))
