"""What stands for longer than one test: rows that a module's tests share, and the old systems joined before a test."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """`with standing(): ...` in a fixture of the module: what is written stays until the module ends.

    For modules without transactional tests. Each test runs in a savepoint of this transaction.
    """
    from django.db import connection, transaction

    opened = []

    @contextmanager
    def open_standing() -> Iterator[None]:
        with django_db_blocker.unblock():
            outer = transaction.atomic()
            outer._from_testcase = True  # code that must be outermost may run within it, as within a test
            outer.__enter__()
            opened.append(outer)
            yield

    yield open_standing
    with django_db_blocker.unblock():
        for outer in reversed(opened):
            connection.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def joined_as_before():
    """Old systems that a test joins are joined no longer after it."""
    from daybook.legacy import registry

    systems, loaded = dict(registry._systems), registry._loaded
    yield
    registry._systems.clear()
    registry._systems.update(systems)
    registry._loaded = loaded
