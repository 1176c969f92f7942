"""Several watches as processes of their own, killed at random: every alert is given, none twice."""

import random
import signal
import time

import pytest

from house import house

pytestmark = [
    pytest.mark.processes,
    pytest.mark.django_db(databases=[]),
]
HELD = """
from custody_made import arrest_of, authorised, opened
for hours in (3, 7, 8, 20, 26, 30, 40):
    authorised(opened(arrest_of(hours=hours)))
"""
EAGER = """
from daybook.book import leases
from daybook.book.loops import Loop, process_name
from daybook.custody.alerts.watch import Watch
leases.take, leases.hold = (lambda *_: True), (lambda *_: None)
name = process_name("watch")
Loop("watch", Watch(name).work, idle=0.01, name=name).run()
"""
"""A watch that never asks whether another is on watch."""
GIVEN = "SELECT count(*) FROM custody_alert"
DIFFERENT = (
    "SELECT count(*) FROM (SELECT DISTINCT record_id, what, note, due_at, minutes FROM custody_alert) AS one"
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request, tmp_path):
    with house(tmp_path, request.param) as built:
        built.python(HELD)
        yield built


def count(place, query):
    return place.sql(query)[0][0]


def when_quiet(place):
    """How many alerts there are once no more come."""
    seen = -1
    while (now := count(place, GIVEN)) != seen or not now:
        seen = now
        time.sleep(3)
    return seen


def test_watches_killed_at_random_give_each_alert_once(place):
    dice = random.Random(7)
    running = [place.start_python(EAGER) for _ in range(3)]
    for _ in range(6):
        time.sleep(dice.uniform(0.5, 1.2))
        victim = dice.randrange(3)
        running[victim].send_signal(signal.SIGKILL)
        running[victim].wait()
        running[victim] = place.start_python(EAGER)
    given = when_quiet(place)
    assert given == count(place, DIFFERENT) > 7
    assert given == count(place, "SELECT count(*) FROM custody_custodyentry WHERE kind = 'alert'")


def test_one_is_on_watch_and_another_takes_over(place):
    first = place.start("watch", "--lease", "2")
    until(lambda: holder(place), "the first watch")
    second, on_watch = place.start("watch", "--lease", "2"), holder(place)
    first.send_signal(signal.SIGKILL)
    until(lambda: holder(place) != on_watch, "the second watch")
    assert second.poll() is None


def holder(place):
    rows = place.sql("SELECT holder FROM book_lease WHERE name = 'custody-watch'")
    return rows[0][0] if rows else ""


def until(true, what, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.2)
