"""Shared by all tests: a home folder of their own, so that no test touches a developer's keys or database."""

import os
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("DAYBOOK_HOME", tempfile.mkdtemp(prefix="daybook-test-"))
sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ("browser", "runs")

# No limits in time: how long one example takes says how busy the machine is, not whether the code is right.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

REAL_TIME = ("browser", "processes", "threads", "mariadb", "rabbitmq")


def pytest_collection_modifyitems(items):
    """What runs against the clock of a busy machine may try again; the report counts every rerun."""
    for item in items:
        if any(item.get_closest_marker(name) for name in REAL_TIME):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1))


@pytest.fixture(autouse=True, scope="session")
def _book_can_be_emptied_between_tests():
    """Transactional tests end with a flush, which the book's triggers rightly refuse: lift them just for that."""
    from django.db import OperationalError, connection
    from django.test import TransactionTestCase

    from daybook.book import triggers

    flush = TransactionTestCase._fixture_teardown

    def teardown(self):
        triggers.drop(connection)
        try:
            flush_when_quiet(self)
        finally:
            triggers.create(connection)

    def flush_when_quiet(self):
        """A page's last draft may still be on its way to the server when the test ends."""
        for _ in range(20):
            try:
                return flush(self)
            except OperationalError:
                time.sleep(0.25)
        return flush(self)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()
