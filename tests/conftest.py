"""Shared by all tests: a home folder of their own, so that no test touches a developer's keys or database."""

import os
import sys
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("DAYBOOK_HOME", tempfile.mkdtemp(prefix="daybook-test-"))
sys.path.insert(0, str(Path(__file__).parent))

pytest_plugins = ("browser",)


@pytest.fixture(autouse=True, scope="session")
def _book_can_be_emptied_between_tests():
    """Transactional tests end with a flush, which the book's triggers rightly refuse: lift them just for that."""
    from django.db import connection
    from django.test import TransactionTestCase

    from daybook.book import triggers

    flush = TransactionTestCase._fixture_teardown

    def teardown(self):
        triggers.drop(connection)
        try:
            flush(self)
        finally:
            triggers.create(connection)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()
