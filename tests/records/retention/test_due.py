"""When records fall due: by the highest group, restarted by each event of concern; and a schedule that is checked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.records.retention.due import Happening, due, plus
from daybook.records.retention.names import Names
from daybook.records.retention.schedule import FILE, ScheduleError, read, schedule

RECORDED, BORN = date(2010, 1, 1), date(1980, 5, 6)
DAYS = st.dates(date(2000, 1, 1), date(2026, 1, 1))


def happened(day, subject="suspect", classes=(), report="arrest", status="arrested", only=False):
    return Happening(day, subject, report, status, tuple(classes), only)


def reckoned(*events, **more):
    return due(schedule(), events, RECORDED, BORN, **more)


@pytest.mark.parametrize(
    ("events", "group", "on"),
    [
        ([], "4", date(2016, 1, 1)),
        ([happened(date(2015, 3, 3))], "3", date(2021, 3, 3)),
        ([happened(date(2015, 3, 3), classes=["034/00"])], "2", date(2025, 3, 3)),
        ([happened(date(2015, 3, 3), only=True)], "2", date(2025, 3, 3)),
        ([happened(date(2015, 3, 3), "victim", ["001/00"])], "4", date(2021, 3, 3)),
        ([happened(date(2015, 3, 3), "other", report="missing", status="missing")], "4", date(2115, 3, 3)),
        ([happened(date(2015, 3, 3), "other", report="missing", status="closed")], "4", date(2021, 3, 3)),
        ([happened(date(2012, 1, 1), classes=["005/01"]), happened(date(2018, 1, 1))], "2", date(2028, 1, 1)),
    ],
)
def test_group_and_day(events, group, on):
    its = reckoned(*events)
    assert (its.group, its.on) == (group, on)


def test_group_1_waits_for_the_100th_birthday():
    its = reckoned(happened(date(2015, 3, 3), classes=["001/00"]))
    assert its.earliest == date(2080, 5, 6)
    assert due(schedule(), [happened(date(2015, 3, 3), classes=["001/00"])], RECORDED, None).earliest is None


def test_a_decision_to_keep_moves_the_day():
    assert reckoned(happened(date(2015, 3, 3)), kept_until=date(2030, 1, 1)).on == date(2030, 1, 1)


@given(st.lists(DAYS, max_size=5), DAYS)
def test_one_more_event_never_makes_it_earlier(days, day):
    events = [happened(one) for one in days]
    assert reckoned(*events, happened(day)).on >= reckoned(*events).on
    assert reckoned(*events).on >= plus(RECORDED, schedule().minimum_years)


def test_the_schedule_is_checked_when_it_is_loaded():
    text = FILE.read_text()
    for wrong, place in (
        (text.replace("clear_years = 6", "clear_years = 2"), "minimum"),
        (text.replace("[groups.2]", "[groups.5]"), "groups"),
        (text.replace('2 = ["3",', '2 = ["1",'), "two groups"),
        (text.replace("share = 0.01", "share = 1.5"), "ceiling.share"),
        (text + "x", "not TOML"),
    ):
        with pytest.raises(ScheduleError, match=place):
            read(wrong)


@pytest.mark.parametrize(("on_record", "limit"), [(5, 1), (400, 4), (1_000_000, 50)])
def test_the_ceiling(on_record, limit):
    assert schedule().ceiling.of(on_record) == limit


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Zoë O’Brien ran", "[erased] ran"),
        ("ZOE OBRIEN ran", "[erased] ran"),
        ("O'Brien, Zoe ran", "[erased] ran"),
        ("Zoe Marie O'Brien", "[erased]"),
        ("O’Brien ran", "O’Brien ran"),
        ("Zoe Miller", "Zoe Miller"),
    ],
)
def test_full_names_are_found_as_they_are_typed(text, left):
    assert Names([("O’Brien", "Zoë Marie")]).take_out(text, family_too=False) == left


SIGNS = st.text("abkisIKS'’- .éßıİſKﬁǰŉü\u0307\u0131", min_size=3, max_size=9)


@given(SIGNS, SIGNS, st.sampled_from([str, str.upper, str.lower, str.casefold, str.swapcase]))
def test_the_quick_look_for_a_name_misses_none_that_is_found(name, before, typed):
    names = Names([(name, "Ada")])
    text = f"{before} {typed(name)}, {name.replace('i', 'ı').replace('s', 'ſ').replace('k', 'K')}"
    assert names.may_be_in(text) or not names.family.search(text)


def test_the_quick_look_passes_over_what_names_somebody_else():
    assert not Names([("O’Brien", "Zoë"), ("Quill", "")]).may_be_in("Arrested Ada Marlowe in Mill Lane")


def test_a_family_name_is_taken_for_theirs_only_where_nobody_shares_it():
    assert Names([("Quill", "Ada")]).is_unique
    assert not Names([("Quill", "Ada")], ["quill"]).is_unique
