"""Systems never hold each other up: one that is down and one that is slow leave the others as quick as before."""

import threading
import time

import pytest
from django.db import OperationalError

from daybook.legacy import registry
from daybook.legacy.engine.office import Office
from daybook.legacy.engine.ports import Outcome
from daybook.legacy.models import Breaker, Delivery, State, System
from helpers import settle
from house import until
from old_systems import Pace, Target, old_system

PATIENT = Pace(max_in_flight=2, timeout_seconds=600)
"""A lease is twice as long as an answer may take. This one outlasts a held answer however busy the machine is: one
that ran out would rightly be sent again, on lines that are not this worker's."""
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.threads]


@pytest.fixture
def run(desk):
    offices = []

    def start(*systems):
        for system in systems:
            registry.register(system)
        office = Office(list(systems), f"office-{len(offices)}", desk.document)
        offices.append(office)
        office.start()
        return office

    yield start
    for office in offices:
        office.close()


@pytest.fixture
def answered(run):
    """What a slow system waits for; given at the latest when the test ends, so that its office can close."""
    event = threading.Event()
    yield event
    event.set()


def look_until(office, condition, seconds=240):
    def ready():
        patiently(office.look)
        return patiently(condition)

    until(ready, seconds)


def confirmed(name):
    return patiently(Delivery.objects.filter(system=name, state=State.CONFIRMED).count)


def patiently(read):
    """Threads that share one database in memory lock each other out for a moment: read again."""
    for _ in range(100):
        try:
            return read()
        except OperationalError:
            time.sleep(0.02)
    return read()


def tell(desk, count):
    """So many reports, read by every reader while the office is at work."""
    for number in range(count):
        patiently(lambda number=number: desk.record(f"r{number}"))
    patiently(settle)


def test_one_down_and_one_slow_do_not_delay_the_third(run, desk, answered):
    def slow(parcel):
        answered.wait()
        return Outcome("confirmed", reference="S")

    down = Outcome("failed", reason="Down cannot be reached.", reached=False)
    office = run(
        old_system(Target("quick")),
        old_system(Target("slow"), send=slow),
        old_system(Target("down"), send=lambda parcel: down),
    )
    tell(desk, 8)
    look_until(office, lambda: confirmed("quick") == 8)
    assert confirmed("slow") == 0
    answered.set()
    look_until(office, lambda: System.objects.get(name="down").breaker == Breaker.OPEN)
    assert confirmed("down") == 0


def test_a_slow_one_never_takes_more_than_its_own_lines(run, desk, answered):
    """However much is due to it: two lines are its share, and as many others as there are deliver beside it."""
    sending, most = [], []

    def slow(parcel):
        sending.append(parcel)
        most.append(len(sending))
        answered.wait()
        sending.remove(parcel)
        return Outcome("confirmed", reference="S")

    others = [old_system(Target(name)) for name in ("first", "second", "third")]
    office = run(old_system(Target("slow"), send=slow, limits=PATIENT), *others)
    for _ in range(2):
        tell(desk, 6)
        due = patiently(Delivery.objects.filter(system="first").count)
        look_until(office, lambda due=due: all(confirmed(each.name) == due for each in others))
    assert (max(most), confirmed("slow")) == (2, 0)


def test_later_answers_are_collected_by_the_same_process(run, desk):
    target = Target("later", late=True)
    office = run(old_system(target, limits=Pace()))
    tell(desk, 1)
    look_until(office, lambda: confirmed("later") == 1)


def test_a_paused_system_is_left_alone_and_taken_up_when_it_is_resumed(run, desk):
    target = Target("quick")
    System.objects.create(name="quick", paused=True)
    office = run(old_system(target))
    tell(desk, 1)
    for _ in range(5):
        patiently(office.look)
        time.sleep(0.02)
    assert not target.tries
    patiently(lambda: System.objects.update(paused=False))
    look_until(office, lambda: confirmed("quick") == 1)
