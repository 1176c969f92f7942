"""Counting clean days: plain arithmetic on days, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.legacy.switch.clean import DayState, Outcome, clean_days

TODAY = date(2026, 11, 29)


def ago(days, compared=5, unsettled=0):
    return Outcome(TODAY - timedelta(days=days), compared, unsettled)


def test_fourteen_clean_days_are_enough():
    counted = clean_days([ago(n) for n in range(14)], 14, TODAY)
    assert counted.is_enough
    assert counted.earliest is None
    assert str(counted) == "14 of 14 clean days"


def test_a_day_with_a_difference_is_named_and_the_next_possible_day_told():
    outcomes = [ago(n, unsettled=2 * (n == 3)) for n in range(14)]
    counted = clean_days(outcomes, 14, TODAY)
    assert str(counted) == "13 of 14 clean days; the last with a difference was 26 November 2026"
    assert counted.earliest == date(2026, 12, 10)


def test_today_counts_only_once_it_was_compared():
    assert clean_days([ago(n) for n in range(1, 15)], 14, TODAY).is_enough
    assert not clean_days([ago(n) for n in range(1, 14)], 14, TODAY).is_enough


def test_every_comparison_of_a_day_must_be_clean():
    outcomes = [*(ago(n) for n in range(14)), ago(2, unsettled=1)]
    assert clean_days(outcomes, 14, TODAY).clean == 13


def test_a_day_without_a_comparison_or_without_a_record_proves_nothing():
    outcomes = [ago(0), ago(1, compared=0), ago(3)]
    counted = clean_days(outcomes, 4, TODAY)
    assert [each.state for each in counted.days] == [
        DayState.CLEAN,
        DayState.NOTHING,
        DayState.MISSED,
        DayState.CLEAN,
    ]
    assert str(counted) == "2 of 4 clean days; 1 was not compared; 1 was without a record to compare"


def test_each_position_proves_itself():
    outcomes = [ago(n) for n in range(30)]
    counted = clean_days(outcomes, 14, TODAY, since=TODAY - timedelta(days=5))
    assert counted.clean == 5
    assert counted.earliest == date(2026, 12, 8)


@pytest.mark.parametrize("needed", [1, 14])
def test_nothing_compared_ever_is_said_without_a_date_in_the_past(needed):
    counted = clean_days([], needed, TODAY)
    assert counted.clean == 0
    assert counted.earliest == TODAY - timedelta(days=1) + timedelta(days=needed)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.integers(0, 2)), max_size=60),
    st.integers(1, 30),
    st.none() | st.integers(0, 40),
)
def test_if_every_day_from_now_on_is_clean_it_is_enough_on_the_day_told_and_not_before(rows, needed, turned):
    outcomes = [ago(*row) for row in rows]
    since = None if turned is None else TODAY - timedelta(days=turned)
    counted = clean_days(outcomes, needed, TODAY, since)
    if counted.is_enough:
        return
    begins = 1 if any(each.day == TODAY for each in outcomes) else 0
    days = [TODAY + timedelta(days=n) for n in range(80)]
    later = [*outcomes, *(Outcome(day, 5, 0) for day in days[begins:])]
    enough = [
        day for day in days if clean_days([e for e in later if e.day <= day], needed, day, since).is_enough
    ]
    assert enough[0] == counted.earliest
