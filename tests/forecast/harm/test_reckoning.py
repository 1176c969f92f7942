"""The figure, its error and its place: sums that anybody can check."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.forecast.harm.reckoning import Figure, Line, places, reckon
from daybook.forecast.harm.weights import Weights, WeightsError, default_weights, read_weights

DAY = date(2026, 11, 1)
ANYBODY = UUID(int=1)


def line(days: float | None, event: UUID | None = None) -> Line:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    return Line(event or uuid4(), "CR/1", DAY, at, "TH68023", "Robbery", "victim", days, ANYBODY)


def test_days_add_up_and_events_are_counted_beside():
    figure = reckon([line(365), line(365), line(None)])
    assert (figure.days, figure.events, figure.unweighed) == (730, 3, 1)
    assert figure.error == pytest.approx(516.19, abs=0.01)


def test_two_offences_of_one_event_are_one_event():
    event = uuid4()
    figure = reckon([line(10, event), line(None, event)])
    assert (figure.days, figure.events, figure.unweighed, figure.error) == (10, 1, 0, 10)


def test_one_heavy_event_says_that_it_may_be_chance():
    assert reckon([line(5475)]).rests_on_one
    assert not reckon([line(10) for _ in range(9)]).rests_on_one


def test_a_place_says_between_which_places_it_cannot_be_told():
    heavy, light = Figure(4000.0, 400.0, 100, 0), Figure(10.0, 7.0, 2, 0)
    found = places([light, heavy, Figure(12.0, 8.0, 1, 0)])
    assert (found[1].by_days, found[1].first, found[1].last, found[1].by_count) == (1, 1, 1, 1)
    assert [(one.first, one.last) for one in (found[0], found[2])] == [(2, 3), (2, 3)]
    assert (found[0].by_days, found[0].by_count, found[2].by_days, found[2].by_count) == (3, 2, 2, 3)


figures = st.builds(
    Figure,
    st.floats(0, 10_000),
    st.floats(0, 5_000),
    st.integers(1, 50),
    st.just(0),
)


@given(st.lists(figures, min_size=1, max_size=12))
def test_a_place_lies_within_its_range(every):
    for place in places(every):
        assert 1 <= place.first <= place.by_days <= place.last <= len(every)


def test_a_weight_is_found_by_code_before_class():
    table = read_weights("key,days,source,mark\nTH68023,365,A,C\n008/06,20,B,K\n105,1,C,D\n")
    weights = Weights("1", "T", table)
    found = [weights.of(code) for code in ("TH68023", "OF61102", "CJ88001", "CD71039", "no code")]
    assert [one and one.days for one in found] == [365, 20, 1, None, None]


def test_the_house_invents_no_weight():
    """What it brings says where it is from, and that it has to be read again."""
    table = default_weights().table
    assert {one.mark for one in table.values()} == {"K"}
    assert all("Sentencing" in one.source for one in table.values())
    assert default_weights().of("TH68010") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("key,days\n", "has no column source"),
        ("key,days,source,mark\n", "holds no weight"),
        ("key,days,source,mark\nA,1,S,K\nA,2,S,K\n", "Line 3: A stands twice"),
        ("key,days,source,mark\nA,many,S,K\n", "Line 2, days: “many” is no number"),
        ("key,days,source,mark\nA,-1,S,K\n", "Line 2, days: give 0"),
        ("key,days,source,mark\nA,nan,S,K\n", "Line 2, days: give 0"),
        ("key,days,source,mark\nA,1,,K\n", "Line 2, source: it is empty"),
        ("key,days,source,mark\nA,1,S,X\n", "Line 2, mark: “X”"),
    ],
)
def test_a_table_that_is_wrong_is_refused_by_row_and_column(text, says):
    with pytest.raises(WeightsError, match=says):
        read_weights(text)
