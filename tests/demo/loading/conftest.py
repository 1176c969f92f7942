"""A small invented force in the tables, for the tests of loading."""

from datetime import date

import pytest

from daybook.demo.loading import load_force


@pytest.fixture
def load(db):
    """Load a force of 60 people whose events end on 31 October 2026."""

    def run(people=60, seed=7, **more):
        return load_force(people, seed, date(2026, 11, 1), **more)

    return run
