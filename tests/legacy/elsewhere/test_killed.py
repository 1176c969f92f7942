"""Offices and hosts elsewhere killed again and again: nothing is lost, nothing has its effect twice."""

import uuid
from collections import Counter

import pytest

from elsewhere_processes import NAMES, Keyless
from house import house
from nats_server import SERVER, forget_streams
from torture import Workers, kill_meanwhile

pytestmark = [pytest.mark.processes, pytest.mark.nats, pytest.mark.timeout(1800)]
KILLS, RECORDS = 30, 120
RUN = "import sys; from elsewhere_processes import nursery; nursery(sys.argv[1])"
ROLES = ["deliver", "deliver", "read", *(f"host {name}" for name in NAMES for _ in range(2))]


class Killed(Workers):
    """The same nursery, with hosts."""

    run = RUN


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request, tmp_path):
    base = f"TEST{uuid.uuid4().hex[:8]}"
    with house(tmp_path, request.param) as place:
        place.environment |= {"DAYBOOK_NATS_URL": SERVER, "DAYBOOK_NATS_STREAM": base}
        yield place
    forget_streams(base)


def test_killed_offices_and_hosts_lose_nothing_and_double_nothing(place):
    kill_meanwhile(place, Killed(place, ROLES), RECORDS, KILLS)
    rows = place.sql("SELECT key, state FROM legacy_delivery")
    confirmed = {key for key, state in rows if state == "confirmed"}
    told = place.sql("SELECT count(*) FROM book_entry WHERE kind = 'delivery:confirmed'")[0][0]
    effects = Counter(key for name in NAMES for key in Keyless(place.home / f"{name}.sqlite3").effects())
    assert len(rows) == len(NAMES) * RECORDS * 6 // 5
    assert set(effects) == confirmed
    assert set(effects.values()) == {1}
    assert told == len(confirmed)
    assert place.sql("SELECT count(*) FROM legacy_unmatchedreply") == [(0,)]
