from datetime import timedelta

import pytest
from django.utils import timezone

from callers import signed_on_client
from daybook.book import writing
from daybook.estate.models import Contract, ContractCover, Interface, Payment, SignOnCount
from daybook.legacy import registry
from estate_made import a_system
from helpers import OFFICER


def ago(days):
    return timezone.localdate() - timedelta(days=days)


class Quarry:
    """An old system of the invented force: a contract, payments, a sign-on log, an interface, and who ends it."""

    def __init__(self):
        self.system = a_system("Q7", "Quarry", parity=["Maps: the beat boundaries of each year"])
        self.neighbour = a_system("L2", "Lantern")
        self.manager, self.other = signed_on_client("estate-manager"), signed_on_client("estate-manager")
        self.chief, self.officer = (
            signed_on_client("superintendent"),
            signed_on_client("data-protection-officer"),
        )

    def keep(self, *rows):
        with writing("estate-system:added", OFFICER) as page:
            return [page.save(row) for row in rows]

    def log(self, last_on, until=0):
        """The force's sign-on log to so many days ago; the last sign-on to the Quarry so many days ago."""
        SignOnCount.objects.all()._raw_delete("default")
        counts = {"users_30": 0, "users_90": 3, "sessions_30": 0, "sessions_90": 9, "since": ago(400)}
        others = {**counts, "users_30": 40, "sessions_30": 900}
        self.keep(
            SignOnCount(
                application="quarry", system=self.system, until=ago(until), last_on=ago(last_on), **counts
            ),
            SignOnCount(
                application="lantern", system=self.neighbour, until=ago(until), last_on=ago(until), **others
            ),
        )

    def pays(self, last, first=500, every=30, pence=2_000_00):
        """Payments for it from so many days ago to so many, and others up to today."""
        Payment.objects.all()._raw_delete("default")
        mine = [
            Payment(number=f"Q{day}", paid_on=ago(day), supplier="Stoneware", pence=pence, system=self.system)
            for day in range(last, first, every)
        ]
        self.keep(
            *mine, Payment(number="L1", paid_on=ago(0), supplier="Averby", pence=5, system=self.neighbour)
        )

    def contract(self, ends):
        Contract.objects.filter(number="C-7").exists() or self.keep(
            contract := Contract(number="C-7", title="Quarry", supplier="Stoneware", ends=ends),
            ContractCover(contract=contract, system=self.system),
        )

    def interface(self):
        [row] = self.keep(Interface(number="I-1", source=self.system, target=self.neighbour))
        return row


@pytest.fixture(autouse=True)
def _no_joined_systems(monkeypatch):
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)


@pytest.fixture
def quarry(db):
    return Quarry()
