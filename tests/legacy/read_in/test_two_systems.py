"""Two old systems told of one arrest and read: what is changed in one reaches the other, and comes to rest."""

from random import Random

import pytest

from callers import caller_with
from daybook.legacy.models import Delivery, Position
from daybook.records.actions.correct_person import correct_person
from daybook.records.models import Event, Person
from old_systems import kinds
from switches_made import stands

pytestmark = pytest.mark.django_db
NAMES = ("Ash", "Beech", "Cedar", "Dogwood", "Elder", "Fir")
BOTH_WAYS = (Position.OLD_WINS, Position.OLD_WINS)
SWITCHES = [
    BOTH_WAYS,
    (Position.OLD_IS_MASTER, Position.OLD_WINS),
    (Position.OLD_WINS, Position.OURS_WINS),
]


@pytest.fixture
def pair(web, table):
    """Casefile and Safeguard, both told of one arrest and both read."""
    [event] = web.arrested("Alder")
    table.deliver()
    web.read()
    table.read()
    return Pair(web, table, event)


class Pair:
    """What people do in the two, and here, and what the machines do meanwhile."""

    def __init__(self, web, table, event):
        self.web, self.table, self.event, self.changes = web, table, event, 0

    def typed(self, there, name):
        self.changes += 1
        there.typed(there.held(self.event.number).reference, name)

    def corrected(self, name):
        person = Person.objects.get()
        if person.family_name != name:
            self.changes += 1
            correct_person(caller_with("sergeant"), person, {"family_name": name}, reason="Passport")

    def do_something(self, chance):
        """One act of somebody, or one step of a machine."""
        name, there = chance.choice(NAMES), chance.choice((self.web, self.table))
        acts = (
            lambda: self.typed(there, name),
            lambda: self.corrected(name),
            there.read,
            there.swept,
            there.deliver,
        )
        chance.choice(acts)()

    def round(self):
        """Everything that machines do by themselves."""
        for there in (self.web, self.table):
            there.read()
            there.deliver()
            there.swept()

    def standing(self):
        """How much was written and told so far, and who is called what where."""
        names = [there.held(self.event.number).content[there.surname] for there in (self.web, self.table)]
        return (
            kinds().count("person:corrected"),
            Delivery.objects.count(),
            Person.objects.get().family_name,
            names,
        )


def test_what_is_changed_in_one_reaches_the_other_and_is_not_sent_back(pair):
    pair.typed(pair.web, "Elder")
    pair.round()
    pair.round()
    corrected, _, ours, theirs = pair.standing()
    assert (corrected, ours, theirs) == (1, "Elder", ["Elder", "Elder"])
    assert Delivery.objects.filter(system=pair.web.system.name).count() == 1
    assert Delivery.objects.filter(system=pair.table.system.name).count() == 2


@pytest.mark.parametrize("positions", SWITCHES)
@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_typed_wherever_it_comes_to_rest_and_nothing_goes_round(pair, positions, seed):
    for there, position in zip((pair.web, pair.table), positions, strict=True):
        stands(position, system=there.system.name, function="arrest", days_ago=1)
    chance = Random(seed)
    for _ in range(12):
        pair.do_something(chance)
    for _ in range(3):
        pair.round()
    at_rest = pair.standing()
    for _ in range(3):
        pair.round()
    assert pair.standing() == at_rest, f"seed {seed}"
    corrected, _, ours, theirs = at_rest
    assert corrected <= pair.changes, f"seed {seed}"
    taken = [name for name, position in zip(theirs, positions, strict=True) if position in BOTH_WAYS[:1]]
    if positions == BOTH_WAYS:
        assert taken == [ours, ours], f"seed {seed}"
    assert theirs[0] == ours, f"seed {seed}"


def test_what_is_entered_in_the_one_that_is_master_is_known_here_and_told_to_nobody(pair):
    """It is no report of ours: see docs/reading-in.md for why."""
    stands(Position.OLD_IS_MASTER, system=pair.web.system.name, function="arrest", days_ago=1)
    before = Delivery.objects.count()
    pair.web.typed("CASE-9", "Hawthorn")
    for _ in range(3):
        pair.round()
    assert ("CASE-9", "Hawthorn", False) in pair.web.sources()
    assert Event.objects.count() == 1
    assert Delivery.objects.count() == before
    assert all("Hawthorn" not in str(held.content) for held in pair.table.machine.store.records())
