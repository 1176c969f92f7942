"""The clocks of care: CARE-1 to CARE-8, each at the minute before and the minute after."""

from datetime import datetime, timedelta

import pytest
from tests.custody.clocks.detentions import MINUTE, arrested, at, due, entry, hospital

from daybook.custody.clocks import Due, Happening, clocks


def level(moment: datetime, number: int, intoxicated: bool = False) -> Happening:
    return entry("level", moment, level=number, intoxicated=intoxicated)


def visit(moment: datetime, roused: bool = False) -> Happening:
    return entry("visit", moment, roused=roused, responses=[], asleep=False)


def meal(moment: datetime, kind: str, taken: bool = True) -> Happening:
    return entry("meal", moment, meal=kind, taken=taken)


def rest(moment: datetime, stage: str, reason: str = "") -> Happening:
    return entry("rest", moment, stage=stage, reason=reason)


def interview(moment: datetime, stage: str) -> Happening:
    return entry("interview", moment, stage=stage)


def boundary(found: Due) -> tuple[str, str, str]:
    """The state a minute before, at, and a minute after the due time."""
    before, on, after = (found.state(found.at + MINUTE * shift) for shift in (-1, 0, 1))
    return before, on, after


ON_TIME_UNTIL = ("due", "due", "overdue")


def test_CARE_1_a_visit_at_least_hourly() -> None:
    first = due("visit", arrested())
    assert (first.rule, first.at) == ("CARE-1", at("11:30"))
    assert boundary(first) == ON_TIME_UNTIL
    assert due("visit", [*arrested(), visit(at("11:10")), visit(at("11:25"))]).at == at("12:25")


def test_CARE_1_a_visit_is_told_of_ten_minutes_before() -> None:
    first = due("visit", arrested())
    assert (first.state(at("11:19")), first.state(at("11:20"))) == ("ok", "due")


def test_CARE_2_the_intoxicated_are_roused_half_hourly() -> None:
    held = [*arrested(), level(at("10:45"), 2, intoxicated=True)]
    first = due("rousing", held)
    assert (first.rule, first.at) == ("CARE-2", at("11:00"))
    assert boundary(first) == ON_TIME_UNTIL
    assert due("rousing", [*held, visit(at("10:55"))]).at == at("11:00")
    assert due("rousing", [*held, visit(at("10:55"), roused=True)]).at == at("11:25")


def test_CARE_2_nobody_sleeps_it_off_at_the_highest_level_either() -> None:
    assert due("rousing", [*arrested(), level(at("10:45"), 4, intoxicated=True)]).at == at("11:00")


@pytest.mark.parametrize(("number", "rule", "gap"), [(1, "CARE-1", 60), (2, "CARE-3", 30), (3, "CARE-3", 30)])
def test_CARE_3_the_level_sets_the_longest_gap(number: int, rule: str, gap: int) -> None:
    seen = at("11:00")
    found = due("visit", [*arrested(), level(at("10:45"), number), visit(seen)])
    assert (found.rule, found.at) == (rule, seen + MINUTE * gap)
    assert boundary(found) == ON_TIME_UNTIL


def test_CARE_3_in_close_proximity_no_visit_is_due() -> None:
    assert clocks([*arrested(), level(at("10:45"), 4)]).due("visit") is None


@pytest.mark.parametrize(
    ("set_at", "next_visit"),
    [("11:29", "11:30"), ("11:30", "11:30"), ("11:31", "12:00"), ("11:45", "12:00")],
)
def test_CARE_3_a_stricter_level_leaves_no_more_time_than_there_was(set_at: str, next_visit: str) -> None:
    held = [*arrested(), visit(at("11:00")), level(at(set_at), 2)]
    assert due("visit", held).at == at(next_visit)


def test_CARE_3_a_milder_level_counts_from_the_last_visit() -> None:
    held = [*arrested(), level(at("10:45"), 2), visit(at("11:00")), level(at("11:10"), 1)]
    assert due("visit", held).at == at("12:00")


def test_visits_wait_for_the_return_from_hospital() -> None:
    away = hospital(("left", at("11:10")), ("returned", at("13:10")))
    assert due("visit", [*arrested(), visit(at("11:00")), *away]).at == at("14:00")
    gone = due("visit", [*arrested(), visit(at("11:00")), away[0]])
    assert gone.state(at("20:00")) == "ok"


