"""A small invented force that the tests of the generator share; nothing in it is written to."""

import pytest

from daybook.demo.generator import generate


@pytest.fixture(scope="session")
def force():
    return generate(seed=7, people=12_000)


@pytest.fixture(scope="session")
def people(force):
    return list(force.people())


@pytest.fixture(scope="session")
def events(force):
    return list(force.events())


@pytest.fixture(scope="session")
def copies(force):
    return list(force.copies_with_truth())
