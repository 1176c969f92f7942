"""Difference in differences: by hand, with errors that hold, and by chance no more often than it should."""

import numpy as np
import pytest

from daybook.forecast.engine.trials import TrialError, compared


def areas(effect=1.0, number=12, seed=1, rough=0.0):
    """Counts before and after; the first two areas are treated. With `rough`, areas change each in its own way."""
    random = np.random.default_rng(seed)
    mean = random.uniform(60, 140, number)
    after = mean * 1.1 * np.exp(rough * random.normal(size=number))
    treated = np.arange(number) < 2
    return (
        random.poisson(mean).astype(float),
        random.poisson(np.where(treated, effect, 1) * after).astype(float),
        treated,
    )


def test_the_change_by_hand():
    before, after = np.array([100.0, 200, 200, 200]), np.array([50.0, 200, 220, 180])
    found = compared(before, after, np.array([True, False, False, False]))
    assert found.change.value == pytest.approx(0.5, abs=0.01)
    assert found.change.low < 0.5 < found.change.high < 1
    assert (found.ways, found.p) == (4, 0.25)


def test_an_effect_is_found_and_its_interval_holds_it():
    held = [compared(*areas(0.7, seed=seed)).change for seed in range(40)]
    assert sum(one.low <= 0.7 <= one.high for one in held) >= 36
    assert sum(one.high < 1 for one in held) >= 30


def test_areas_that_go_their_own_ways_widen_the_interval():
    even, rough = compared(*areas(seed=4)), compared(*areas(seed=4, rough=0.5))
    assert even.spread < 3 < rough.spread
    assert rough.change.high / rough.change.low > 2 * even.change.high / even.change.low


def test_without_an_effect_the_permutations_seldom_say_there_is_one():
    found = [compared(*areas(seed=seed, rough=0.3)).p <= 0.05 for seed in range(40)]
    assert sum(found) <= 5


def test_many_areas_are_permuted_by_drawing():
    before, after, _ = areas(number=60)
    found = compared(before, after, np.arange(60) < 20)
    assert found.ways == 9_999
    assert 0 < found.p <= 1


def test_empty_sides_are_refused():
    with pytest.raises(TrialError, match="comparison areas have no events"):
        compared(np.array([5.0, 0]), np.array([5.0, 3]), np.array([True, False]))
