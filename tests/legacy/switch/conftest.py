import pytest

from daybook.legacy import registry
from switches_made import Ledger


@pytest.fixture(autouse=True)
def _no_joined_systems(monkeypatch):
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)


@pytest.fixture
def ledger(db):
    return Ledger()
