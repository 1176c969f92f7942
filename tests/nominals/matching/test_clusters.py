"""Persons grow best pair first, refuse what contradicts, and come out the same every time."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from tests.nominals.matching.invented import OTHER_PNCID, PNCID, person

from daybook.nominals.matching import Edge, Rules, Thresholds, grow
from daybook.nominals.matching.clusters.growing import RIVALS

LOW = Thresholds(0.0, 0.0)
PLAIN = [person("Smith", "Ann", "03/04/1980", key=str(number)) for number in range(8)]
edges = st.lists(
    st.builds(
        lambda pair, bits: Edge(min(pair), max(pair), bits),
        st.lists(st.integers(0, 7), min_size=2, max_size=2, unique=True),
        st.floats(-20, 60),
    ),
    max_size=25,
)


def agree(one, other):
    return ""


@given(edges, st.randoms(use_true_random=False))
def test_the_order_of_the_edges_changes_nothing(found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert grow(PLAIN, found, agree, thresholds=LOW) == grow(PLAIN, shuffled, agree, thresholds=LOW)


@given(edges, st.sets(st.frozensets(st.integers(0, 7), min_size=2, max_size=2), max_size=8))
def test_no_person_holds_a_forbidden_pair_and_nobody_is_lost(found, forbidden):
    def refusal(one, other):
        return "no" if frozenset((int(one.key), int(other.key))) in forbidden else ""

    clusters = grow(PLAIN, found, refusal, thresholds=LOW)
    assert sorted(place for group in clusters.groups for place in group) == list(range(8))
    inside = {frozenset(pair) for group in clusters.groups for pair in combinations(group, 2)}
    assert not inside & forbidden


def test_a_bridge_between_two_persons_is_refused_and_named():
    one = person("Smith", "Ann", "03/04/1980", key="a", numbers=(("pncid", PNCID),))
    between = person("Smith", "Ann", "03/04/1980", key="b")
    other = person("Smith", "Ann", "03/04/1980", key="c", numbers=(("pncid", OTHER_PNCID),))
    found = [Edge(0, 1, 50.0), Edge(1, 2, 29.0)]
    clusters = grow([one, between, other], found, Rules().refusal)
    assert clusters.groups == [(0, 1), (2,)]
    assert [(refused.edge, refused.conflict) for refused in clusters.refused] == [(found[1], (0, 2))]
    assert clusters.refused[0].reason == "two valid and different PNCIDs"


def test_joining_needs_more_than_staying_together():
    found = [Edge(0, 1, 16.0), Edge(2, 3, 16.0), Edge(4, 5, 13.0)]
    before = {0: "P1", 1: "P1", 4: "P2", 5: "P2"}
    assert grow(PLAIN[:6], found, agree, before=before).groups == [(0, 1), (2,), (3,), (4,), (5,)]


def test_a_judgement_stands_whatever_the_weights():
    assert grow(PLAIN[:2], [], lambda *_: "no", judged_same=[(1, 0)]).groups == [(0, 1)]


def test_no_person_grows_past_the_limit():
    found = [Edge(one, other, 40.0) for one, other in combinations(range(8), 2)]
    clusters = grow(PLAIN, found, agree, largest=5)
    assert max(map(len, clusters.groups)) == 5
    assert {one.edge.second for one in clusters.refused} == {5, 6, 7}
    assert "more than 5" in clusters.refused[0].reason


def test_a_system_that_holds_nobody_twice_gives_each_person_one_record():
    found = [Edge(0, 1, 60.0), Edge(1, 2, 39.0)]
    records = [person("Smith", "Ann", key=str(place), system=system) for place, system in enumerate("aba")]
    clusters = grow(records, found, agree, one_each=frozenset("ab"))
    assert clusters.groups == [(0, 1), (2,)]
    assert "two records of a" in clusters.refused[0].reason


def test_an_edge_inside_a_person_is_no_question_for_review():
    """Refused for a while, then joined by another way: nothing is left to ask."""
    chance = random.Random(3)
    found = [Edge(one, other, chance.uniform(20, 40)) for one, other in combinations(range(8), 2)]
    assert grow(PLAIN, found, agree).refused == []


def test_of_two_who_may_be_the_person_nearly_as_well_neither_is_joined():
    """Two namesakes whom nothing brings together, and a record that fits both."""
    found = [Edge(0, 2, 26.0), Edge(1, 2, 24.0)]
    clusters = grow(PLAIN[:3], found, agree)
    assert clusters.groups == [(0,), (1,), (2,)]
    assert {refused.reason for refused in clusters.refused} == {RIVALS}


def test_records_of_one_person_are_no_rivals_of_one_another():
    assert grow(PLAIN[:3], [Edge(0, 1, 30.0), Edge(0, 2, 30.0), Edge(1, 2, 30.0)], agree).groups == [
        (0, 1, 2)
    ]
    one_by_one = [Edge(0, 1, 60.0), Edge(0, 2, 30.0)]
    assert grow(PLAIN[:3], one_by_one, agree).groups == [(0, 1, 2)], "the second fits who is joined already"


def test_who_may_not_be_joined_is_a_rival_all_the_same():
    """A son's record whose year was typed as near his father's fits both; the dates keep it from the son."""
    father = person("Murphy", "Liam Jack", "04/04/1986", key="f")
    son, typed = (person("Murphy", "Liam Jack", f"04/08/{year}", key=str(year)) for year in (2006, 1986))
    found = [Edge(0, 2, 25.0), Edge(1, 2, 23.0)]
    assert grow([father, son, typed], found, Rules().refusal).groups == [(0,), (1,), (2,)]


@given(edges)
def test_who_is_good_enough_is_joined_or_put_to_a_person(found):
    clusters = grow(PLAIN, found, agree, thresholds=LOW)
    inside = {frozenset(pair) for group in clusters.groups for pair in combinations(group, 2)}
    refused = {frozenset((one.edge.first, one.edge.second)) for one in clusters.refused}
    assert not inside & refused
    best = {frozenset((edge.first, edge.second)) for edge in found if edge.bits >= 0}
    assert best <= inside | refused
