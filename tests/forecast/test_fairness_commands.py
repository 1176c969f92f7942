"""`--census` shows beside a forecast whom it flags, and changes none of it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from lxml import html


@pytest.fixture(scope="module")
def census(boundary, tmp_path_factory):
    """An invented census of the town: the table and its areas."""
    out, told = tmp_path_factory.mktemp("census") / "census.csv", StringIO()
    call_command("forecast_census", str(boundary), "--out", str(out), stdout=told)
    assert "nobody lives there" in told.getvalue()
    return ["--census", str(out), "--census-areas", str(out.with_suffix(".geojson"))]


def told_by(command, *more):
    told = StringIO()
    call_command(command, *map(str, more), "--quiet", stdout=told)
    return told.getvalue()


def test_evaluate_prints_and_draws_each_group(crimes, boundary, census, tmp_path):
    out = tmp_path / "fair.html"
    told = told_by("forecast_evaluate", crimes, "--area", boundary, "--horizon", "day", *census, "--out", out)
    assert "Flagged to recorded" in told
    assert told.count("█") > 20
    assert "of the area flagged in 40 forecasts it had not seen" in told
    page = html.fromstring(out.read_text())
    tables = {one.findtext("caption"): one for one in page.findall(".//table")}
    groups = [one.text for one in tables["Fairness by resident population group"].findall(".//tbody/tr/th")]
    assert len(groups) == 5
    assert "White" in groups
    assert len(page.findall(".//svg[@role='img']")) == 2
    assert page.findall(".//script") == []


def test_a_run_has_the_same_map_and_says_how_fair_it_is(crimes, boundary, census, tmp_path):
    with_it, without = tmp_path / "with.geojson", tmp_path / "without.geojson"
    page = tmp_path / "map.html"
    told = told_by("forecast_run", crimes, "--area", boundary, *census, "--out", with_it, page)
    told_by("forecast_run", crimes, "--area", boundary, "--out", without)
    assert with_it.read_text() == without.read_text()
    assert "recorded crime explains" in told or "Not even between groups" in told
    assert "Fairness by resident population group" in page.read_text()


def test_a_run_without_a_census_says_nothing_of_groups(crimes, tmp_path):
    page = tmp_path / "map.html"
    told_by("forecast_run", crimes, "--out", page)
    assert "Fairness" not in page.read_text()


def test_the_map_of_counting_is_judged_by_itself(crimes, boundary, census, tmp_path):
    told = told_by(
        "forecast_run",
        crimes,
        "--area",
        boundary,
        *census,
        "--model",
        "counting",
        "--out",
        tmp_path / "a.svg",
    )
    assert "Plain count, 5% of the area flagged" in told


def test_what_cannot_be_judged_is_said(crimes, boundary, census, tmp_path):
    with pytest.raises(CommandError, match="give the table with --census"):
        told_by("forecast_evaluate", crimes, "--census-areas", census[3])
    broken = tmp_path / "census.csv"
    broken.write_text("geography code,Ethnic group: White\n,5\n")
    with pytest.raises(CommandError, match="Row 2: “geography code” is empty"):
        told_by("forecast_evaluate", crimes, "--census", broken)
    far = tmp_path / "far.csv"
    far.write_text("geography code,easting,northing,Ethnic group: White\nE01000001,300000,600000,5\n")
    with pytest.raises(CommandError, match="Nobody of the census lives in the area"):
        told_by("forecast_evaluate", crimes, "--census", far)


def test_where_nothing_could_be_tested_fairness_is_not_claimed(crimes, boundary, census, tmp_path):
    told = told_by(
        "forecast_run",
        *(crimes, "--area", boundary, "--horizon", "month", *census, "--out", tmp_path / "a.svg"),
    )
    assert "Not measured." in told
    assert "Whether it is fair was not measured either." in told
