"""Charts: the picture, the table and the CSV come together and say the same numbers."""

import csv
import io
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from daybook.web.charts import Caption, bars, counted, histogram, line, stacked_bars
from daybook.web.charts.marks import SERIES
from daybook.web.charts.scales import number_words, ticks
from sample_pages import sample_charts

CSS = (Path(__file__).parents[2] / "src/daybook/web/static/web/daybook.css").read_text()
CAPTION = Caption("force", "Force used", "Force was used three times.")
KINDS = {chart.caption.slug: chart for chart in sample_charts()}
VALUES = st.lists(st.one_of(st.none(), st.just(0), st.floats(0.01, 1e6)), min_size=1, max_size=15)


@pytest.mark.parametrize(
    ("slug", "title", "finding"),
    [
        ("Force used", "Force used", "It was used."),
        ("force", " ", "It was used."),
        ("force", "Force used", ""),
        ("force", "Force used", "No full stop"),
        ("force", "Force used", "Trailing dots…  ."),
    ],
)
def test_a_chart_without_a_name_title_or_finding_cannot_be_made(slug: str, title: str, finding: str) -> None:
    with pytest.raises(ValueError, match="chart"):
        Caption(slug, title, finding)


@pytest.mark.parametrize("slug", KINDS)
def test_picture_table_and_csv_come_together(slug: str) -> None:
    page = html.fromstring(KINDS[slug].html())
    caption = KINDS[slug].caption
    assert page.xpath("string(.//h2)") == caption.title
    assert caption.finding in page.text_content()
    assert page.xpath(".//details//table")
    assert page.xpath(".//a[@download]/@href") == [f"?csv={slug}"]
    if slug != "nothing":
        picture = page.xpath(".//svg[@role='img']")[0]
        names = picture.get("aria-labelledby").split()
        assert [picture.xpath(f"string(.//*[@id='{name}'])") for name in names] == [
            caption.title,
            caption.finding,
        ]


@pytest.mark.parametrize("slug", KINDS)
def test_the_table_and_the_csv_hold_the_same_numbers(slug: str) -> None:
    chart = KINDS[slug]
    text = b"".join(chart.csv().streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    read = list(csv.reader(io.StringIO(text)))
    assert read[0] == list(chart.head)
    shown = [[cell["text"] for cell in row] for row in chart.table["rows"]]
    assert [[cell.replace(",", "") for cell in row] for row in shown] == read[1:]


def test_a_withheld_number_is_said_in_words_everywhere() -> None:
    chart = KINDS["offences"]
    assert "fewer than 5" in chart.svg
    assert chart.table["rows"][2][1]["text"] == "fewer than 5"
    assert b"Arson,fewer than 5" in b"".join(chart.csv().streaming_content)  # type: ignore[arg-type]


def test_words_are_escaped() -> None:
    assert "Theft &lt;from&gt; a shop" in KINDS["offences"].svg


@pytest.mark.parametrize("slug", KINDS)
def test_no_style_or_script_and_every_class_has_a_look(slug: str) -> None:
    page = KINDS[slug].html()
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", page)
    classes = {name for found in re.findall(r'class="([^"]*)"', page) for name in found.split()}
    ours = {name for name in classes if name.startswith("db-")}
    assert ours <= set(re.findall(r"\.(db-[\w-]+)", CSS))


def colours(kind: str) -> list[str]:
    return re.findall(rf"db-chart__{kind}-\d {{ (?:fill|stroke): (#[0-9a-f]{{6}})", CSS)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("kind", ["series", "line"])
def test_colours_keep_three_to_one_against_white(kind: str) -> None:
    found = colours(kind)
    assert len(found) == SERIES
    assert min(1.05 / (luminance(colour) + 0.05) for colour in found) >= 3


def test_series_differ_without_colour() -> None:
    stacked, lines = KINDS["ethnicity"].svg, KINDS["hours"].svg
    textures = re.findall(r"<pattern[^>]*>.*?</pattern>", stacked)
    assert len({re.sub(r'id="[^"]*"|series-\d', "", one) for one in textures}) == 6
    shapes = set(re.findall(r'<path class="db-chart__point[^"]*" d="([^"]*)"', lines))
    assert len(shapes) == 3


def drawn(svg: str) -> Any:
    return etree.fromstring(svg.encode())


def percent(words: str) -> float:
    assert words.endswith("%")
    return float(words[:-1])


@given(VALUES)
def test_bars_are_as_long_as_their_numbers(values: list[float | None]) -> None:
    picture = drawn(bars(CAPTION, "Records", [(str(at), value) for at, value in enumerate(values)]).svg)
    lengths = [percent(box.get("width")) for box in picture.findall("rect")]
    some = [value for value in values if value]
    assert len(lengths) == len(some)
    assert all(0 <= length <= 86 for length in lengths)
    for length, value in zip(lengths, some, strict=True):
        assert length == pytest.approx(86 * value / max(some), abs=0.001)


@given(VALUES)
def test_a_line_stays_in_its_ground_and_breaks_where_nothing_is_known(values: list[float | None]) -> None:
    chart = line(CAPTION, "Hours", [str(at) for at in range(len(values))], {"All": values})
    picture = drawn(chart.svg)
    points = picture.findall("svg")
    assert len(points) == sum(value is not None for value in values)
    assert all(22 <= float(one.get("y")) <= 222 and 12 <= percent(one.get("x")) <= 97 for one in points)
    joined = [one for one in picture.findall("line") if "line-1" in one.get("class")]
    assert len(joined) == sum(one is not None and two is not None for one, two in pairwise(values))


@given(st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=1, max_size=6))
def test_parts_of_a_stack_lie_end_to_end(rows: list[list[int]]) -> None:
    chart = stacked_bars(CAPTION, ["a", "b", "c"], {str(at): row for at, row in enumerate(rows)})
    boxes = drawn(chart.svg).findall("rect")
    by_row: dict[str, list[Any]] = {}
    for box in boxes:
        by_row.setdefault(box.get("y"), []).append(box)
    for parts in by_row.values():
        end = 0.0
        for part in parts:
            assert percent(part.get("x")) == pytest.approx(end, abs=0.01)
            end += percent(part.get("width"))
        assert end <= 86.01


