"""Workers and readers killed again and again with SIGKILL: nothing is lost, nothing has its effect twice."""

import pytest

from house import house
from torture import KILLS, RECORDS, Tally, torture

pytestmark = [pytest.mark.processes, pytest.mark.timeout(1800)]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request, tmp_path):
    with house(tmp_path, request.param) as place:
        yield place


def test_killed_workers_lose_nothing_and_double_nothing(place):
    assert torture(place) == Tally(kills=KILLS, entries=RECORDS * 6 // 5, lost=0, doubled=0)
    place.run("book", "verify")
