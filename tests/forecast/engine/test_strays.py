"""Dates that stand by themselves, years before or after all others."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from daybook.forecast.engine.reading.strays import ENOUGH, ONE_IN, strays

FIRST = np.datetime64("2016-01-01T12:00:00")
DAY = np.timedelta64(1, "D")


def days(count: int) -> np.ndarray:
    return FIRST + np.arange(count) * DAY


@given(
    st.integers(ENOUGH, 2_000),
    st.lists(st.integers(367, 40_000), max_size=3),
    st.lists(st.integers(367, 30_000), max_size=3),
    st.randoms(use_true_random=False),
)
def test_a_few_far_from_all_others_are_left_out_and_many_are_not(count, before, after, chance):
    middle = days(count)
    time = np.concatenate(
        [middle[0] - np.array(before, int) * DAY, middle, middle[-1] + np.array(after, int) * DAY]
    )
    order = chance.sample(range(len(time)), len(time))
    apart, notes = strays(time[order])
    most = max(len(time) // ONE_IN, 1)
    here = (time[order] >= middle[0]) & (time[order] <= middle[-1])
    # Where more stand apart than a slip explains, those nearest to the others may still be a part of the file.
    assert not (apart & here).any()
    if len(before) <= most and len(after) <= most:
        assert np.array_equal(apart, ~here)
    assert sum(note.count for note in notes) == apart.sum()
    assert (apart & (time[order] < middle[0])).sum() <= most
    assert (apart & (time[order] > middle[-1])).sum() <= most


def test_in_a_small_file_no_date_is_far():
    time = np.append(days(20), np.datetime64("2050-01-01T00:00:00"))
    assert not strays(time)[0].any()


def test_a_second_year_after_a_gap_is_a_part_of_the_file():
    time = np.append(days(300), days(100) + 3 * 365 * DAY)
    assert not strays(time)[0].any()
