"""The hours around a box: told where they are, round midnight too, by the clock of the place; and not told else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.forecast.engine.made import DAY, START, grid

from daybook.forecast.engine import Clock, Events, Precision, history_of
from daybook.forecast.engine.daytime import Daytime, daytime, stretches
from daybook.forecast.engine.known_times import known_times
from daybook.forecast.engine.patterns import aoristic
from daybook.forecast.engine.patterns.rings import by_hour
from daybook.forecast.engine.wall import in_utc

MINUTE, HOUR = np.timedelta64(60, "s"), np.timedelta64(3600, "s")
ZONES = ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "UTC"]
BOX, FAR = 66, 179
"""Cells of the test's grid: one in the middle, one in a corner."""


def night(number=120, seed=1, first=22, hours=5, days=360, share=0.6):
    """Minutes of the day on the wall: so much of all in a stretch, the rest at any time; and the day of each."""
    random = np.random.default_rng(seed)
    within = random.random(number) < share
    minute = np.where(
        within, first * 60 + random.integers(0, hours * 60, number), random.integers(0, 1440, number)
    )
    return random.integers(1, days, number), minute % 1440


def at(day, minute, zone="Europe/London", cell=BOX, until=None):
    """Events in the middle of one cell, at those times on the wall."""
    x, y = (one[cell] + 125.0 for one in grid().corners())
    wall = START + day * DAY + minute * MINUTE
    time = in_utc(wall, zone)
    ends = in_utc(wall + until, zone) if until is not None else np.empty(0, "M8[s]")
    return Events(np.full(len(day), x), np.full(len(day), y), time, Precision.MINUTE, until=ends)


def told(events, zone="Europe/London", cells=(BOX, FAR), clock=Clock.DAY):
    return daytime(events, history_of(events, grid(), clock), np.array(cells), zone)


def test_a_stretch_round_midnight_is_told_with_how_many_and_with_the_whole_area():
    found = told(at(*night()))
    hours = found.hours[BOX]
    assert (hours.told, hours.known) == (("22:00", "03:00"), 120)
    assert 0.6 * 120 < hours.inside < 0.8 * 120
    assert hours.words == (
        f"Most often between 22:00 and 03:00: {hours.inside:.0f} of 120 events within 500 m whose time is known"
        f" ({hours.inside / 120:.0%}; of the whole area {hours.inside / 120:.0%}, of an even day 21%)."
    )
    assert FAR not in found.hours, "nothing happens around it"
    assert found.notes == (
        "The hours near boxes, by the clock of Europe/London, rest on 120 events whose time is known.",
    )


@given(st.sampled_from(ZONES), st.integers(0, 23), st.integers(0, 4))
@settings(max_examples=25)
def test_hours_are_those_on_the_wall_of_any_zone_in_summer_and_winter(zone, first, seed):
    found = told(at(*night(400, seed, first, 3, share=0.9), zone), zone).hours[BOX]
    assert found.told == (f"{first:02}:00", f"{(first + 3) % 24:02}:00")


def test_where_the_hour_is_any_hours_are_told_as_rarely_as_said():
    maps = [told(at(*night(60, seed, share=0.0), "UTC"), "UTC").hours for seed in range(400)]
    assert sum(map(bool, maps)) <= 0.05 * 400


def test_too_few_are_told_nothing_of():
    assert told(at(*night(19, share=1.0))).hours == {}
    assert told(at(*night(20, share=1.0))).hours[BOX].known == 20


@pytest.mark.parametrize("minute", [0, 1, 12 * 60, 8 * 60])
def test_a_pile_at_one_minute_is_no_hour_and_is_counted(minute):
    day, known = night(300, share=0.0)
    piled = np.full(200, minute)
    found = told(at(np.r_[day, np.arange(200)], np.r_[known, piled]))
    assert found.hours == {}
    here = int((known == minute).sum())
    words = f"{200 + here} more stand at {minute // 60:02}:{minute % 60:02} exactly, as where the hour is not known."
    assert words in found.notes


