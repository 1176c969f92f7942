from uuid import uuid4

import pytest

from callers import caller_with
from daybook.legacy import registry
from daybook.legacy.engine.ports import Outcome
from daybook.legacy.telling import document_of
from daybook.records.actions.record_report import record_report
from daybook.records.reports.arrest import Arrest
from helpers import arrest, settle
from old_systems import HandClock, Target, old_system
from old_systems import dispatcher as dispatcher_of

NO = Outcome(
    "refused",
    code="E12",
    field="person.family_name",
    reason="The surname is not allowed.",
    remedy="Correct it.",
)


class Office:
    """One old system that takes arrests, and one arrest."""

    def __init__(self):
        self.target, self.clock = Target(), HandClock()
        self.system = registry.register(
            old_system(
                self.target, wants=frozenset({"arrest"}), encode=self.encode, screen="https://ledger.example/"
            )
        )
        report = Arrest.model_validate(arrest())
        [self.event] = record_report(caller_with("officer"), report, submission=uuid4())
        self.documents = document_of

    def encode(self, document):
        from daybook.legacy.engine.ports import Encoded

        loss = {
            "field": "person.family_name",
            "ours": "Quill",
            "theirs": "QUIL",
            "rule": "cut to 4 characters",
            "minor": False,
        }
        return Encoded(document["person"]["family_name"].encode(), [loss])

    document = staticmethod(document_of)

    def deliver(self, *answers):
        self.target.answers = list(answers)
        settle()
        self.clock.move(1)
        return dispatcher_of(self.system, self, self.clock).turn()


@pytest.fixture(autouse=True)
def _no_joined_systems(monkeypatch):
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)


@pytest.fixture
def office(db):
    return Office()


@pytest.fixture
def refused(office):
    """An arrest that the old system has refused; its delivery."""
    from daybook.legacy.models import Delivery

    office.deliver(NO)
    return Delivery.objects.get()
