"""Old systems that answer a search inside the test's own process, one after the other."""

import pytest

from daybook.legacy import registry
from daybook.legacy.find import asking
from find_made import Systems


@pytest.fixture(autouse=True)
def _no_joined_systems(monkeypatch):
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """Each is asked where it is, before the page goes on."""
    monkeypatch.setattr(asking, "in_line", lambda system, work: work())


@pytest.fixture
def systems(db):
    return Systems()
