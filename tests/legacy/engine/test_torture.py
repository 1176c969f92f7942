"""Workers and readers killed again and again with SIGKILL: nothing is lost, nothing has its effect twice."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from daybook.legacy.models import State
from house import SETUP, house, until
from old_system_processes import targets

pytestmark = pytest.mark.processes
RECORDS, KILLS = 300, 32
RUN = "import sys; from old_system_processes import nursery; nursery(sys.argv[1])"
WRITE = """
import sys
from old_systems import Desk
from old_system_processes import document
desk = Desk()
for number in range(int(sys.argv[1])):
    record = desk.record("first")
    if number % 5 == 0:
        desk.amend(record, "second")
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request, tmp_path):
    with house(tmp_path, request.param) as place:
        yield place


class Workers:
    """Forked by a nursery; `kill_one` kills one at random and starts another in its place."""

    def __init__(self, place, roles):
        command = [sys.executable, "-c", SETUP + RUN, str(place.home)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.nursery = subprocess.Popen(command, env=place.environment, **pipes)
        place.children.append(self.nursery)
        assert self.nursery.stdout.readline() == "ready\n"
        self.random, self.kills, self.pids = random.Random(11), 0, {}
        for slot in enumerate(roles):
            self.start(slot)

    def start(self, slot):
        self.nursery.stdin.write(f"{slot[1]}\n")
        self.nursery.stdin.flush()
        self.pids[slot] = int(self.nursery.stdout.readline())

    def kill_one(self):
        slot = self.random.choice(list(self.pids))
        os.kill(self.pids[slot], signal.SIGKILL)
        self.kills += 1
        self.start(slot)

    def close(self):
        for pid in self.pids.values():
            os.kill(pid, signal.SIGKILL)


def test_killed_workers_lose_nothing_and_double_nothing(place):
    writer = place.start_python(WRITE, str(RECORDS))
    workers = Workers(place, ["deliver", "deliver", "deliver", "read"])
    try:
        _torture(place, workers, writer)
    finally:
        workers.close()
    _check(place)


def _torture(place, workers, writer):
    until(lambda: place.sql("SELECT count(*) FROM legacy_delivery")[0][0], 60, "the first delivery")
    while workers.kills < KILLS:
        time.sleep(workers.random.uniform(0.1, 0.5))
        workers.kill_one()
    assert writer.wait(60) == 0
    unfinished = (
        "SELECT count(*) FROM legacy_delivery WHERE state NOT IN ('confirmed', 'superseded')"
        " UNION ALL SELECT count(*) FROM book_pending"
    )
    until(lambda: not any(row[0] for row in place.sql(unfinished)), 60, "the last confirmation")


def _check(place):
    entries = place.sql("SELECT count(*) FROM book_entry WHERE kind LIKE 'sighting:%'")[0][0]
    rows = place.sql("SELECT key, state, system FROM legacy_delivery")
    assert entries == RECORDS * 6 // 5
    assert len(rows) == 2 * entries
    for name, target in targets(place.home).items():
        effects = dict(target.effects())
        confirmed = {key for key, state, system in rows if system == name and state == State.CONFIRMED}
        assert set(effects) == confirmed
    told = place.sql("SELECT count(*) FROM book_entry WHERE kind = 'delivery:confirmed'")[0][0]
    assert told == sum(1 for _, state, _ in rows if state == State.CONFIRMED)
    place.run("book", "verify")