def test_CARE_3_a_visit_missed_before_hospital_falls_due_at_the_return() -> None:
    held = [*arrested(), level(at("10:45"), 2), visit(at("11:00"))]
    left, back = hospital(("left", at("11:31")), ("returned", at("15:00")))
    assert due("visit", held).state(at("11:31")) == "overdue"
    gone = due("visit", [*held, left])
    assert (gone.paused_since, gone.left(at("14:00"))) == (at("11:31"), timedelta(0))
    assert gone.state(at("14:00")) == "due"
    home = due("visit", [*held, left, back])
    assert (home.rule, home.at, boundary(home)) == ("CARE-3", at("15:00"), ON_TIME_UNTIL)


def test_CARE_2_rousing_waits_for_the_return_from_hospital() -> None:
    held = [*arrested(), level(at("10:45"), 2, intoxicated=True), visit(at("11:00"), roused=True)]
    left, back = hospital(("left", at("11:20")), ("returned", at("15:00")))
    assert due("rousing", [*held, left]).left(at("14:00")) == 10 * MINUTE
    home = due("rousing", [*held, left, back])
    assert (home.at, boundary(home)) == (at("15:10"), ON_TIME_UNTIL)


def test_CARE_4_meals_wait_for_the_return_from_hospital() -> None:
    left, back = hospital(("left", at("10:00", day=2)), ("returned", at("14:00", day=2)))
    gone = due("main-meal", [*arrested(), left])
    assert (gone.left(at("13:00", day=2)), gone.state(at("13:00", day=2))) == (30 * MINUTE, "soon")
    for kind in ("main-meal", "light-meal"):
        home = due(kind, [*arrested(), left, back])
        assert (home.at, boundary(home)) == (at("14:30", day=2), ON_TIME_UNTIL)


def test_CARE_8_the_assessment_on_arrival_waits_while_they_are_in_hospital() -> None:
    gone = due("risk-assessment", [*arrested(), *hospital(("left", at("10:40")))])
    assert (gone.note, gone.left(at("20:00")), gone.state(at("20:00"))) == ("On arrival", 50 * MINUTE, "ok")


def test_who_is_questioned_is_seen() -> None:
    held = [*arrested(), interview(at("11:20"), "started")]
    assert clocks(held).due("visit") is None
    assert due("visit", [*held, interview(at("12:00"), "ended")]).at == at("13:00")


def test_CARE_4_a_main_meal_in_24_hours() -> None:
    main = due("main-meal", arrested())
    assert (main.rule, main.at, boundary(main)) == ("CARE-4", at("10:30", day=2), ON_TIME_UNTIL)
    for taken in (True, False):
        assert due("main-meal", [*arrested(), meal(at("13:00"), "main", taken)]).at == at("13:00", day=2)


def test_CARE_4_two_light_meals_in_24_hours() -> None:
    first, second = meal(at("12:00"), "light"), meal(at("18:00"), "light")
    assert due("light-meal", arrested()).at == at("10:30", day=2)
    assert due("light-meal", [*arrested(), first]).at == at("10:30", day=2)
    assert due("light-meal", [*arrested(), first, second]).at == at("12:00", day=2)
    assert boundary(due("light-meal", [*arrested(), first, second])) == ON_TIME_UNTIL


def test_CARE_4_a_drink_is_no_meal() -> None:
    drinks = [meal(at("12:00"), "drink"), meal(at("13:00"), "drink")]
    assert due("light-meal", [*arrested(), *drinks]).at == at("10:30", day=2)


def test_CARE_5_rest_begins_in_time_for_eight_hours_in_24() -> None:
    found = due("rest", arrested())
    assert (found.rule, found.at, boundary(found)) == ("CARE-5", at("2:30", day=2), ON_TIME_UNTIL)


@pytest.mark.parametrize(("ended", "next_rest"), [("5:59", "2:30"), ("6:00", "22:00"), ("6:01", "22:01")])
def test_CARE_5_only_eight_continuous_hours_are_a_rest(ended: str, next_rest: str) -> None:
    rested = [rest(at("22:00"), "started"), rest(at(ended, day=2), "ended")]
    assert due("rest", [*arrested(), *rested]).at == at(next_rest, day=2)


