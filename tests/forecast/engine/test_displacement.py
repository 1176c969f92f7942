"""Displacement by hand, against a published example, and around operations put into invented events."""

import numpy as np
import pytest
import shapely

from daybook.forecast.engine import Events, Precision
from daybook.forecast.engine.patterns import (
    Areas,
    OperationError,
    displacement,
    operation,
    weighted_difference,
)

START = np.datetime64("2023-01-01", "D")
TARGET = shapely.box(2000, 2000, 3000, 3000)


def test_the_weighted_difference_is_that_of_the_published_example():
    """Wheeler and Ratcliffe 2018: -118 with an error of the root of 1568, from -196 to -40."""
    found = weighted_difference((207, 110), (308, 318), (178, 157), (150, 140))
    assert (found.value, found.error) == (-118, pytest.approx(1568**0.5))
    assert (round(found.low), round(found.high)) == (-196, -40)


def test_each_effect_by_hand():
    found = displacement((100, 60), (50, 45), (200, 200))
    assert (found.target.value, found.buffer.value, found.both.value) == (-40, -5, -45)
    assert found.change.value == pytest.approx(0.6)
    assert found.quotient.value == pytest.approx(0.125)
    assert found.target.high < 0


@pytest.mark.parametrize(
    ("buffer", "low", "high"),
    [((400, 480), -10, -1), ((400, 430), -1, 0), ((400, 370), 0, 1), ((400, 320), 1, 10)],
)
def test_the_quotient_tells_moved_crime_from_shared_gains(buffer, low, high):
    assert low < displacement((300, 240), buffer, (2000, 2000)).quotient.value < high


def test_the_quotient_is_silent_where_the_target_did_not_surely_fall():
    assert displacement((20, 18), (20, 30), (100, 100)).quotient is None
    assert displacement((100, 200), (20, 30), (100, 100)).quotient is None


def test_a_change_that_all_areas_share_is_none():
    found = displacement((100, 50), (40, 20), (1000, 500))
    assert (found.target.value, found.change.value) == (0, 1)


def test_without_anything_to_compare_nothing_is_said():
    assert displacement((10, 5), (1, 1), (0, 5)) is None
    assert displacement((0, 5), (1, 1), (10, 5)) is None


def test_nine_in_ten_intervals_hold_the_truth():
    """Of events that follow Poisson's law, where the operation prevents a third."""
    random, held = np.random.default_rng(6), 0
    for _ in range(60):
        counts = random.poisson(((90, 60), (120, 120), (900, 900)))
        found = displacement(*map(tuple, counts))
        held += found.change.low <= 2 / 3 <= found.change.high
    assert held >= 54


def made(prevented=0.5, moved=0.0, days=400, seed=3, precision=Precision.DAY, a_day=30):
    """In the last forty days a share of those in the target never come, some move next door."""
    random = np.random.default_rng(seed)
    number = days * a_day
    x, y = random.uniform(0, 5000, (2, number))
    day = random.integers(0, days, number)
    touched = (day >= days - 40) & (abs(x - 2500) < 500) & (abs(y - 2500) < 500)
    gone = touched & (random.random(number) < prevented)
    away = gone & (random.random(number) < moved)
    x = np.where(away, 3200, x)
    kept = ~gone | away
    time = (START + day[kept]).astype("M8[s]")
    return Events(x[kept], y[kept], time, precision)


FIRST, END = START + 360, START + 400


def test_an_operation_that_prevents_is_seen_beside_earlier_spans():
    found = operation(made(), Areas(TARGET), FIRST, END)
    assert found.found.change.value == pytest.approx(0.5, abs=0.25)
    assert found.found.change.high < 1
    assert len(found.earlier) == 8
    assert found.as_low == pytest.approx(1 / 9)
    assert sum(found.target) + sum(found.buffer) + sum(found.control) == pytest.approx(80 * 30, rel=0.1)


def test_an_operation_that_moves_crime_next_door_has_a_quotient_near_minus_one():
    found = operation(made(prevented=0.8, moved=1.0, a_day=200), Areas(TARGET), FIRST, END)
    assert found.found.quotient.value == pytest.approx(-1, abs=0.3)
    assert found.found.both.low < 0 < found.found.both.high


def test_no_operation_is_not_taken_for_one():
    lows = [operation(made(prevented=0, seed=seed), Areas(TARGET), FIRST, END) for seed in range(8)]
    assert sum(one.found.change.high < 1 for one in lows) <= 1


def test_a_comparison_area_of_ones_own_is_taken():
    other = shapely.box(0, 0, 1000, 1000)
    found = operation(made(), Areas(TARGET, control=other), FIRST, END)
    assert sum(found.control) < 200


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (FIRST, FIRST, "ends before it begins"),
        (START + 10, START + 60, "as long before; the file has 2023-01-01"),
        (START + 390, START + 460, "the operation and as long before"),
    ],
)
def test_what_the_events_do_not_cover_is_said(start, end, words):
    with pytest.raises(OperationError, match=words):
        operation(made(), Areas(TARGET), start, end)


def test_of_months_only_whole_ones_are_compared():
    months = made(precision=Precision.MONTH)
    months = Events(months.x, months.y, months.time.astype("M8[M]").astype("M8[s]"), Precision.MONTH)
    with pytest.raises(OperationError, match="Take whole months"):
        operation(months, Areas(TARGET), np.datetime64("2023-06-05"), np.datetime64("2023-07-01"))
    found = operation(months, Areas(TARGET), np.datetime64("2023-06-01"), np.datetime64("2023-08-01"))
    assert str(found.before.astype("M8[D]")) == "2023-04-01"
