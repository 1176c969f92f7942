"""The detention clock of PACE ss.41-44, each rule at the minute before and the minute after."""

from datetime import timedelta

import pytest
from tests.custody.clocks.detentions import (
    MINUTE,
    arrested,
    at,
    due,
    entry,
    extension,
    hospital,
    opening,
    review,
    warrant,
)

from daybook.custody.clocks import Happening, clocks

REVIEWED = [review(at("16:20")), review(at("1:00", day=2))]
EXTENDED = [*arrested(), *REVIEWED, extension(at("10:00", day=2), at("22:30", day=2))]


def test_the_worked_case_of_the_reference() -> None:
    start = arrested()
    assert due("review", start).at == at("16:50")
    assert due("review", [*start, REVIEWED[0]]).at == at("1:20", day=2)
    found = clocks([*start, *REVIEWED])
    assert found.relevant_time == at("10:30")
    assert [(what.what, what.at) for what in found.dues if what.rule[:3] in ("DET", "REV")] == [
        ("review", at("10:00", day=2)),
        ("detention", at("10:30", day=2)),
    ]
    window = opening(found, "extension")
    assert window is not None
    assert (window.earliest, window.at) == (at("1:00", day=2), at("10:29", day=2))
    assert found.limits is not None
    assert (found.limits.extended, found.limits.longest) == (at("22:30", day=2), at("10:30", day=5))


def test_the_worked_case_with_two_hours_in_hospital() -> None:
    away = hospital(("left", at("12:00")), ("returned", at("14:00")))
    found = clocks([*arrested(), *away])
    assert found.limits is not None
    assert due("review", [*arrested(), *away]).at == at("18:50")
    assert found.limits.day == at("12:30", day=2)
    assert (found.limits.extended, found.limits.longest) == (at("0:30", day=3), at("12:30", day=5))


def test_the_worked_case_with_a_warrant_at_hour_32() -> None:
    granted = at("10:30") + timedelta(hours=32)
    held = due("detention", [*EXTENDED, warrant(granted)])
    assert held.at == at("10:30") + timedelta(hours=68)
    assert held.rule == "DET-3"


def test_DET_1_detention_without_charge_ends_after_24_hours() -> None:
    limit = due("detention", arrested())
    assert (limit.rule, limit.at, limit.who) == ("DET-1", at("10:30", day=2), "custody officer")
    assert limit.state(at("10:29", day=2)) == "due"
    assert limit.state(at("10:30", day=2)) == "due"
    assert limit.state(at("10:31", day=2)) == "overdue"


def test_DET_1_ends_with_the_charge() -> None:
    assert clocks([*arrested(), entry("charged", at("15:00"), offences=["TH68001"])]).due("detention") is None


def test_DET_2_an_extension_counts_until_the_minute_before_24_hours() -> None:
    asked, until = at("10:29", day=2), at("22:30", day=2)
    in_time = due("detention", [*arrested(), *REVIEWED, extension(asked, until)])
    assert (in_time.rule, in_time.at) == ("DET-2", until)
    late = due("detention", [*arrested(), *REVIEWED, extension(asked + MINUTE, until)])
    assert (late.rule, late.at) == ("DET-1", at("10:30", day=2))


def test_DET_2_an_extension_counts_from_the_minute_of_the_second_review() -> None:
    second, until = at("1:00", day=2), at("22:30", day=2)
    assert due("detention", [*arrested(), *REVIEWED, extension(second, until)]).rule == "DET-2"
    assert due("detention", [*arrested(), *REVIEWED, extension(second - MINUTE, until)]).rule == "DET-1"
    assert due("detention", [*arrested(), REVIEWED[0], extension(second, until)]).rule == "DET-1"


@pytest.mark.parametrize(
    "lacking",
    [
        {"rank": "inspector"},
        {"indictable": False},
        {"necessary": False},
        {"diligent": False},
        {"representations": False},
        {"rank": None},
        {"until": None},
        {"until": "tomorrow"},
    ],
)
def test_DET_2_without_any_one_condition_the_limit_stays_at_24_hours(lacking: dict[str, object]) -> None:
    asked = extension(at("9:00", day=2), at("22:30", day=2), **lacking)
    assert due("detention", [*arrested(), *REVIEWED, asked]).at == at("10:30", day=2)


def test_DET_2_an_extension_ends_at_36_hours_at_the_latest() -> None:
    for until, ends in [("22:29", "22:29"), ("22:30", "22:30"), ("22:31", "22:30")]:
        asked = extension(at("9:00", day=2), at(until, day=2))
        assert due("detention", [*arrested(), *REVIEWED, asked]).at == at(ends, day=2)


def test_DET_2_a_shorter_extension_may_be_followed_by_another_while_it_lasts() -> None:
    first = extension(at("10:00", day=2), at("16:30", day=2))
    before = [*arrested(), *REVIEWED, first]
    assert due("detention", [*before, extension(at("16:29", day=2), at("22:30", day=2))]).at == at(
        "22:30", day=2
    )
    assert due("detention", [*before, extension(at("16:30", day=2), at("22:30", day=2))]).at == at(
        "16:30", day=2
    )


def test_DET_3_a_warrant_runs_from_its_issue_for_36_hours_at_most() -> None:
    issued = at("18:00", day=2)
    for hours, length in [(35, 35), (36, 36), (37, 36)]:
        limit = due("detention", [*EXTENDED, warrant(issued, hours)])
        assert limit.at == issued + timedelta(hours=length)