def test_CARE_5_nothing_is_due_while_resting() -> None:
    assert clocks([*arrested(), rest(at("22:00"), "started")]).due("rest") is None


@pytest.mark.parametrize(
    ("reason", "next_rest"), [("police", "2:30"), ("request", "22:00"), ("review", "22:00")]
)
def test_CARE_5_an_interruption_for_the_police_needs_a_fresh_rest(reason: str, next_rest: str) -> None:
    stages = [
        rest(at("22:00"), "started"),
        rest(at("1:00", day=2), "interrupted", reason),
        rest(at("1:20", day=2), "started"),
        rest(at("6:00", day=2), "ended"),
    ]
    assert due("rest", [*arrested(), *stages]).at == at(next_rest, day=2)


def test_CARE_5_for_one_arrested_at_the_station_the_24_hours_run_from_the_arrest() -> None:
    details = {"basis": "voluntary-at-station", "arrested_at": at("11:00").isoformat()}
    assert due("rest", [entry("arrival", at("10:30"), **details)]).at == at("3:00", day=2)


def test_CARE_6_a_break_after_two_hours_of_questions() -> None:
    found = due("interview-break", [*arrested(), interview(at("12:00"), "started")])
    assert (found.rule, found.at, boundary(found)) == ("CARE-6", at("14:00"), ON_TIME_UNTIL)


@pytest.mark.parametrize(
    ("resumed", "next_break"), [("13:14", "14:00"), ("13:15", "15:15"), ("13:16", "15:16")]
)
def test_CARE_6_a_break_shorter_than_15_minutes_is_none(resumed: str, next_break: str) -> None:
    stages = [("12:00", "started"), ("13:00", "break-started"), (resumed, "break-ended")]
    held = [*arrested(), *(interview(at(time), stage) for time, stage in stages)]
    assert due("interview-break", held).at == at(next_break)


@pytest.mark.parametrize(("resumed", "next_break"), [("13:44", "14:00"), ("13:45", "15:45")])
def test_CARE_6_a_break_for_a_meal_lasts_45_minutes(resumed: str, next_break: str) -> None:
    stages = [("12:00", "started"), ("13:00", "break-started"), (resumed, "break-ended")]
    held = [*arrested(), *(interview(at(time), stage) for time, stage in stages), meal(at("13:10"), "main")]
    assert due("interview-break", held).at == at(next_break)


def test_CARE_6_a_second_interview_soon_after_the_first_goes_on_from_it() -> None:
    stages = [("12:00", "started"), ("13:30", "ended"), ("13:40", "started")]
    held = [*arrested(), *(interview(at(time), stage) for time, stage in stages)]
    assert due("interview-break", held).at == at("14:00")
    assert clocks(held[:-1]).due("interview-break") is None


def plan(moment: datetime, drug: str, *times: datetime) -> Happening:
    return entry("medication-plan", moment, drug=drug, dose="1", due=[time.isoformat() for time in times])


def dose(moment: datetime, drug: str, for_due: datetime, given: bool = True) -> Happening:
    return entry("medication", moment, drug=drug, given=given, for_due=for_due.isoformat())


def test_CARE_7_medication_at_the_moments_of_the_plan() -> None:
    first, second = at("14:00"), at("22:00")
    planned = [*arrested(), plan(at("11:30"), "salbutamol", first, second)]
    found = due("medication", planned)
    assert (found.rule, found.at, found.note) == ("CARE-7", first, "salbutamol")
    assert boundary(found) == ON_TIME_UNTIL
    assert due("medication", [*planned, dose(at("14:01"), "salbutamol", first)]).at == second
    assert due("medication", [*planned, dose(at("14:01"), "another", first)]).at == first
    given = [dose(at("14:00"), "salbutamol", first), dose(at("22:00"), "salbutamol", second, given=False)]
    assert clocks([*planned, *given]).due("medication") is None


def test_CARE_7_each_drug_has_its_next_dose() -> None:
    plans = [plan(at("11:30"), "salbutamol", at("14:00")), plan(at("11:30"), "methadone", at("13:00"))]
    found = [due.note for due in clocks([*arrested(), *plans]).dues if due.rule == "CARE-7"]
    assert found == ["methadone", "salbutamol"]


