"""`daybook forecast series` and `operation`: what they find stands in sentences, picture, table and CSV."""

import csv
from io import StringIO

import numpy as np
import pytest
import shapely
from django.core.management import call_command
from django.core.management.base import CommandError
from lxml import html
from tests.forecast.engine.made import town
from tests.forecast.engine.test_displacement import made
from tests.forecast.engine.test_series import events
from tests.forecast.test_trial_commands import FIRST, beaten, squares


def told_by(command, *more):
    told = StringIO()
    call_command(command, *map(str, more), "--quiet", stdout=told)
    return told.getvalue()


@pytest.fixture(scope="module")
def methods(tmp_path_factory):
    path, told = tmp_path_factory.mktemp("series") / "crimes.csv", events()
    with path.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["date", "easting", "northing", "MO", "location"])
        writer.writerows(
            (str(day)[:10], 530_000 + x, 180_000 + y, told.methods[how], "Mill <Lane>")
            for day, x, y, how in zip(told.time, told.x, told.y, told.method, strict=True)
        )
    return path


def test_series_come_with_reasons_events_and_csv(methods, tmp_path):
    page, table = tmp_path / "series.html", tmp_path / "series.csv"
    told = told_by("forecast_series", methods, "--out", page, table)
    assert "Series 1: 6 events from 2024-04-10 to 2024-04-15" in told
    assert "alike in: lifted, patio" in told
    rows = list(csv.DictReader(table.open()))
    assert [row["series"] for row in rows[:7]] == ["1"] * 6 + ["2"] * (len(rows) > 6)
    assert rows[0]["method"].startswith("Patio door lifted")
    shown = html.fromstring(page.read_text())
    tables = {one.findtext("caption"): one for one in shown.findall(".//table")}
    assert "patio" in tables["Why they are suggested"].text_content()
    assert "Mill <Lane>" in tables["Their events"].text_content()
    assert len(shown.findall(".//svg[@class='db-chart__picture']")) == 1


def test_events_outside_the_area_are_not_compared_and_are_counted(methods, tmp_path):
    area, page = tmp_path / "area.geojson", tmp_path / "inside.html"
    with methods.open() as opened:
        places = [(float(row["easting"]), float(row["northing"])) for row in csv.DictReader(opened)]
    middle = sorted(x for x, _ in places)[len(places) // 2]
    area.write_text(shapely.to_geojson(shapely.box(middle, 0, 700_000, 1_300_000)))
    beyond = sum(x < middle for x, _ in places)
    more = ("--area", area, "--area-system", "EPSG:27700", "--out", page)
    assert f"{beyond} × outside the area: not counted." in told_by("forecast_series", methods, *more)
    assert f"{beyond} × outside the area" in page.read_text()
    area.write_text(shapely.to_geojson(shapely.box(100_000, 100_000, 110_000, 110_000)))
    with pytest.raises(CommandError, match="lies in the area"):
        told_by("forecast_series", methods, *more)


def test_where_nothing_is_alike_no_series_is_suggested(methods, tmp_path):
    page = tmp_path / "none.html"
    assert "No series is suggested." in told_by("forecast_series", methods, "--within", "1", "--out", page)
    assert "No series is suggested." in page.read_text()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--out", "a.pdf"], "written as one of"),
        (["--out", "a.csv", "--within", "0"], "--within is metres"),
        (["--out", "a.csv", "--score", "60"], "--score lies above 0"),
        (["--out", "a.csv", "--column", "method=HOW"], "There is no column “HOW”"),
    ],
)
def test_what_series_cannot_do_is_said(methods, more, words):
    with pytest.raises(CommandError, match=words):
        told_by("forecast_series", methods, *more)


@pytest.fixture(scope="module")
def operated(tmp_path_factory):
    """Events of 400 days, of which half in the target never come in the last forty; and the target."""
    folder, told = tmp_path_factory.mktemp("operation"), made(a_day=20)
    moved = zip(told.time, told.x + 530_000, told.y + 180_000, strict=True)
    lines = [f"{str(day)[:10]},{x:.0f},{y:.0f}" for day, x, y in moved]
    (folder / "crimes.csv").write_text("\n".join(["date,easting,northing", *lines]))
    corners = shapely.get_coordinates(shapely.box(532_000, 182_000, 533_000, 183_000))
    rings = [f"{x:.0f},{y:.0f}" for x, y in corners]
    (folder / "target.csv").write_text("\n".join(["x,y", *rings]))
    return folder / "crimes.csv", "--target", folder / "target.csv"


DAYS = ("--first", "2023-12-27", "--last", "2024-01-30")


