"""The database of a test run: it waits for no disk, and a transactional test leaves it empty at little cost."""

import time
from functools import cache

import pytest


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """No test cuts the power; those that kill processes have databases of their own (house.py), with real commits."""
    from django.db import connection

    if connection.vendor == "postgresql":
        connection.settings_dict["OPTIONS"]["options"] = "-c synchronous_commit=off"


@pytest.fixture(autouse=True, scope="session")
def _emptied_between_tests():
    """Django's own way truncates every table and asks every app to begin anew, 0.1 s of CPU and a hundred fsyncs."""
    from django.test import TransactionTestCase

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty_when_quiet())
    yield
    patch.undo()


def empty_when_quiet():
    """A page's last draft may still be on its way to the server when the test ends."""
    from django.db import OperationalError

    for _ in range(20):
        try:
            return empty()
        except OperationalError:
            time.sleep(0.25)
    return empty()


def empty():
    """All rows go in one transaction, the book's too, whose triggers rightly refuse: they are lifted just for that."""
    from django.db import connection, transaction

    from daybook.book import triggers

    with transaction.atomic(), connection.cursor() as cursor:
        triggers.drop(connection)
        for table in tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        connection.check_constraints()
        triggers.create(connection)


@cache
def tables():
    """Of every model, but for the two that migrating fills."""
    from django.db import connection

    return sorted(
        {*connection.introspection.django_table_names()} - {"django_content_type", "auth_permission"}
    )
