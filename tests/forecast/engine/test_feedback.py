"""A map of reported crimes does not run away, whatever it began with; one of what patrols find does."""

import numpy as np
import pytest

from daybook.forecast.engine import Counting, Mixture
from daybook.forecast.engine.feedback import simulate, wrong_start

BOXES = 10


@pytest.fixture(scope="module")
def start():
    """Ten of a hundred cells have eight times the crime of the others; the record names ten others."""
    return wrong_start(BOXES)


@pytest.fixture(scope="module")
def world(start):
    return start[0]


@pytest.fixture(scope="module")
def biased(start):
    return start[1]


def test_the_record_begins_with_the_wrong_boxes(world, biased):
    assert (world.rates[biased.cell] == world.rates.min()).all()
    assert (world.rates == world.rates.max()).sum() == BOXES


@pytest.mark.parametrize("make", [Mixture, Counting])
def test_a_map_of_reported_crimes_finds_the_worst_boxes_whatever_it_began_with(world, biased, make):
    course = simulate(make(), biased, world, BOXES, 500)
    assert course.right[:5].mean() < 0.2
    assert course.right[-50:].mean() > 0.75


def test_counting_what_patrols_find_stays_where_patrols_were(world, biased):
    course = simulate(Counting(), biased, world, BOXES, 500, discovered=True)
    assert course.right[-50:].mean() < 0.2
    assert np.sort(course.visits)[-BOXES:].sum() > 0.95 * course.visits.sum()


def test_the_same_seed_gives_the_same_course(world, biased):
    first, again = (simulate(Counting(), biased, world, BOXES, 20, seed=4).right for _ in range(2))
    assert (first == again).all()
