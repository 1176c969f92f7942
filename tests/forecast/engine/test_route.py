"""The round through boxes: every place once, from the first on, never longer than going to the nearest each time."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from daybook.forecast.engine.route import length, route

PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12)


@given(PLACES)
def test_every_place_is_visited_once_beginning_with_the_first(places):
    x, y = (np.array([one[axis] for one in places], float) for axis in (0, 1))
    order = route(x, y)
    assert sorted(order) == list(range(len(places)))
    assert order[:1] == [0] * bool(places)


@given(PLACES)
def test_no_stretch_turned_round_makes_it_shorter(places):
    x, y = (np.array([one[axis] for one in places], float) for axis in (0, 1))
    order = route(x, y)
    for start in range(1, len(order)):
        for end in range(start + 1, len(order)):
            other = [*order[:start], *order[start : end + 1][::-1], *order[end + 1 :]]
            assert length(x, y, other) >= length(x, y, order) - 1e-6


def test_legs_that_cross_are_mended():
    x, y = np.array([0.0, 0, 10, 10, 20]), np.array([0.0, 8, 0, 8, 4])
    assert length(x, y, route(x, y)) < 37
