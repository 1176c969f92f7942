"""Guarded growth: no chains, verdicts stand, and the order of pairs does not matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from daybook.estate.overlap.clusters import FLOOR, JOIN, grow

GOOD, BAD = JOIN + 5, JOIN - 1


def test_a_chain_of_half_alike_systems_is_not_swallowed():
    grown = grow({(0, 1): GOOD, (1, 2): GOOD - 1})
    assert grown.clusters == ((0, 1),)
    assert grown.refused == ((1, 2),)


def test_three_that_are_all_alike_are_one_cluster_and_one_weak_pair_does_not_part_them():
    assert grow({(0, 1): GOOD, (1, 2): GOOD, (0, 2): BAD}).clusters == ((0, 1, 2),)


def test_what_a_person_judged_stands_whatever_the_bits_say():
    bits = {(0, 1): GOOD, (2, 3): BAD}
    grown = grow(bits, judged_different=[(0, 1)], judged_same=[(2, 3), (4, 5)])
    assert grown.clusters == ((2, 3), (4, 5))


def test_two_judged_different_share_no_cluster_even_through_a_third():
    bits = {(0, 1): GOOD, (1, 2): GOOD, (0, 2): GOOD}
    clusters = grow(bits, judged_different=[(0, 2)]).clusters
    assert len(clusters) == 1
    assert not {0, 2} <= set(clusters[0])


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(FLOOR - 2, 10),
)


@given(PAIRS)
def test_no_pair_below_the_floor_shares_a_cluster_and_order_does_not_matter(bits):
    grown = grow(bits)
    assert grown == grow(dict(reversed(bits.items())))
    places = [place for cluster in grown.clusters for place in cluster]
    assert len(places) == len(set(places))
    for cluster in grown.clusters:
        inside = [(one, two) for one in cluster for two in cluster if one < two]
        assert all(bits.get(pair, FLOOR - 1) >= FLOOR for pair in inside)
