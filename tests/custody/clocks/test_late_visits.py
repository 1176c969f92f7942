"""Visits that came late or not at all, to the minute; they count though nobody reported them (CARE-1 to CARE-3)."""

from __future__ import annotations

import pytest
from tests.custody.clocks.detentions import MINUTE, arrested, at, entry, hospital

from daybook.custody.clocks import clocks

NOW = at("12:30")


def visit(moment, **said):
    return entry("visit", moment, **said)


def late(*happenings, now=NOW):
    return [
        (f"{one.due:%H:%M}", f"{one.seen:%H:%M}" if one.seen else "never")
        for one in clocks([*arrested(), *happenings]).late_visits(now)
    ]


@pytest.mark.parametrize(("made", "found"), [("11:30", []), ("11:31", [("11:30", "11:31")])])
def test_CARE_1_a_visit_in_the_sixtieth_minute_is_in_time_and_one_in_the_next_is_late(made, found):
    assert late(visit(at(made)), now=at("12:00")) == found


def test_CARE_1_a_visit_never_made_is_late_from_the_minute_after():
    assert late(now=at("11:30")) == []
    assert late(now=at("11:30") + MINUTE) == [("11:30", "never")]


@pytest.mark.parametrize(("made", "found"), [("11:20", []), ("11:21", [("11:20", "11:21")])])
def test_CARE_2_the_intoxicated_are_roused_half_hourly_and_a_look_is_no_rousing(made, found):
    drunk = entry("level", at("10:50"), level=2, intoxicated=True)
    seen = [visit(at("10:50"), roused=True), visit(at("11:05")), visit(at(made), roused=True)]
    assert late(drunk, *seen, now=at("11:40")) == found


@pytest.mark.parametrize(("made", "found"), [("11:20", []), ("11:21", [("11:20", "11:21")])])
def test_CARE_3_the_level_sets_the_gap(made, found):
    given = entry("level", at("10:50"), level=2)
    assert late(given, visit(at("10:50")), visit(at(made)), now=at("11:45")) == found


def test_CARE_3_in_close_proximity_and_in_an_interview_nobody_is_late():
    assert late(entry("level", at("10:40"), level=4)) == []
    asked = [entry("interview", at("10:55"), stage="started"), entry("interview", at("12:25"), stage="ended")]
    assert late(*asked) == []


def test_CARE_1_in_hospital_nobody_is_late_and_after_the_release_nothing_is_owed():
    away = hospital(("left", at("11:00")), ("returned", at("12:20")))
    assert late(*away) == []
    assert late(*hospital(("left", at("11:00")))) == []
    assert late(entry("released", at("11:10"))) == []


def test_the_order_in_which_entries_come_changes_nothing():
    visits = [visit(at(time)) for time in ("10:40", "11:45", "12:10")]
    assert late(*visits) == late(*reversed(visits)) == [("11:40", "11:45")]
