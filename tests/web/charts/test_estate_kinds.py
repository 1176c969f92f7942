"""The charts of an estate and its oversight: what stands where, and what they refuse."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from daybook.web.charts import (
    Axis,
    Band,
    Caption,
    Chart,
    Dot,
    Quarters,
    Work,
    bars,
    burn_down,
    cumulative,
    gantt,
    heat_grid,
    line,
    line_with_band,
    matrix,
    scatter,
    stacked_area,
)

CAPTION = Caption("one", "One thing", "It went down.")
LONG = "National register of firearms certificates, explosives licences and registered dealers (2006)"
KNOWN = st.one_of(st.none(), st.floats(-1e6, 1e6), st.just(0))


def picture(chart: Chart) -> Any:
    return etree.fromstring(chart.svg.encode())


def percent(words: str) -> float:
    return float(words.removesuffix("%"))


def lies_inside(chart: Chart) -> bool:
    """Every mark between the left and right edges and no lower than the picture's foot."""
    across = [percent(one.get("x")) for one in picture(chart).iter("rect", "text", "svg") if one.get("x")]
    wide = [
        percent(one.get("x")) + percent(one.get("width"))
        for one in picture(chart).iter("rect")
        if (one.get("width") or "").endswith("%")
    ]
    down = [float(one.get("y")) for one in picture(chart).iter("rect", "text", "svg") if one.get("y")]
    return (
        all(-0.01 <= one <= 100.01 for one in [*across, *wide])
        and max(down, default=0) <= chart.height + 0.01
    )


@given(st.lists(KNOWN, min_size=1, max_size=13), st.lists(KNOWN, min_size=1, max_size=13))
def test_lines_stay_in_their_ground_below_nought_too(
    one: list[float | None], two: list[float | None]
) -> None:
    count = min(len(one), len(two))
    names = [str(at) for at in range(count)]
    one, two = one[:count], two[:count]
    charts = [
        line(CAPTION, "£m", names, {"All": one}),
        line_with_band(CAPTION, "£m", names, {"All": one}, Band("8 of 10", one, two)),
        cumulative(CAPTION, "£m", names, one, two),
    ]
    for chart in charts:
        places = [float(point.get("y")) for point in picture(chart).findall("svg")]
        assert all(22 - 1e-6 <= place <= 222.1 for place in places)
        assert lies_inside(chart)


def test_a_sum_is_not_known_after_a_period_that_is_not_known() -> None:
    chart = cumulative(CAPTION, "£m", ["Q1", "Q2", "Q3"], [-2, 3, 4], [-1, None, 5])
    assert [row[3:] for row in chart.rows] == [(-2, -1), (1, None), (5, None)]


def test_a_band_has_a_gap_where_an_edge_is_not_known() -> None:
    low: list[float | None] = [1, 2, None, 4]
    chart = line_with_band(CAPTION, "£m", list("abcd"), {"All": [1, 2, 3, 4]}, Band("8 of 10", low, [5] * 4))
    assert len(picture(chart).findall("clipPath")) == 2
    assert chart.rows[2][2:] == (None, 5)


def test_an_area_ends_where_a_part_is_not_known_and_one_moment_is_still_seen() -> None:
    chart = stacked_area(CAPTION, "%", list("abc"), {"Run": [5, None, 3], "Grow": [1, 2, 4]})
    paths = [path.get("d") for path in picture(chart).iterfind("clipPath/path")]
    assert len(paths) == 4
    assert all(len(set(re.findall(r"[ML](\S+)", path))) == 2 for path in paths)


def test_a_burn_down_says_the_first_and_last_number_and_where_counting_changed() -> None:
    kinds: dict[str, list[int | None]] = {"Obsolete": [300, 250, None], "Unused": [40, 30, None]}
    chart = burn_down(CAPTION, "Systems", ["Q1", "Q2", "Q3"], kinds, [340, 200, 100], {"Q2": LONG})
    words = [one.text for one in picture(chart).findall("text")]
    assert "340" in words
    assert "280" in words
    assert "[1]" in words
    assert chart.rows[1] == ("Q2", 250, 30, 200, LONG)
    assert LONG in " ".join(word for word in words if word)
    assert lies_inside(chart)


def test_a_gantt_shows_what_reaches_over_its_edges_and_says_the_rest_in_words() -> None:
    works = [
        Work("Old", "Replace", -1, 2, 9),
        Work(LONG, "Switch off", 5, 7, 0),
        Work("Now", "Replace", 2, 3),
    ]
    chart = gantt(CAPTION, ["Q1", "Q2", "Q3"], works, [2, 8])
    assert lies_inside(chart)
    assert chart.rows[0] == ("Old", "Replace", "before Q1", "Q2", "after Q3")
    assert chart.rows[1][2:] == ("after Q3", "after Q3", "Q1")
    assert chart.rows[2][4] == "none"
    assert [name for name, _ in chart.key] == [
        "Replace",
        "Switch off",
        "Contract ends",
        "Freeze: nothing is switched",
    ]
    assert len([one for one in picture(chart).findall("rect") if "freeze" in one.get("class")]) == 1


