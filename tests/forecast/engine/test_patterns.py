"""Near repeats, repeats and rings: found where they are, and not where they are not."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybook.forecast.engine import Events
from daybook.forecast.engine.patterns import KnoxError, aoristic, knox, repeated_share, repeats, ring

DAY = np.timedelta64(86_400, "s")
START = np.datetime64("2024-01-01T00:00:00", "s")


def at_random(number=400, seed=3):
    """Hot places and a busy second half, but place and time know nothing of each other."""
    random = np.random.default_rng(seed)
    x, y = np.abs(random.normal(0, 900, (2, number)))
    days = np.floor(200 * np.sqrt(random.random(number))).astype(int)
    return Events(x, y, START + days * DAY)


def with_followers(followers=120, seed=3):
    """Some events have another within 80 m in the following five days."""
    before, random = at_random(seed=seed), np.random.default_rng(8)
    chosen = random.choice(len(before), followers, replace=False)
    moved = random.uniform(-55, 55, (2, followers))
    time = before.time[chosen] + random.integers(1, 6, followers) * DAY
    return Events(
        np.r_[before.x, before.x[chosen] + moved[0]],
        np.r_[before.y, before.y[chosen] + moved[1]],
        np.r_[before.time, time],
    )


def test_near_repeats_are_found_where_they_were_put():
    found = knox(with_followers(), permutations=199)
    assert found.p[1, 0] == pytest.approx(1 / 200)
    assert found.ratio[1, 0] > 1.4
    assert found.ratio[3:, 2:] == pytest.approx(1, abs=0.3)


def test_hot_places_and_busy_weeks_alone_are_no_near_repeats():
    small = [knox(at_random(seed=seed), permutations=99).p[1, 0] <= 0.05 for seed in range(12)]
    assert sum(small) <= 3


def test_pairs_are_counted_in_their_bands():
    days = np.array([0, 3, 10, 60])
    events = Events(np.array([0.0, 0, 150, 50]), np.zeros(4), START + days * DAY)
    found = knox(events, places=(1.0, 100.0, 200.0), days=(7.0, 14.0), permutations=9)
    assert found.observed.tolist() == [[1, 0], [0, 0], [0, 2]]


def test_too_many_pairs_are_refused_before_they_are_made(monkeypatch):
    monkeypatch.setattr(sys.modules[knox.__module__], "MOST_PAIRS", 1000)
    with pytest.raises(KnoxError, match="shorter time or a smaller area"):
        knox(at_random())


def test_places_by_how_often():
    x = np.array([0.0, 0, 0, 10, 10, 20])
    found = repeats(Events(x, np.zeros(6), np.full(6, START)), most=3)
    assert [(one.times, one.places, one.events) for one in found] == [(1, 1, 1), (2, 1, 2), (3, 1, 3)]
    share = repeated_share(Events(x, np.zeros(6), np.full(6, START)))
    assert share.value == 0.5
    assert 0 <= share.low < 0.5 <= share.high < 1


def test_hours_of_the_week_start_on_monday():
    times = np.array(
        ["2024-01-01T00:59", "2024-01-01T01:00", "2024-01-07T23:30", "1969-12-29T00:10"], "M8[s]"
    )
    found = ring(times)
    assert (found[0, 0], found[0, 1], found[6, 23], found.sum()) == (2, 1, 1, 4)


def test_a_span_is_spread_over_its_hours():
    start, end = np.array(["2024-01-01T22:30"], "M8[s]"), np.array(["2024-01-02T02:30"], "M8[s]")
    found = aoristic(start, end)
    assert found[0, 22:].tolist() == [0.125, 0.25]
    assert found[1, :3].tolist() == [0.25, 0.25, 0.125]


moments = st.integers(0, 60 * 24 * 30)


@given(st.lists(st.tuples(moments, moments), min_size=1, max_size=5))
@settings(max_examples=30)
def test_each_event_counts_one_whatever_its_span(spans):
    pairs = np.sort(np.array(spans), axis=1)
    times = START + pairs * np.timedelta64(60, "s")
    assert aoristic(times[:, 0], times[:, 1]).sum() == pytest.approx(len(spans))
    assert aoristic(times[:, 0], times[:, 0]) == pytest.approx(ring(times[:, 0]))


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="1 spans end before"):
        aoristic(np.array([START + DAY]), np.array([START]))
