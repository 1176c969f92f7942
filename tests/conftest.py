"""Shared by all tests: a home folder of their own, so that no test touches a developer's keys or database."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from hypothesis import HealthCheck, settings

os.environ.setdefault("DAYBOOK_HOME", tempfile.mkdtemp(prefix="daybook-test-"))
sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ("browser", "databases", "runs", "standing")

# No limits in time: how long one example takes says how busy the machine is, not whether the code is right.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# A password is hashed as always but for the rounds, a million of which take half a second.
PBKDF2PasswordHasher.iterations = 1000

REAL_TIME = ("browser", "processes", "threads", "mariadb", "rabbitmq", "nats")


def pytest_collection_modifyitems(items):
    """What runs against the clock of a busy machine may try again; the report counts every rerun."""
    for item in items:
        if any(item.get_closest_marker(name) for name in REAL_TIME):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1))


@pytest.fixture(autouse=True, scope="session")
def _own_attachments(tmp_path_factory):
    """Kept files lie under the hash of their content: in one folder the workers would spoil each other's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "ATTACHMENTS", tmp_path_factory.mktemp("attachments"))
        yield
