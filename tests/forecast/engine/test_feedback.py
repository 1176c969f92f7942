"""A map of reported crimes does not run away, whatever it began with; one of what patrols find does."""

import numpy as np
import pytest

from daybook.forecast.engine import Clock, Counting, Grid, History, Mixture
from daybook.forecast.engine.feedback import World, simulate

BOXES = 10


@pytest.fixture(scope="module")
def world():
    """A hundred cells, ten of them with eight times the crime of the others."""
    rates = np.full(100, 0.05)
    rates[np.random.default_rng(2).choice(100, BOXES, replace=False)] = 0.4
    return World(rates, reported=0.5, found=0.6)


@pytest.fixture(scope="module")
def biased(world):
    """Two months of crimes found by patrols that went to the wrong boxes."""
    random = np.random.default_rng(3)
    wrong = random.choice(np.flatnonzero(world.rates < 0.1), BOXES, replace=False)
    step = np.sort(random.integers(0, 60, 240))
    return History(
        Grid(0, 0, 250, np.ones((10, 10), bool)), Clock.DAY, random.choice(wrong, 240), step, 0, 60
    )


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