def test_a_grid_has_each_zone_by_letter_and_each_count_once() -> None:
    counts = [[at + 6 * up for at in range(6)] for up in range(5)]

    def zone(across: int, up: int) -> int:
        return sum((across + 1) * (up + 1) >= edge for edge in (4, 8, 16))

    names = ["Low", "Medium", "High", "Red-rated"]
    chart = heat_grid(CAPTION, Axis("L", list("123456")), Axis("C", list("12345")), counts, names, zone)
    words = [one.text for one in picture(chart).findall("text") if "number" in one.get("class")]
    assert sorted(map(int, words)) == list(range(1, 30))
    assert ("6", "5", "Red-rated", 29) in chart.rows
    assert ("1", "1", "Low", 0) in chart.rows
    letters = [one.text for one in picture(chart).findall("text") if "small" in one.get("class")]
    assert {letter: letters.count(letter) for letter in "LMHR"} == {"L": 5, "M": 8, "H": 10, "R": 7}


def test_a_scatter_numbers_what_is_picked_and_takes_negative_values() -> None:
    dots = [Dot("Left", -5, 3, "Keep"), Dot(LONG, 4, -2, "Retire", picked=True)]
    parted = Quarters(0, 0, ("A", "B", "C", "D"))
    chart = scatter(CAPTION, "Fit", "Use", dots, parted)
    assert lies_inside(chart)
    assert [name for name, _ in chart.key] == ["Keep", "Retire", LONG]
    left, right = (percent(one.get("x")) for one in picture(chart).findall("svg"))
    assert left < right


def test_a_matrix_lists_each_tie_and_puts_it_in_its_cell() -> None:
    chart = matrix(CAPTION, ["A", LONG, "C"], {("C", "A"): 2, ("A", LONG): 1})
    assert list(chart.rows) == [("A", LONG, 1), ("C", "A", 2)]
    cells = [one for one in picture(chart).findall("rect") if "series-1" in one.get("class")]
    assert [percent(cell.get("x")) for cell in cells] == [pytest.approx(100 / 3, abs=0.01), 0]


def test_a_long_name_is_broken_into_lines_and_pushes_what_follows_down() -> None:
    one, two = bars(CAPTION, "Systems", [(LONG, 1)]), bars(CAPTION, "Systems", [("Short", 1)])
    assert one.height == two.height + 40
    words = [text.text for text in picture(one).findall("text")]
    assert " ".join(words[:3]) == LONG


EMPTY = [
    stacked_area(CAPTION, "%", [], {"Run": []}),
    burn_down(CAPTION, "Systems", [], {"Unused": []}, []),
    gantt(CAPTION, ["Q1"], []),
    heat_grid(CAPTION, Axis("L", []), Axis("C", []), [], ["Low"], lambda across, up: 0),
    scatter(CAPTION, "Fit", "Use", []),
    line_with_band(CAPTION, "£m", [], {"All": []}, Band("8 of 10", [], [])),
    matrix(CAPTION, ["A", "B"], {}),
    cumulative(CAPTION, "£m", [], [], []),
]


@pytest.mark.parametrize("chart", EMPTY, ids=str)
def test_without_data_a_chart_says_so(chart: Chart) -> None:
    assert "There is nothing to draw yet" in chart.html()


def test_what_cannot_be_drawn_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        Work("Old", "Replace", 3, 3)
    with pytest.raises(ValueError, match="up to 16 things, 17 were given"):
        matrix(CAPTION, [str(at) for at in range(17)], {})
    with pytest.raises(ValueError, match="B has a tie but is not among the names"):
        matrix(CAPTION, ["A"], {("A", "B"): 1})
    with pytest.raises(ValueError, match="Q9, which is not among"):
        burn_down(CAPTION, "Systems", ["Q1"], {"All": [1]}, [1], {"Q9": "more is counted"})
    with pytest.raises(ValueError, match="from 0 on"):
        burn_down(CAPTION, "Systems", ["Q1"], {"All": [-1]}, [1])
    with pytest.raises(ValueError, match="from 0 on"):
        stacked_area(CAPTION, "%", ["Q1"], {"Run": [-1]})
    with pytest.raises(ValueError, match="a row for each score"):
        heat_grid(CAPTION, Axis("L", ["1"]), Axis("C", ["1"]), [[1, 2]], ["Low"], lambda across, up: 0)
    with pytest.raises(ValueError, match="begin with different letters"):
        heat_grid(CAPTION, Axis("L", ["1"]), Axis("C", ["1"]), [[1]], ["Low", "Lower"], lambda across, up: 0)
    with pytest.raises(ValueError, match="finite"):
        scatter(CAPTION, "Fit", "Use", [Dot("A", float("inf"), 1)])
    with pytest.raises(ValueError, match="9 picked"):
        scatter(CAPTION, "Fit", "Use", [Dot(str(at), at, at, picked=True) for at in range(10)])
