"""The charts say what happened; those for the public say nothing from which one person could be told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybook.custody.figures.charts import (
    drawn,
    months_for_inspector,
    months_for_public,
    months_needed,
)
from daybook.custody.figures.stays import LATE_VISIT, WRONG, Stay
from daybook.custody.figures.suppression import LEAST, WITHHELD
from daybook.web.charts import Chart

TODAY = date(2026, 11, 23)
MONTHS = months_for_public(TODAY)
COUNTED = {"Custody records", "Custody records of children", "Strip searches", "Reports"}


def stay(**said: object) -> Stay:
    values = {
        "month": date(2026, 9, 1),
        "child": False,
        "ethnicity": "1",
        "offence": "Theft from a shop",
        "waited": 12.0,
        "held": 9.0,
        "overnight": False,
        "adult_waited": None,
        "strip_searches": 0,
        "forced": False,
        "disposal": "no-further-action",
        "wrong": dict.fromkeys(WRONG, 0),
    }
    return Stay(**{**values, **said})  # type: ignore[arg-type]


def charts(stays: list[Stay], public: bool = False) -> dict[str, Chart]:
    months = MONTHS if public else months_for_inspector(TODAY)
    return {chart.caption.slug: chart for chart in drawn(stays, months, public=public)}


def column(chart: Chart, name: str) -> dict[str, object]:
    at = list(chart.head).index(name)
    return {str(row[0]): row[at] for row in chart.rows}


STAYS = st.lists(
    st.builds(
        stay,
        month=st.sampled_from([date(2026, month, 1) for month in range(1, 11)]),
        child=st.sampled_from([True, False, None]),
        ethnicity=st.sampled_from(["", "1", "3", "4", "6", "9"]),
        offence=st.sampled_from(["Theft from a shop", "Arson", "Affray", "Fraud"]),
        waited=st.one_of(st.none(), st.floats(0, 200)),
        adult_waited=st.one_of(st.none(), st.floats(0, 600)),
        overnight=st.booleans(),
        strip_searches=st.integers(0, 2),
        forced=st.booleans(),
        wrong=st.fixed_dictionaries({kind: st.integers(0, 2) for kind in WRONG}),
    ),
    max_size=60,
)


@settings(max_examples=40, deadline=None)
@given(STAYS)
def test_no_public_count_is_from_one_to_four(stays: list[Stay]) -> None:
    for chart in charts(stays, public=True).values():
        counted = chart.head[1] in COUNTED or chart.caption.slug in {"records", "overnight", "strip-searches"}
        for row in chart.rows:
            for cell in row[1:]:
                told = counted and cell is not None
                assert not (told and 0 < float(str(cell)) < LEAST), (chart.caption.slug, row)


@settings(max_examples=40, deadline=None)
@given(STAYS)
def test_no_public_group_withholds_just_one_of_its_counts(stays: list[Stay]) -> None:
    for slug in ("ethnicity", "offences", "went-wrong", "waiting"):
        numbers = [row[1] for row in charts(stays, public=True)[slug].rows]
        assert numbers.count(None) != 1 or not [number for number in numbers if number]


@settings(max_examples=40, deadline=None)
@given(STAYS)
def test_adults_cannot_be_told_by_taking_children_from_all(stays: list[Stay]) -> None:
    chart = charts(stays, public=True)["records"]
    for _, every, children in chart.rows:
        if every is not None and children is not None:
            assert not 0 < every - children < LEAST  # type: ignore[operator]


def test_a_rare_offence_is_not_named_to_the_public() -> None:
    stays = [stay() for _ in range(9)] + [stay(offence="Bigamy")]
    assert "Bigamy" in column(charts(stays)["offences"], "Custody records")
    shown = charts(stays, public=True)["offences"].html()
    assert "Bigamy" not in shown
    assert WITHHELD in shown


def test_the_rest_comes_last_and_is_not_called_the_commonest() -> None:
    stays = [stay(offence=f"Offence {at}") for at in range(30)]
    chart = charts(stays)["offences"]
    assert [row[0] for row in chart.rows][-1] == "All others"
    assert "All others" not in chart.caption.finding


def test_one_is_told_in_the_singular_and_none_in_words() -> None:
    found = charts([stay(strip_searches=1)])
    assert found["records"].caption.finding == "There were 1 record, none of them of children."
    assert found["strip-searches"].caption.finding == "There were 1 strip search, none of them of children."
    assert (
        found["went-wrong"].caption.finding
        == "There were no reports of what went wrong; the records show no visits late or missed."
    )


def test_public_sentences_do_not_tell_what_the_tables_withhold() -> None:
    stays = [stay(forced=True, child=True, overnight=True) for _ in range(3)] + [stay() for _ in range(8)]
    found = charts(stays, public=True)
    assert found["force-used"].caption.finding == "Force was used in fewer than 5 of 11 records."
    assert found["overnight"].caption.finding == "Children were held overnight in fewer than 5 records."
    assert found["records"].caption.finding == "There were 11 records, fewer than 5 of them of children."


def test_the_public_is_one_month_behind() -> None:
    assert MONTHS[-1] == date(2026, 10, 1)
    assert months_for_inspector(TODAY)[-1] == date(2026, 11, 1)
    stays = [stay(month=date(2026, 11, 1)) for _ in range(7)]
    assert all(value == 0 for value in column(charts(stays, public=True)["records"], "All").values())
    assert column(charts(stays)["records"], "All")["Nov"] == 7


def test_public_categories_cover_whole_quarters() -> None:
    stays = [stay(month=date(2026, 10, 1), offence="Arson") for _ in range(9)] + [stay() for _ in range(9)]
    chart = charts(stays, public=True)["offences"]
    assert chart.caption.title == "First arrest offence, October 2025 to September 2026"
    assert "Arson" not in chart.html()
    assert months_needed(MONTHS) <= date(2025, 10, 1)


def test_waiting_counts_each_class_and_says_the_middle() -> None:
    stays = [stay(waited=float(minutes)) for minutes in (5, 9, 25, 31, 300)]
    chart = charts(stays)["waiting"]
    assert chart.caption.finding == "Half waited 25 minutes or less; 2 waited more than 30."
    assert column(chart, "Custody records") == {
        "0 to under 10 minutes": 2,
        "10 to under 20 minutes": 0,
        "20 to under 30 minutes": 1,
        "30 to under 45 minutes": 1,
        "45 to under 60 minutes": 0,
        "60 to under 90 minutes": 0,
        "90 minutes or more": 1,
    }


def test_detention_is_averaged_over_those_who_have_left() -> None:
    stays = [stay(held=8.0), stay(held=10.0), stay(held=None), stay(held=3.0, child=True)]
    chart = charts(stays)["detention"]
    assert column(chart, "18 and over, or not known")["Sep"] == 9
    assert column(chart, "10 to 17")["Sep"] == 3
    assert charts(stays, public=True)["detention"].rows[11][1] is None


def test_rates_set_unlike_treatment_side_by_side() -> None:
    stays = [stay(forced=at < 5, ethnicity="3") for at in range(10)]
    stays += [stay(forced=at < 5, ethnicity="1") for at in range(50)]
    chart = charts(stays)["force-rates"]
    assert [row[1] for row in chart.rows] == [10, 50]
    assert chart.caption.finding == "The highest rate is that of IC3 Black."


@pytest.mark.parametrize("kind", WRONG)
def test_what_went_wrong_is_counted_and_not_hidden(kind: str) -> None:
    stays = [stay(wrong={**dict.fromkeys(WRONG, 0), kind: 6})]
    numbers = [row[1] for row in charts(stays)["went-wrong"].rows]
    assert sorted(numbers) == [0, 0, 0, 0, 0, 6]  # type: ignore[type-var]
    said = "6 visits late or missed" if kind == LATE_VISIT else "There were 6 reports"
    assert said in charts(stays)["went-wrong"].caption.finding


@pytest.mark.parametrize("public", [False, True])
def test_a_force_without_detainees_has_its_figures_too(public: bool) -> None:
    for chart in charts([], public).values():
        assert chart.html()
