"""The metric: worked examples, and what must hold for any map."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybook.forecast.engine.evaluation import Calibration, best_hits, flagged, hits


def array(*values):
    return np.array(values, float)


def test_the_flagged_cells_are_the_top_share_rounded_down():
    assert [flagged(10_256, share) for share in (0.01, 0.02, 0.05, 0.10)] == [102, 205, 512, 1025]
    assert flagged(99, 0.01) == 0
    assert flagged(29, 1.0) == 29
    assert flagged(300, 0.07) == 21


def test_hits_are_the_events_in_the_highest_cells():
    assert hits(array(5, 1, 4, 2), array(3, 9, 1, 0), 2) == 4


def test_a_tie_for_the_last_place_counts_as_a_draw_among_the_tied():
    """One place is left for three cells that hold 6 events: 2 are expected, beside the 1 of the cell above."""
    assert hits(array(9, 4, 4, 4, 1), array(1, 6, 0, 0, 5), 2) == pytest.approx(3)


def test_a_flat_map_hits_its_share_of_the_area():
    assert hits(np.zeros(20), np.arange(20.0), 5) == pytest.approx(190 / 4)


def test_the_best_possible_takes_the_fullest_cells():
    assert best_hits(array(0, 7, 2, 5), 2) == 12


maps = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), min_size=1, max_size=6)


@given(maps, st.integers(0, 8))
@settings(max_examples=50)
def test_ties_by_expectation_are_the_mean_over_all_orders(cells, number):
    scores, counts = np.array(cells, float).T
    orders = itertools.permutations(range(len(cells)))
    found = [counts[sorted(order, key=lambda cell: -scores[cell])[:number]].sum() for order in orders]
    assert hits(scores, counts, number) == pytest.approx(np.mean(found))


@given(maps, st.integers(0, 8), st.randoms())
@settings(max_examples=50)
def test_neither_the_order_of_rows_nor_the_unit_of_the_score_matters(cells, number, random):
    scores, counts = np.array(cells, float).T
    order = random.sample(range(len(cells)), len(cells))
    before = hits(scores, counts, number)
    assert hits(scores[order] * 3 + 1, counts[order], number) == pytest.approx(before)
    assert before <= best_hits(counts, number) + 1e-9
    assert before <= hits(scores, counts, number + 1) + 1e-9


def test_calibration_bands_hold_every_cell_and_every_event():
    random = np.random.default_rng(4)
    calibration, events = Calibration(), 0.0
    for _ in range(5):
        expected = random.exponential(size=1000)
        counts = random.poisson(expected).astype(float)
        calibration.add(expected, counts)
        events += counts.sum()
    bands = calibration.bands()
    assert len(bands) == 10
    assert sum(band.cells for band in bands) == 1000
    assert sum(band.observed for band in bands) == events
    assert [band.observed / band.expected for band in bands] == pytest.approx([1] * 10, abs=0.2)


def test_a_forecast_that_learns_from_what_it_is_measured_on_is_not_called_false():
    """Where an event raises the next expectation, every step is right, and so is the sum."""
    random, calibration, level = np.random.default_rng(7), Calibration(), np.full(2000, 0.1)
    for _ in range(40):
        counts = random.poisson(level).astype(float)
        calibration.add(level, counts)
        level = 0.02 + 0.8 * (0.9 * level + 0.1 * counts)
    ratios = [band.observed / band.expected for band in calibration.bands()]
    assert ratios == pytest.approx([1] * 10, abs=0.15)
