import pytest

from daybook.legacy import registry
from old_systems import Desk, HandClock, Target, dispatcher, old_system


@pytest.fixture(autouse=True)
def _no_joined_systems(monkeypatch):
    """Each test joins the systems it needs; the ones that ship are out of the way."""
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def target():
    return Target()


@pytest.fixture
def system(target):
    return registry.register(old_system(target))


@pytest.fixture
def worker(system, desk, clock):
    return dispatcher(system, desk, clock)
