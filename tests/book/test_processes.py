"""Whatever is killed, and whenever: nothing is lost, nothing is done twice, the book still holds."""

import random
import signal
import time

import pytest

from house import house, until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(600)]
VENDORS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]

WRITER = """
import sys, time
from daybook.book import Act, append, register_kind
from helpers import OFFICER
register_kind("test:noted", Act.NONE, "Noted")
for n in range(int(sys.argv[1])):
    append("test:noted", OFFICER, notes={"n": n})
    time.sleep(float(sys.argv[2]))
"""
READER = """
import sys
from django.db import connection
from daybook.book import readers
class Copy:
    name, kinds = "copy", None
    def read(self, entries):
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO effect (seq) VALUES (%s)", [(entry.seq,) for entry in entries])
readers.register(Copy())
"""
READ_LOOP = READER + 'from daybook.book.loops import Loop\nLoop("read", readers.run_once, idle=0.02).run()'


@pytest.fixture(params=VENDORS)
def place(request, tmp_path):
    with house(tmp_path, request.param) as built:
        built.sql("CREATE TABLE effect (seq bigint)")
        yield built


def write(place, count=20, pause=0.0):
    return place.start_python(WRITER, str(count), str(pause))


def sealed(place):
    return place.sql("SELECT count(*) FROM book_seal")[0][0]


def effects(place):
    return [row[0] for row in place.sql("SELECT seq FROM effect ORDER BY seq")]


def test_clerks_and_readers_killed_at_random_lose_and_double_nothing(place):
    dice = random.Random(7)
    writers = [write(place, 120, 0.02) for _ in range(2)]
    roles = [lambda: place.start("clerk", "--lease", "1")] * 2 + [lambda: place.start_python(READ_LOOP)] * 2
    running = [start() for start in roles]
    kills = 0
    while any(writer.poll() is None for writer in writers) or kills < 8:
        time.sleep(dice.uniform(0.3, 0.9))
        victim = dice.randrange(len(running))
        running[victim].send_signal(signal.SIGKILL)
        running[victim].wait()
        running[victim] = roles[victim]()
        kills += 1
    assert all(writer.returncode == 0 for writer in writers)
    until(lambda: len(effects(place)) >= 240, 120, "reading all 240 entries")
    assert effects(place) == list(range(1, 241))
    assert "The book holds: 240 entries" in place.run("book", "verify", "--quiet")


def test_a_standby_takes_over_from_a_killed_clerk(place):
    first = place.start("clerk", "--lease", "1")
    until(lambda: place.sql("SELECT 1 FROM book_lease WHERE holder <> ''"))
    place.start("clerk", "--lease", "1")
    until(lambda: place.sql("SELECT count(*) FROM book_heartbeat WHERE role = 'clerk'")[0][0] == 2)
    first.send_signal(signal.SIGKILL)
    write(place, 3)
    until(lambda: sealed(place) == 3, 60, "the standby's sealing")


def test_a_clerk_asked_to_stop_gives_its_lease_back(place):
    clerk = place.start("clerk", "--lease", "600")
    until(lambda: place.sql("SELECT 1 FROM book_lease WHERE holder <> ''"))
    clerk.send_signal(signal.SIGTERM)
    assert clerk.wait(60) == 0
    assert place.sql("SELECT count(*) FROM book_heartbeat")[0][0] == 0
    place.start("clerk", "--lease", "600")
    write(place, 3)
    until(lambda: sealed(place) == 3, 60, "the successor's sealing")


CRASH = """
import os, signal, sys
from django.db import connection, transaction
from daybook.book import clerk, readers
def die(*args, **kwargs): os.kill(os.getpid(), signal.SIGKILL)
def dies_after(function):
    def wrapped(*args, **kwargs):
        function(*args, **kwargs)
        die()
    return wrapped
def before(owner, name): return lambda: setattr(owner, name, die)
def after(owner, name): return lambda: setattr(owner, name, dies_after(getattr(owner, name)))
def write():
    for n in range(3): append("test:noted", OFFICER, notes={"n": n})
def in_child(*steps):
    connection.close()
    child = os.fork()
    if not child:
        for step in steps: step()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
def ask(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
"""
CRASH_CLERK = """
points = [before(clerk, "table_of"), before(clerk, "write_checkpoint"),
          after(clerk, "write_checkpoint"), before(transaction.Atomic, "__exit__"), after(clerk, "seal_pending")]
for round, point in enumerate(points, start=1):
    write()
    assert in_child(point, lambda: clerk.seal_pending()) == -9
    assert in_child(lambda: clerk.seal_pending()) == 0
    assert ask("SELECT count(*), max(seq) FROM book_seal") == [(3 * round, 3 * round)], round
"""
CRASH_READER = """
points = [before(Copy, "read"), after(Copy, "read"), before(readers, "write"),
          after(readers, "write"), after(readers, "read_on")]
for round, point in enumerate(points, start=1):
    write()
    clerk.seal_pending()
    assert in_child(point, lambda: readers.run_once()) == -9
    assert in_child(lambda: readers.run_once()) == 0
    assert ask("SELECT seq FROM effect ORDER BY seq") == [(n + 1,) for n in range(3 * round)], round
"""


def test_a_clerk_killed_at_any_step_is_made_good_by_the_next(place):
    place.python(WRITER + CRASH + CRASH_CLERK, "0", "0")
    assert "The book holds: 15 entries" in place.run("book", "verify", "--quiet")


def test_a_reader_killed_at_any_step_reads_each_entry_once(place):
    place.python(WRITER + READER + CRASH + CRASH_READER, "0", "0")


@pytest.mark.postgres
def test_the_clerk_lives_through_a_restart_of_the_database(tmp_path):
    with house(tmp_path, "postgresql") as place:
        place.start("clerk", "--lease", "1")
        write(place, 2).wait()
        until(lambda: sealed(place) == 2)
        for _ in range(3):
            place.sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            time.sleep(0.2)
        write(place, 2).wait()
        until(lambda: sealed(place) == 4, 60, "sealing after the connections were cut")


@pytest.mark.postgres
def test_overlapping_transactions_lose_nothing(tmp_path):
    """Long transactions commit out of the order of their ids; the reader sees every one all the same."""
    slow = """
import sys, time, random
from django.db import transaction
from daybook.book import Act, append, register_kind
from helpers import OFFICER
register_kind("test:noted", Act.NONE, "Noted")
dice = random.Random(int(sys.argv[1]))
for n in range(50):
    with transaction.atomic():
        append("test:noted", OFFICER, notes={"n": n})
        time.sleep(dice.choice([0, 0, 0.02, 0.15]))
        append("test:noted", OFFICER, notes={"n": n})
"""
    with house(tmp_path, "postgresql") as place:
        place.sql("CREATE TABLE effect (seq bigint)")
        place.start("clerk", "--lease", "1")
        place.start_python(READ_LOOP)
        writers = [place.start_python(slow, str(n)) for n in range(4)]
        assert [writer.wait(300) for writer in writers] == [0] * 4
        until(lambda: len(effects(place)) >= 400, 120, "reading all 400 entries")
        assert effects(place) == list(range(1, 401))
        assert "The book holds: 400 entries" in place.run("book", "verify", "--quiet")
