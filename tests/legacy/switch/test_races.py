"""Two people at one switch, and deliveries made while it is being turned: with threads, on both databases."""

import json

import pytest

from house import house

pytestmark = pytest.mark.processes
AT_ONCE = """
import json, threading
from django.db import connection
from callers import caller_with
from daybook.legacy import registry
from daybook.legacy.actions.answer_turn import answer_turn
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.turn_switch import turn_switch
from daybook.legacy.models import Delivery, Turn
from helpers import settle
from old_systems import dispatcher
from switches_made import Ledger, clean, stands

def at_once(*acts):
    '''What became of each act; all of them begin together.'''
    gate, said = threading.Barrier(len(acts)), {}
    def run(place, act):
        gate.wait()
        try:
            said[place] = act()
        except CannotDo as error:
            said[place] = str(error)
        except Exception as error:
            said[place] = f"{type(error).__name__}: {error}"
        connection.close()
    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for one in threads: one.start()
    for one in threads: one.join(120)
    return [said[place] for place in range(len(acts))]

registry._loaded = True
ledger = Ledger()
"""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def raced(request, tmp_path):
    """Run a script; give what it printed last, read as JSON."""
    with house(tmp_path, request.param) as place:
        yield lambda script: json.loads(place.python(AT_ONCE + script).strip().splitlines()[-1])


def test_of_four_who_turn_it_on_at_one_time_one_does(raced):
    said = raced("""
clean()
callers = [caller_with("estate-manager") for _ in range(4)]
told = at_once(*(
    lambda c=c: turn_switch(c, "ledger", "sighting", "ours-wins", "Agreed").after for c in callers
))
print(json.dumps([told, Turn.objects.count()]))
""")
    told, turns = said
    assert turns == 1
    assert told.count("ours-wins") == 1
    assert sum("stands at Both, ours wins already" in each for each in told) == 3


def test_a_proposal_is_agreed_to_or_overtaken_and_the_switch_ends_where_it_was_turned_back_to(raced):
    said = raced("""
rounds = []
for each in range(4):
    Turn.objects.all().using("default")._raw_delete("default")
    stands("ours-wins")
    if not each: clean()
    proposed = ledger.turn("ours-only")
    told = at_once(
        lambda: answer_turn(ledger.second, proposed.pk, True).state,
        lambda: ledger.turn("old-wins", "They found a fault").state,
    )
    last = Turn.objects.filter(state="done").order_by("turned_at", "id").last()
    rounds.append([told[1], last.after, Turn.objects.get(pk=proposed.pk).state])
print(json.dumps(rounds))
""")
    for turned, last, proposal in said:
        assert (turned, last) == ("done", "old-wins")
        assert proposal in ("done", "withdrawn")


def test_nothing_is_lost_and_nothing_sent_twice_while_it_is_turned_to_and_fro(raced):
    said = raced("""
stands("ours-wins")
clean()
records, done = [], threading.Event()

def officer():
    for _ in range(25): records.append(str(ledger.desk.record()))

def reader():
    while not done.is_set(): settle()

def sender():
    worker = dispatcher(ledger.system, ledger.desk, ledger.clock, holder="worker-2")
    while not done.is_set(): worker.turn()

def turner():
    from django.conf import settings
    settings.CLEAN_DAYS = 0
    for _ in range(4):
        proposed = ledger.turn("ours-only")
        answer_turn(ledger.second, proposed.pk, True)
        ledger.turn("ours-wins", "They found a fault")
    done.set()

told = at_once(officer, reader, sender, turner)
ledger.deliver()
left = list(Delivery.objects.exclude(state="confirmed").values_list("state", "code"))
arrived = [str(parcel.record_id) for parcel in ledger.target.effects.values()]
print(json.dumps([told, left, sorted(arrived) == sorted(records), len(ledger.target.tries)]))
""")
    told, left, everything, tries = said
    assert told == [None] * 4
    assert left == []
    assert everything
    assert tries == 25
