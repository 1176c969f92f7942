"""The ring: a clock of 24 hours with a circle for each day."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from daybook.web.charts import Caption, Chart, ring

CAPTION = Caption("hours", "Hours of the week", "Most fall at night.")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTS = st.floats(0, 1e6) | st.integers(0, 9).map(float)


def picture(chart: Chart) -> Any:
    return etree.fromstring(chart.svg.encode())


def shades(chart: Chart) -> list[int]:
    found = [re.search(r"step-(\d)", one.get("class")) for one in picture(chart).iter("path")]
    return [int(one.group(1)) for one in found if one]


@given(st.lists(st.lists(COUNTS, min_size=24, max_size=24), min_size=1, max_size=7))
def test_a_higher_number_is_never_lighter_and_all_is_inside(values: list[list[float]]) -> None:
    chart = ring(CAPTION, "Events", DAYS[: len(values)], values)
    flat = [value for row in values for value in row]
    found = shades(chart)
    assert len(found) == 24 * len(values)
    ordered = [shade for _, shade in sorted(zip(flat, found, strict=True))]
    assert ordered == sorted(ordered)
    assert all(1 <= shade <= 6 for shade in found)
    middle = picture(chart).find("svg")
    reach = max(
        abs(float(one)) for path in middle.iter("path") for one in re.findall(r"-?\d+\.\d", path.get("d"))
    )
    assert reach <= 150.1
    assert float(middle.get("y")) >= reach
    assert chart.height >= 2 * reach


def test_nothing_at_all_is_the_lightest_shade_and_every_number_is_in_the_table() -> None:
    values = [[0.0] * 24, [*([0.0] * 23), 7.5]]
    chart = ring(CAPTION, "Events", DAYS[:2], values)
    assert sorted(set(shades(chart))) == [1, 6]
    assert chart.head == ("Hour", "Monday (events)", "Tuesday (events)")
    assert chart.rows[23] == ("23", 0.0, 7.5)
    assert "Tuesday, 23 to 24: 7.5" in chart.svg
    assert [name for name, _ in chart.key][:1] == ["0"]


@pytest.mark.parametrize(
    ("circles", "values", "says"),
    [
        ([], [], "1 to 7 circles"),
        (["Monday"], [[1.0] * 23], "24 numbers"),
        (["Monday"], [[-1.0] * 24], "from 0 on"),
        (["Monday"], [[float("nan")] * 24], "cannot be drawn"),
    ],
)
def test_what_is_no_ring_is_refused(circles: list[str], values: list[list[float]], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        ring(CAPTION, "Events", circles, values)