def test_DET_3_a_warrant_that_ends_before_the_limit_in_force_takes_nothing_away() -> None:
    assert due("detention", [*EXTENDED, warrant(at("11:00", day=2), 1)]).at == at("22:30", day=2)


def test_DET_3_a_warrant_of_no_hours_is_none() -> None:
    for hours in (0, -5, None, "36"):
        assert (
            due("detention", [*EXTENDED, entry("warrant", at("18:00", day=2), hours=hours)]).rule == "DET-2"
        )


def test_DET_4_no_warrant_goes_beyond_96_hours() -> None:
    first, cap = warrant(at("20:00", day=2)), at("10:30", day=5)
    for hours, ends in [(26, cap - MINUTE * 30), (27, cap)]:
        limit = due("detention", [*EXTENDED, first, warrant(at("8:00", day=4), hours)])
        assert limit.at == ends
    assert limit.rule == "DET-4"
    assert (limit.state(cap), limit.state(cap + MINUTE)) == ("due", "overdue")
    assert clocks([*EXTENDED, first, warrant(at("8:00", day=4))]).openings == ()


@pytest.mark.parametrize(
    ("details", "relevant"),
    [
        ({"basis": "arrest"}, "10:30"),
        ({"basis": "street-bail"}, "10:30"),
        ({"basis": "voluntary-at-station", "arrested_at": at("11:45").isoformat()}, "11:45"),
        ({"basis": "arrested-abroad", "relevant_time": at("9:15").isoformat()}, "9:15"),
        ({"basis": "arrested-abroad", "relevant_time": at("23:00").isoformat()}, "10:30"),
        ({"basis": "wanted-elsewhere", "arrested_at": at("9:00").isoformat()}, "10:30"),
    ],
)
def test_the_relevant_time_follows_from_the_basis(details: dict[str, object], relevant: str) -> None:
    assert clocks([entry("arrival", at("10:30"), **details)]).relevant_time == at(relevant)


def test_one_wanted_elsewhere_is_on_the_clock_24_hours_after_arrest_at_the_latest() -> None:
    for arrival, relevant in [("8:59", "8:59"), ("9:00", "9:00"), ("9:01", "9:00")]:
        details = {"basis": "wanted-elsewhere", "arrested_at": at("9:00").isoformat()}
        found = clocks([entry("arrival", at(arrival, day=2), **details)])
        assert found.relevant_time == at(relevant, day=2)


def test_earlier_detention_on_the_same_matter_is_carried() -> None:
    found = clocks(arrested(basis="bail-return", carried_minutes=9 * 60))
    assert found.limits is not None
    assert found.limits.day == at("1:30", day=2)
    assert found.limits.longest == at("1:30", day=5)
    assert found.detained(at("11:30")) == timedelta(hours=10)


def test_detention_counted_leaves_pauses_out_and_stops_at_release() -> None:
    away = hospital(("left", at("12:00")), ("returned", at("14:00")))
    held = [*arrested(), *away]
    assert clocks(held).detained(at("13:00")) == timedelta(minutes=90)
    assert clocks(held).detained(at("15:00")) == timedelta(minutes=150)
    assert clocks([*held, entry("released", at("16:00"))]).detained(at("20:00")) == timedelta(minutes=210)


def test_questioning_in_hospital_counts() -> None:
    stages = [
        ("left", at("12:00")),
        ("arrived", at("12:20")),
        ("questioning-started", at("13:00")),
        ("questioning-ended", at("13:30")),
        ("set-off-back", at("13:50")),
        ("returned", at("14:00")),
    ]
    assert due("detention", [*arrested(), *hospital(*stages)]).at == at("12:00", day=2)


def test_on_the_way_and_in_hospital_the_clocks_stand_still() -> None:
    found = clocks([*arrested(), *hospital(("left", at("12:00")))])
    limit = found.due("detention")
    assert found.paused_since == at("12:00")
    assert limit is not None
    assert limit.left(at("12:00")) == limit.left(at("20:00", day=3)) == timedelta(hours=22, minutes=30)
    assert limit.state(at("20:00", day=3)) == "ok"


def test_a_pause_that_began_when_the_time_was_up_moves_nothing() -> None:
    for left, moved in [("10:29", "11:30"), ("10:30", "10:30"), ("10:31", "10:30")]:
        away = hospital(("left", at(left, day=2)), ("returned", at(left, day=2) + timedelta(hours=1)))
        assert due("detention", [*arrested(), *away]).at == at(moved, day=2)


def test_before_arrival_there_is_no_clock() -> None:
    found = clocks([entry("note", at("10:00"))])
    assert (found.relevant_time, found.dues) == (None, ())


def test_a_transfer_ends_what_is_due_here() -> None:
    found = clocks([*arrested(), entry("transfer", at("15:00"))])
    assert (found.dues, found.released_at) == ((), at("15:00"))


def test_after_release_nothing_of_the_detention_is_due() -> None:
    released: list[Happening] = [*arrested(), entry("released", at("15:00"), disposal="no-further-action")]
    found = clocks(released)
    assert (found.due("detention"), found.due("review")) == (None, None)
    assert found.released_at == at("15:00")
