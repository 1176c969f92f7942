"""Shifts on the clock on the wall, right across the changes of summer time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.forecast.engine import Clock, ClockError
from daybook.forecast.engine.clock import shifts_of

LONDON = shifts_of("Europe/London")
HOUR = np.timedelta64(1, "h")


def step_of(clock, time):
    return int(clock.steps(np.array([time], "M8[s]"))[0])


def hours(clock, time):
    step = step_of(clock, time)
    return float((clock.start(step + 1) - clock.start(step)) / HOUR)


@pytest.mark.parametrize(
    ("inside", "begins", "hours_long"),
    [
        ("2027-03-27T23:30:00", "2027-03-27T23:00:00", 7),
        ("2027-03-28T05:59:59", "2027-03-27T23:00:00", 7),
        ("2027-03-28T06:00:00", "2027-03-28T06:00:00", 8),
        ("2027-10-31T00:30:00", "2027-10-30T22:00:00", 9),
        ("2027-10-31T06:59:59", "2027-10-30T22:00:00", 9),
        ("2027-10-31T07:00:00", "2027-10-31T07:00:00", 8),
        ("2027-07-01T13:59:59", "2027-07-01T06:00:00", 8),
        ("2027-07-01T14:00:00", "2027-07-01T14:00:00", 8),
        ("2027-01-01T22:59:59", "2027-01-01T15:00:00", 8),
    ],
)
def test_a_night_is_an_hour_shorter_or_longer_where_the_clock_is_changed(inside, begins, hours_long):
    assert LONDON.start(step_of(LONDON, inside)) == np.datetime64(begins)
    assert hours(LONDON, inside) == hours_long


def test_an_event_on_the_edge_belongs_to_the_shift_that_begins():
    edge = np.datetime64("2027-01-04T15:00:00")
    early, late = LONDON.steps(np.array([edge - np.timedelta64(1, "s"), edge]))
    assert late == early + 1


def test_what_happens_after_midnight_belongs_to_the_night_that_began_before():
    night, after = LONDON.steps(np.array(["2027-01-04T23:30:00", "2027-01-05T03:00:00"], "M8[s]"))
    assert night == after
    assert LONDON.hours(int(night)) == ("23:00", "07:00")
    assert not LONDON.weekend(np.array([night]))[0]
    assert LONDON.weekend(np.array([night + 5 * 3]))[0], "five days on it begins on a Saturday"


def test_the_shifts_of_before_a_force_could_tell_them_are_as_they_were():
    times = np.datetime64("1969-12-30", "s") + np.arange(0, 60_000_000, 7_001) * np.timedelta64(1, "s")
    assert (Clock.SHIFT.steps(times) == times.astype("M8[h]").astype(int) // 8).all()
    assert shifts_of("UTC", ("00:00", "08:00", "16:00")) == Clock.SHIFT


@given(
    st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
    st.sampled_from([("07:00", "15:00", "23:00"), ("06:30", "18:30"), ("00:00", "02:00", "12:00"), ("01:30", "13:00")]),
    st.datetimes(datetime(1972, 1, 1), datetime(2036, 1, 1)),
)  # fmt: skip
def test_every_time_lies_in_the_step_that_it_is_given(zone, told, when):
    clock = shifts_of(zone, told)
    time = np.datetime64(when.replace(microsecond=0), "s")
    step = step_of(clock, time)
    assert clock.start(step) <= time < clock.start(step + 1)
    assert clock.starts(np.array([step]))[0] == clock.start(step)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2036, 1, 1)))
def test_shifts_begin_when_the_clock_on_the_wall_shows_it(when):
    step = step_of(LONDON, np.datetime64(when.replace(microsecond=0), "s"))
    begun = LONDON.start(step).astype(datetime).replace(tzinfo=ZoneInfo("UTC"))
    assert f"{begun.astimezone(ZoneInfo('Europe/London')):%H:%M}" == LONDON.hours(step)[0]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (("07:00",), "tell 2 to 8 times"),
        (("07:00", "24:00"), "“24:00” is no time of the day"),
        (("07:00", "early"), "“early” is no time of the day"),
        (("07:00", "08:00", "15:00"), "within two hours"),
        (("00:30", "12:00", "23:30"), "within two hours"),
        (("07:00", "07:00"), "within two hours"),
    ],
)
def test_shifts_that_cannot_be_are_refused_with_a_remedy(told, says):
    with pytest.raises(ClockError, match=says):
        shifts_of("Europe/London", told)


def test_a_zone_that_is_none_is_refused():
    with pytest.raises(ClockError, match="names no time zone"):
        shifts_of("Europe/Londn")
