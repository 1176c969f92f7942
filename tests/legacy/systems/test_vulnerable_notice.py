"""A vulnerable person report is a notice of its own kind in Safeguard, and goes to no other system."""

import json

import pytest

from daybook.legacy import registry as joined
from daybook.legacy.joined import join
from daybook.legacy.models import Delivery
from daybook.legacy.systems import registry
from daybook.legacy.systems.vulnerable.emulator import Safeguard
from daybook.legacy.systems.vulnerable.staging import COLUMNS
from daybook.records.code_lists import code_list
from daybook.records.documents import report_document, verb_of
from helpers import settle
from report_samples import CHILD, ago, changed_to, recorded

NOTICE = registry.FOLDER / "vulnerable" / "golden" / "notice.expected.json"


@pytest.fixture
def machine(tmp_path):
    return Safeguard(tmp_path, f"sqlite://{tmp_path}/staging.sqlite3")


def sent(document):
    return registry.mapping("vulnerable").encode(document).body


@pytest.mark.parametrize(
    ("changed", "code", "text"),
    [
        ({"RISK_LEVEL": "?"}, "SG12", "RISK_LEVEL CODE NOT ON TABLE"),
        ({"CONSENT": ""}, "SG10", "CONSENT MANDATORY"),
        ({"CONCERNS": "Neglect; other"}, "SG15", "CONCERNS INVALID FORMAT"),
        ({"CONCERNS": "neglect," * 16 + "other"}, "SG11", "CONCERNS EXCEEDS 120"),
        ({"RISK_REASON": "\U0002070e"}, "SG13", "RISK_REASON INVALID CHARACTER"),
        ({"NOTICE_STATUS": "ARR"}, "SG12", "NOTICE_STATUS CODE NOT ON TABLE"),
        ({"NOTICE_KIND": "MISSING"}, "SG12", "NOTICE_KIND CODE NOT ON TABLE"),
        ({"NOTICED_AT": "202602301200"}, "SG14", "NOTICED_AT INVALID DATE"),
    ],
)
def test_the_machine_refuses_what_it_cannot_hold(machine, changed, code, text):
    body = json.dumps(json.loads(NOTICE.read_text()) | changed).encode()
    outcome = machine.take("key", "create", body)
    assert (outcome.outcome, outcome.code, outcome.text) == ("REFUSED", code, text)


def test_the_notice_fits_the_columns_of_the_table():
    [notice] = registry.mapping("vulnerable").messages
    for field in notice.fields:
        assert field.spec.to in COLUMNS
        assert (field.spec.length or 0) <= COLUMNS[field.spec.to]


def test_every_concern_fits_and_a_list_too_long_is_told():
    document = json.loads(NOTICE.with_name("notice.document.json").read_text())
    document["vulnerable"]["concerns"] = list(code_list("safeguarding-concerns").codes)
    encoded = registry.mapping("vulnerable").encode(document)
    assert len(json.loads(encoded.body)["CONCERNS"]) <= 120
    assert "vulnerable.concerns" in {loss.field for loss in encoded.losses}


@pytest.mark.django_db
def test_a_report_as_it_is_really_written_lives_there_to_its_end(machine):
    event = recorded("vulnerable", person=[CHILD | {"family_name": "Reed 𠮷"}])
    assert machine.take("1", "create", sent(report_document(event.pk))).outcome == "ACCEPTED"
    event = changed_to(event, "refer", at=ago(minutes=5), authority="An invented council")
    assert machine.take("2", "amend", sent(report_document(event.pk, "amend"))).outcome == "ACCEPTED"
    changed_to(event, "error")
    assert verb_of("vulnerable:in-error") == "withdraw"
    assert machine.take("3", "withdraw", sent(report_document(event.pk, "withdraw"))).outcome == "ACCEPTED"


@pytest.mark.django_db
def test_somebody_without_a_name_is_taken_too(machine):
    event = recorded("vulnerable", person=[{"unknown": True}], child_or_adult="adult")
    assert machine.take("1", "create", sent(report_document(event.pk))).outcome == "ACCEPTED"


def test_only_safeguard_takes_it():
    takes = {name for name, one in registry.mappings().items() if "vulnerable" in one.wants}
    assert takes == {"vulnerable"}


@pytest.mark.django_db
def test_the_book_has_it_delivered_there_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(joined, "_systems", {})
    joined.register(
        join(registry.mapping("vulnerable"), {"database": f"sqlite://{tmp_path}/staging.sqlite3"})
    )
    event = recorded("vulnerable")
    recorded("statement")
    changed_to(event, "refer", at=ago(minutes=5), authority="An invented council")
    settle()
    told = Delivery.objects.order_by("seq").values_list("system", "report", "verb")
    assert list(told) == [("vulnerable", "vulnerable", "create"), ("vulnerable", "vulnerable", "amend")]
