"""The reading role killed at any moment goes on: each record comes once, and the book stays whole."""

import json
import random
import sqlite3
import time
from contextlib import closing

import pytest

from house import house

pytestmark = pytest.mark.processes
RECORDS, KILLS = 60, 3
INSERT = "INSERT INTO record VALUES (?, ?, 'LIVE', 1, ?, ?, 1.5e9, 1.5e9)"


def fill(machine):
    """So many people of its own, typed there before Daybook was joined."""
    rows = []
    for number in range(RECORDS):
        content = {
            "submission.externalReferenceId": f"C-{number}",
            "suspect.surname": f"Elder{number:03d}",
            "suspect.dateOfBirth": f"19{50 + number % 40}-06-{1 + number % 28:02d}",
        }
        rows.append((f"C-{number}", f"C-{number}", "ELDER", json.dumps(content)))
    with closing(sqlite3.connect(machine.home / "case_preparation.sqlite3")) as session, session:
        session.executemany(INSERT, rows)


@pytest.mark.parametrize("vendor", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_killed_again_and_again_nothing_is_lost_and_nothing_comes_twice(vendor, emulator, tmp_path):
    machine = emulator("case_preparation")
    fill(machine)
    home = tmp_path / "house"
    home.mkdir()
    with house(home, vendor) as place:
        place.environment["DAYBOOK_SYSTEM_CASE_PREPARATION_URL"] = machine.url
        place.environment["DAYBOOK_SYSTEM_CASE_PREPARATION_READ_SECONDS"] = "1"
        chance, known = random.Random(5), 0
        for _ in range(KILLS):
            child = place.start("legacy", "read-in")
            child.stdout.readline()
            time.sleep(chance.uniform(0.2, 1.5))
            child.kill()
            child.wait()
            place.sql("DELETE FROM book_lease WHERE name = 'read-in:case_preparation'")
            now = place.sql("SELECT count(*) FROM legacy_readrecord")[0][0]
            assert now >= known
            known = now
        said = place.run("legacy", "read-in", "--once")
        assert f"{RECORDS} records known, 0 no longer there" in said
        assert place.sql("SELECT count(*), max(version) FROM nominals_sourcerecord") == [(RECORDS, 1)]
        assert place.sql("SELECT count(*) FROM nominals_indexedrecord WHERE system = 'case_preparation'") == [
            (RECORDS,)
        ]
        place.run("legacy", "read-in", "--once")
        assert place.sql("SELECT count(*) FROM nominals_sourcerecord") == [(RECORDS,)]
