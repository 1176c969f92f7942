"""Typing twice, as the log of use shows it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from daybook.estate.overlap import Trail, Use, trail_of

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def use(system: str, minutes: float, user: str = "u1", subject: str = "R1") -> Use:
    return Use(user, system, subject, NOON + timedelta(minutes=minutes))


def test_one_record_opened_in_two_systems_within_ten_minutes_is_one_case_together():
    trail = trail_of([use("B", 4), use("A", 0), use("A", 5)])
    assert trail == Trail({"A": 1, "B": 1}, {("A", "B"): 1})


def test_eleven_minutes_another_user_or_another_record_are_not_together():
    lines = [use("A", 0), use("B", 11), use("B", 1, user="u2"), use("B", 1, subject="R2")]
    assert trail_of(lines).together == {}
    assert trail_of(lines).cases == {"A": 1, "B": 3}


def test_a_chain_of_three_systems_makes_three_pairs():
    lines = [use("A", 0), use("B", 3), use("C", 6), use("A", 100, subject="R9"), use("C", 101, subject="R9")]
    assert trail_of(lines).together == {("A", "B"): 1, ("B", "C"): 1, ("A", "C"): 2}


def test_lines_that_name_no_record_say_nothing():
    assert trail_of([use("A", 0, subject=""), use("B", 1, subject="")]) == Trail()