def test_CARE_7_a_new_plan_replaces_what_was_to_come_and_keeps_what_was_missed() -> None:
    plans = [
        plan(at("11:00"), "insulin", at("12:00"), at("16:00")),
        plan(at("13:00"), "insulin", at("18:00")),
    ]
    missed = due("medication", [*arrested(), *plans])
    assert missed.at == at("12:00")
    assert due("medication", [*arrested(), *plans, dose(at("13:05"), "insulin", at("12:00"))]).at == at(
        "18:00"
    )


def test_CARE_7_a_drug_is_the_same_however_it_is_written() -> None:
    planned = [*arrested(), plan(at("11:30"), "Salbutamol", at("14:00"))]
    assert due("medication", planned).note == "Salbutamol"
    for spelt in ("salbutamol", "Salbutamol", "SALBUTAMOL"):
        assert clocks([*planned, dose(at("14:01"), spelt, at("14:00"))]).due("medication") is None


def test_CARE_7_a_plan_that_is_stopped_asks_for_nothing_more() -> None:
    planned = [*arrested(), plan(at("11:30"), "insulin", at("14:00"))]
    assert clocks([*planned, plan(at("13:59"), "insulin")]).due("medication") is None
    assert due("medication", [*planned, plan(at("14:00"), "insulin")]).at == at("14:00")


def risk(moment: datetime, occasion: str = "arrival") -> Happening:
    return entry("risk", moment, occasion=occasion)


def test_CARE_8_a_risk_assessment_on_arrival() -> None:
    found = due("risk-assessment", arrested())
    assert (found.rule, found.at, boundary(found)) == ("CARE-8", at("11:30"), ON_TIME_UNTIL)
    assert clocks([*arrested(), risk(at("10:40"))]).due("risk-assessment") is None
    assert clocks([*arrested(), risk(at("10:29"))]).due("risk-assessment") is not None


@pytest.mark.parametrize(("assessed", "owed"), [("12:59", True), ("13:00", False), ("14:30", False)])
def test_CARE_8_a_change_of_level_comes_with_an_assessment(assessed: str, owed: bool) -> None:
    held = [*arrested(), risk(at("10:40")), level(at("10:45"), 1), level(at("14:00"), 2)]
    found = clocks([*held, risk(at(assessed), "change")]).due("risk-assessment")
    assert (found is not None) is owed
    if found:
        assert (found.at, found.note) == (at("15:00"), "Observation level changed")


def test_CARE_8_the_same_level_written_again_is_no_change() -> None:
    held = [*arrested(), risk(at("10:40")), level(at("10:45"), 1), level(at("14:00"), 1)]
    assert clocks(held).due("risk-assessment") is None


def test_CARE_8_an_assessment_after_the_return_from_hospital() -> None:
    away = hospital(("left", at("12:00")), ("returned", at("14:00")))
    found = due("risk-assessment", [*arrested(), risk(at("10:40")), *away])
    assert (found.at, found.note) == (at("15:00"), "Back from hospital")


def test_care_counts_from_the_first_suite_for_one_transferred_and_visits_from_the_last() -> None:
    arrival = at("10:30", day=2)
    found = [
        *arrested(arrival),
        entry("held-since", arrival - timedelta(hours=11)),
        entry("meal", arrival - timedelta(hours=2), meal="main"),
        entry("level", arrival - timedelta(hours=3), level=2),
    ]
    assert due("rest", found).at == arrival + timedelta(hours=5)
    assert due("light-meal", found).at == arrival + timedelta(hours=13)
    assert due("main-meal", found).at == arrival + timedelta(hours=22)
    assert due("visit", found).at == arrival + timedelta(minutes=30)
    assert due("risk-assessment", found).note == "On arrival"
    assert due("detention", found).at == arrival + timedelta(hours=24)


def test_care_ends_with_the_release() -> None:
    held = [*arrested(), plan(at("11:30"), "insulin", at("14:00")), entry("released", at("12:00"))]
    assert clocks(held).dues == ()


def test_a_visit_does_not_wait_for_what_a_pause_of_the_clock_waits_for() -> None:
    stages = [("left", at("11:10")), ("questioning-started", at("11:20")), ("returned", at("12:10"))]
    away = hospital(*stages)
    found = [*arrested(), visit(at("11:00")), *away]
    assert due("visit", found).at == at("13:00")
    assert due("detention", found).at == at("10:30", day=2) + timedelta(minutes=10)