def test_columns_are_as_wide_as_their_class() -> None:
    picture = drawn(KINDS["wait"].svg)
    widths = [percent(box.get("width")) for box in picture.findall("rect")]
    assert widths == pytest.approx([85 / 6] * 3, abs=0.01)


def test_an_open_last_class_says_so() -> None:
    chart = histogram(CAPTION, "Records", "minutes", [0, 10, 20], [5, 7], open_end=True)
    assert [row[0] for row in chart.rows] == ["0 to under 10 minutes", "10 minutes or more"]
    assert "more" in chart.svg


@given(st.lists(st.floats(0, 200), max_size=40))
def test_counting_into_classes_loses_nobody(values: list[float]) -> None:
    assert sum(counted(values, [0, 10, 60])) == len(values)


def test_a_value_on_an_edge_belongs_to_the_upper_class() -> None:
    assert counted([0, 9.9, 10, 59.9, 60, 500], [0, 10, 60]) == [2, 4]


@given(st.floats(0.001, 1e9))
def test_an_axis_ends_a_little_above_the_greatest(most: float) -> None:
    levels = ticks(most)
    assert levels[0] == 0
    assert most <= levels[-1] * (1 + 1e-9)
    assert len(levels) <= 6
    assert most < 1 or all(level == int(level) or levels[1] % 1 for level in levels)


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (1234, "1,234"), (12.55, "12.6"), (12.04, "12")])
def test_numbers_are_read_as_people_write_them(number: float, words: str) -> None:
    assert number_words(number) == words


def test_a_marked_place_is_drawn_named_in_the_key_and_told_in_the_table() -> None:
    chart = line(
        CAPTION, "Per cent", ["0", "1", "2"], {"All": [1, 2, 3]}, "Bits", {"Joined": 0.5, "Asked": 2}
    )
    uprights = [mark for mark in chart.marks if mark.tag == "line" and "line-" in mark.look][:2]
    assert [mark.attributes["x1"] for mark in uprights] == ["33.25%", "97%"]
    assert all(mark.attributes["x1"] == mark.attributes["x2"] for mark in uprights)
    assert [name for name, _ in chart.key] == ["All", "Joined", "Asked"]
    assert [row[0] for row in chart.rows] == ["0", "1: Joined", "2: Asked"]
    with pytest.raises(ValueError, match="must lie between"):
        line(CAPTION, "Per cent", ["0", "1"], {"All": [1, 2]}, marked={"Joined": 2})


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 on"):
        bars(CAPTION, "Records", [("a", -1)])
    with pytest.raises(ValueError, match="from 0 on"):
        bars(CAPTION, "Records", [("a", float("nan"))])
    with pytest.raises(ValueError, match="1 to 6 series"):
        line(CAPTION, "Records", ["Jan"], {str(at): [1] for at in range(7)})
    with pytest.raises(ValueError, match="1 to 6 parts"):
        stacked_bars(CAPTION, [], {})
    with pytest.raises(ValueError, match="edges must rise"):
        histogram(CAPTION, "Records", "minutes", [0, 10, 10], [1, 2])


def test_many_names_along_the_foot_leave_room_for_each_other() -> None:
    days = [str(day) for day in range(1, 32)]
    chart = line(CAPTION, "Records", days, {"All": [1] * 31})
    named = [mark for mark in chart.marks if mark.tag == "text" and "middle" in mark.look]
    assert len(named) <= 12
    assert len([mark for mark in named if "fine" not in mark.look]) <= 6


def test_the_page_gives_the_csv_that_is_asked_for(site: Any, client: Client) -> None:
    answer = client.get("/charts/?csv=wait")
    assert answer["Content-Type"].startswith("text/csv")
    assert b"Half waited" in client.get("/charts/").content
    assert b"Half waited" in client.get("/charts/?csv=unknown").content
