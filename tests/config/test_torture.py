"""Web, clerk and readers killed again and again while arrests are sent: each is recorded once, none is lost."""

import os
import random
import signal
import time
from uuid import UUID, uuid4

import httpx
import pytest

from helpers import arrest
from house import free_bind, house, until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]
ARRESTS, KILLS = 60, 32
ARREST = arrest()
TOKEN = """
from callers import caller_with, user_with
from daybook.access.actions.issue_token import issue_token
admin, officer = caller_with("administrator"), user_with("officer")
print(issue_token(admin, officer, system="torture", scopes=["records.record-arrest"], days=1))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request, tmp_path):
    with house(tmp_path, request.param) as place:
        yield place


class Processes:
    """One process of each role; the web's workers are killed with their parent."""

    def __init__(self, place, bind):
        self.place, self.kills, self.random = place, 0, random.Random(7)
        self.words = {
            "web": ["web", "--bind", bind, "--workers", "1"],
            "clerk": ["clerk", "--lease", "1"],
            "read": ["read"],
        }
        self.running = {role: place.start(*words) for role, words in self.words.items()}

    def kill_one(self):
        role = self.random.choice(list(self.words))
        for pid in [*children_of(self.running[role].pid), self.running[role].pid]:
            os.kill(pid, signal.SIGKILL)
        self.running[role].wait()
        self.kills += 1
        self.running[role] = self.place.start(*self.words[role])


def children_of(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as names:
            return [int(name) for name in names.read().split()]
    except FileNotFoundError:
        return []


def send(bind, token, key):
    """Post the arrest as a client does: again with the same key until it is acknowledged; True once it is."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(key)}
    try:
        answer = httpx.post(
            f"http://{bind}/api/v1/reports/arrest", json={"report": ARREST}, headers=headers, timeout=20
        )
    except httpx.HTTPError:
        return False
    assert answer.status_code in (200, 201, 500, 503), answer.text
    return answer.status_code < 300


def test_killed_web_clerk_and_readers_record_each_arrest_once(place):
    token = place.python(TOKEN).strip()
    bind = free_bind()
    processes = Processes(place, bind)
    until(lambda: send(bind, token, UUID(int=1)), 120, "the first arrest")
    waiting, acknowledged = [uuid4() for _ in range(ARRESTS)], [UUID(int=1)]
    while waiting or processes.kills < KILLS:
        if processes.kills < KILLS:
            processes.kill_one()
        until_kill = time.monotonic() + processes.random.uniform(0.5, 3)
        while waiting and (time.monotonic() < until_kill or processes.kills >= KILLS):
            if send(bind, token, waiting[-1]):
                acknowledged.append(waiting.pop())
            else:
                time.sleep(0.1)
    until(lambda: not place.sql("SELECT count(*) FROM book_pending")[0][0], 60, "the last seal")
    kept = sorted(UUID(str(row[0])) for row in place.sql("SELECT occasion FROM records_event"))
    assert kept == sorted(acknowledged)
    told = place.sql("SELECT count(*) FROM book_entry WHERE kind = 'arrest:recorded'")
    assert told == [(len(acknowledged),)]
    assert place.sql("SELECT max(seq) - count(*) FROM book_seal") == [(0,)]
    place.run("book", "verify", "--records")