def test_an_operation_is_told_with_its_intervals_and_earlier_spans(operated, tmp_path):
    out = tmp_path / "operation.html"
    told = told_by("forecast_operation", *operated, *DAYS, "--out", out)
    assert "times (" in told
    assert "Weighted displacement quotient" in told or "quotient says nothing" in told
    assert "earlier spans of the same length" in told
    shown = html.fromstring(out.read_text())
    counts = next(one for one in shown.findall(".//table") if one.findtext("caption") == "The counts")
    assert [row.findtext("th") for row in counts.findall(".//tbody/tr")] == [
        "Target",
        "Ring around it",
        "Comparison area",
    ]


def parted(file, folder, west):
    """An area east of a line, the rows of the file in it as one of their own, and how many others there are."""
    area, part = folder / "area.geojson", folder / "part.csv"
    area.write_text(shapely.to_geojson(shapely.box(west, 179_000, 545_000, 190_000)))
    heading, *lines = file.read_text().splitlines()
    here = [line for line in lines if float(line.split(",")[1]) >= west]
    part.write_text("\n".join([heading, *here]))
    return ("--area", area, "--area-system", "EPSG:27700"), part, len(lines) - len(here)


def told_twice(command, file, folder, west, *more):
    """The last table of a page whose events outside an area are counted as such, and of one that never had them."""
    area, part, beyond = parted(file, folder, west)
    pages = folder / "whole.html", folder / "part.html"
    told = told_by(command, file, *area, *more, "--out", pages[0])
    told_by(command, part, *more, "--out", pages[1])
    assert f"{beyond:,} × outside the area: not counted." in told
    assert f"{beyond:,} × outside the area: not counted." in pages[0].read_text()
    return [html.fromstring(page.read_text()).findall(".//table")[-1].text_content() for page in pages]


def test_an_operation_is_compared_with_the_area_alone(operated, tmp_path):
    whole, part = told_twice("forecast_operation", operated[0], tmp_path, 530_900, *operated[1:], *DAYS)
    assert whole == part


def test_areas_are_compared_by_the_events_of_the_area_alone(tmp_path):
    more = ("--treated", "Beat 4", "--first", FIRST, "--last", "2027-03-25", "--areas", squares(tmp_path))
    whole, part = told_twice("forecast_compare", beaten(tmp_path), tmp_path, 531_500, *more)
    assert whole == part


def test_patterns_tell_once_how_many_events_lie_outside_the_area(tmp_path):
    file, page, told = tmp_path / "town.csv", tmp_path / "patterns.html", town()
    places = zip(told.time, told.x + 530_000, told.y + 180_000, strict=True)
    lines = [f"{str(day)[:10]},{x},{y}" for day, x, y in places]
    file.write_text("\n".join(["date,easting,northing", *lines]))
    area, _, beyond = parted(file, tmp_path, 531_000)
    said = told_by("forecast_patterns", file, *area, "--out", page, "--permutations", "9")
    assert f"{beyond:,} × outside the area: not counted." in said
    assert "Persistent" in page.read_text()
    assert page.read_text().count("outside the area") == 1
    assert f"{len(told):,} rows read, {len(told):,} events taken" in said


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--first", "1 March", "--last", "2024-01-30"), "“1 March” is no day"),
        (("--first", "2024-01-30", "--last", "2024-01-01"), "ends before it begins"),
        ((*DAYS, "--ring", "0"), "--ring is metres"),
        (("--first", "2023-02-01", "--last", "2023-06-30"), "as long before"),
    ],
)
def test_what_cannot_be_compared_is_said(operated, more, words):
    with pytest.raises(CommandError, match=words):
        told_by("forecast_operation", *operated, *more)


def test_spans_are_spread_over_the_hours_they_cover(tmp_path):
    """Nobody knows when between 22:00 and 06:00; the hours chart says so and shows the night."""
    path, out = tmp_path / "spans.csv", tmp_path / "patterns.html"
    days = np.datetime64("2024-01-01") + np.arange(28)
    lines = [f"{day} 22:00,{day + 1} 06:00,{530_000 + at * 40},180000" for at, day in enumerate(days)]
    lines.append("2024-02-01 12:00,2024-02-01 08:00,530000,180500")
    path.write_text("\n".join(["date from,date to,easting,northing", *lines]))
    told = told_by("forecast_patterns", path, "--out", out, "--permutations", "9")
    page = out.read_text()
    assert "29 events. 28 of them are known only within a span, half of those within 8 hours or less" in page
    assert "1 × a span that ends before it begins: taken as known to its beginning." in told
    page = html.fromstring(out.read_text())
    hours = next(one for one in page.findall(".//table") if one.findtext("caption") == "Hours of the week")
    night = {row.findtext("th"): row.findall("td")[0].text for row in hours.findall(".//tbody/tr")}
    assert night["03"] == night["23"] == "0.5"
    assert night["15"] == "0"