def test_two_piles_an_hour_apart_are_both_seen():
    day, known = night(300, share=0.0)
    piled = np.r_[np.full(200, 0), np.full(260, 60)]
    found = known_times(at(np.r_[day, np.arange(460) % 300], np.r_[known, piled]), "Europe/London", DAY)
    assert set(found.piles) == {"00:00", "01:00"}


def test_times_rounded_to_full_hours_are_no_piles():
    day, minute = night(600, first=20, hours=6, share=0.7)
    found = told(at(day, minute // 60 * 60))
    assert found.hours[BOX].told == ("20:00", "02:00")
    assert len(found.notes) == 1


def test_spans_count_by_share_and_those_of_more_than_a_day_say_nothing():
    day = np.arange(300) % 350
    short = told(at(day, np.full(300, 23 * 60) + day % 7, until=np.full(300, 4) * HOUR)).hours[BOX]
    assert short.told == ("23:00", "03:00")
    assert 270 < short.inside < 300
    wide = told(at(day, np.full(300, 18 * 60), until=np.full(300, 20) * HOUR))
    assert wide.hours == {}
    assert "300 of them only within a span and spread evenly over it (aoristic)" in wide.notes[0]
    long = told(at(day, np.full(300, 18 * 60), until=np.full(300, 25) * HOUR))
    assert "300 more are known only within spans longer than a day and say nothing of the hour." in long.notes


def test_what_is_forecast_is_not_looked_at():
    events = at(*night(400, share=0.9))
    known = history_of(events, grid(), Clock.DAY)
    early = known.before(int(known.step[100]))
    found = daytime(events, early, np.array([BOX]), "Europe/London")
    assert found.hours[BOX].known == (events.time < Clock.DAY.start(early.end)).sum()


@pytest.mark.parametrize("clock", [Clock.SHIFT, Clock.MONTH])
def test_shifts_and_months_are_told_nothing_beside(clock):
    assert told(at(*night()), clock=clock) == Daytime()


def test_around_a_box_are_the_cells_whose_middles_lie_within_500_metres():
    random = np.random.default_rng(4)
    x, y = random.uniform(0, 3750, 3000), random.uniform(0, 3000, 3000)
    time = START + random.integers(0, 300, 3000) * DAY + (20 * 60 + random.integers(0, 120, 3000)) * MINUTE
    events, west = Events(x, y, time, Precision.MINUTE), grid()
    found = told(events, "UTC", range(180)).hours
    corner_x, corner_y = west.corners()
    cell = west.of(x, y)
    for box in (0, 14, BOX, FAR):
        apart = np.hypot(corner_x[cell] - corner_x[box], corner_y[cell] - corner_y[box])
        assert found[box].known == (apart <= 500).sum()


moments = st.integers(0, 60 * 24 * 30)


@given(st.lists(st.tuples(moments, moments, st.integers(0, 2)), min_size=1, max_size=6))
@settings(max_examples=40)
def test_by_hour_is_the_ring_of_the_week_laid_together_place_by_place(spans):
    pairs, place = np.sort(np.array(spans)[:, :2], axis=1), np.array(spans)[:, 2]
    start, end = (START + pairs[:, one] * MINUTE for one in (0, 1))
    found = by_hour(start, end, place, 3)
    for one in range(3):
        assert found[one] == pytest.approx(aoristic(start[place == one], end[place == one]).sum(axis=0))


@given(st.lists(st.integers(0, 9), min_size=24, max_size=24), st.integers(0, 23))
def test_stretches_go_round_midnight(counts, begin):
    found = stretches(np.array([counts], float)).reshape(-1, 24)
    for at_length, length in enumerate(range(2, 9)):
        assert found[at_length, begin] == sum(counts[(begin + hour) % 24] for hour in range(length))
