"""Streams of a test alone, and systems that another host delivers to."""

import uuid

import pytest

from daybook.legacy import registry
from daybook.legacy.elsewhere import host as hosts
from elsewhere_made import Both
from nats_server import SERVER, forget_streams
from old_systems import Target


@pytest.fixture
def server(settings):
    """Streams of this test alone."""
    settings.NATS_URL, settings.NATS_STREAM = SERVER, f"TEST{uuid.uuid4().hex[:8]}"
    yield SERVER
    forget_streams(settings.NATS_STREAM)


@pytest.fixture
def join(server, monkeypatch):
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)
    monkeypatch.setattr(hosts, "WAIT_SECONDS", 0.3)
    monkeypatch.setattr(hosts, "FIRST_PAUSE", 0.1)
    made = []

    def both(target=None, **changes):
        made.append(Both(target or Target(), **changes))
        return made[-1]

    yield both
    for each in made:
        each.close()
