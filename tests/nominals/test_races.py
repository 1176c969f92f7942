"""Two processes link at the same moment, on PostgreSQL: rules and decisions are those that stand when it is written."""

from __future__ import annotations

import json

import pytest

from house import house

pytestmark = [pytest.mark.processes, pytest.mark.postgres, pytest.mark.timeout(280)]
RACES = """
import json, threading
from django.db import connection
from callers import caller_with
from nominals_made import persons, source
from daybook.nominals import arriving
from daybook.nominals.actions import decide as deciding
from daybook.nominals.actions.decide import decide
from daybook.nominals.membership import about
from daybook.nominals.models import ReviewCase

def late(act, gate):
    '''The act, once the other is as far; 3 seconds are given to one who is held up.'''
    def wrapped(*given):
        try:
            gate.wait(3)
        except threading.BrokenBarrierError:
            pass
        return act(*given)
    return wrapped

write, move = arriving._write, deciding.move

def at_once(*acts):
    '''What went wrong. Where nothing holds them up, both have read what they go by before either writes.'''
    gate = threading.Barrier(len(acts))
    arriving._write, deciding.move = late(write, gate), late(move, gate)
    errors = []
    def run(act):
        try:
            act()
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        connection.close()
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for one in threads: one.start()
    for one in threads: one.join(60)
    return errors

PNCID, CRO, OTHER = ("pncid", "81/34U"), ("cro", "85227/65L"), ("pncid", "00/223R")
said = {}

def decisions(*records):
    return len(list(about(records)))

def petra(key, *numbers):
    return source(key, "Novak", "Petra", "1971-02-03", numbers=numbers)

man, woman = source("M", sex="1", numbers=(PNCID,)), source("W", sex="2", numbers=(CRO,))
between = source("B", numbers=(PNCID, CRO))
errors = at_once(lambda: arriving.link_arrived([man]), lambda: arriving.link_arrived([woman]))
rules = [case.rule for case in ReviewCase.objects.all()]
said["third"] = [errors, persons(man, woman), persons(man, woman, between), decisions(between), rules]

pair = petra("P1", OTHER), petra("P2", OTHER)
errors = at_once(*(lambda one=one: arriving.link_arrived([one]) for one in pair))
said["pair"] = [errors, persons(*pair), decisions(*pair)]

late_one, more = petra("P3", OTHER), petra("P4")
errors = at_once(
    lambda: arriving.link_arrived([late_one]),
    lambda: decide(caller_with("crime-registrar"), pair[1], more, "same"),
)
said["judged"] = [errors, persons(*pair, late_one, more)]
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def raced(tmp_path_factory):
    """What became of each race, all run in one house."""
    with house(tmp_path_factory.mktemp("races"), "postgresql") as place:
        return json.loads(place.python(RACES).strip().splitlines()[-1])


def test_a_man_and_a_woman_do_not_become_one_by_way_of_a_third_whom_two_processes_join(raced):
    assert raced["third"] == [[], 2, 2, 1, ["one is male, the other female"]]


def test_two_processes_that_join_the_same_two_write_one_link(raced):
    assert raced["pair"] == [[], 1, 1]


def test_a_judgement_and_an_arrival_at_once_leave_one_person_of_both_decisions(raced):
    assert raced["judged"] == [[], 1]
