"""Workers and readers killed again and again with SIGKILL while reports flow, and what that came to."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from house import SETUP, House, until
from old_system_processes import targets

RECORDS, KILLS = 300, 32
LONGEST = 600
"""Seconds after which it counts as lost: far more than a busy machine needs, for a delivery is late, not gone."""
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
UNFINISHED = (
    "SELECT count(*) FROM legacy_delivery WHERE state NOT IN ('confirmed', 'superseded')"
    " UNION ALL SELECT count(*) FROM book_pending"
)


@dataclass(frozen=True)
class Tally:
    """`lost`: deliveries missing, unfinished, or confirmed without an effect. `doubled`: deliveries made twice, told
    twice in the book, or with an effect that nothing here confirms."""

    kills: int
    entries: int
    lost: int
    doubled: int


class Workers:
    """Forked by a nursery; `kill_one` kills one at random and starts another in its place."""

    run = RUN

    def __init__(self, place: House, roles: list[str]) -> None:
        command = [sys.executable, "-c", SETUP + self.run, str(place.home)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.nursery = subprocess.Popen(command, env=place.environment, **pipes)
        place.children.append(self.nursery)
        assert self.nursery.stdout.readline() == "ready\n"
        self.random, self.kills, self.pids = random.Random(11), 0, {}
        for slot in enumerate(roles):
            self.start(slot)

    def start(self, slot: tuple[int, str]) -> None:
        self.nursery.stdin.write(f"{slot[1]}\n")
        self.nursery.stdin.flush()
        self.pids[slot] = int(self.nursery.stdout.readline())

    def kill_one(self) -> None:
        slot = self.random.choice(list(self.pids))
        os.kill(self.pids[slot], signal.SIGKILL)
        self.kills += 1
        self.start(slot)

    def close(self) -> None:
        for pid in self.pids.values():
            os.kill(pid, signal.SIGKILL)


def torture(place: House, records: int = RECORDS) -> Tally:
    """Write that many reports and amend each fifth, kill 32 times, wait for the last confirmation, count."""
    workers = Workers(place, ["deliver", "deliver", "deliver", "read"])
    kill_meanwhile(place, workers, records, KILLS)
    return _count(place, workers.kills)


def kill_meanwhile(place: House, workers: Workers, records: int, kills: int) -> None:
    """Kill so often while so many reports are written and told; back once the last of them is confirmed."""
    writer = place.start_python(WRITE, str(records))
    try:
        until(lambda: place.sql("SELECT count(*) FROM legacy_delivery")[0][0], LONGEST, "the first delivery")
        while workers.kills < kills:
            time.sleep(workers.random.uniform(0.1, 0.5))
            workers.kill_one()
        assert writer.wait(LONGEST) == 0
        until(lambda: not any(row[0] for row in place.sql(UNFINISHED)), LONGEST, "the last confirmation")
    finally:
        workers.close()


def _count(place: House, kills: int) -> Tally:
    entries = place.sql("SELECT count(*) FROM book_entry WHERE kind LIKE 'sighting:%'")[0][0]
    rows = place.sql("SELECT key, state, system FROM legacy_delivery")
    told = place.sql("SELECT count(*) FROM book_entry WHERE kind = 'delivery:confirmed'")[0][0]
    ended = [row for row in rows if row[1] in ("confirmed", "superseded")]
    confirmed = {row[0] for row in rows if row[1] == "confirmed"}
    effects = {key for target in targets(place.home).values() for key, _ in target.effects()}
    twice = max(len(rows) - 2 * entries, 0) + abs(told - len(confirmed)) + len(effects - confirmed)
    return Tally(kills, entries, 2 * entries - len(ended) + len(confirmed - effects), twice)
