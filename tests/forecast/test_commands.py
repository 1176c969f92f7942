"""`daybook forecast run` and `evaluate`: a file in, a map with reasons and an honest scorecard out."""

import csv
import json
import re
from io import StringIO

import duckdb
import numpy as np
import pytest
import shapely
from django.core.management import call_command
from django.core.management.base import CommandError
from lxml import etree, html

from daybook.forecast.engine import Flat
from forecast_made import town_csv

KINDS = ("html", "svg", "geojson", "parquet", "csv")


@pytest.fixture(scope="module")
def made(crimes):
    """Every kind of output of one run, and what the command said."""
    told = StringIO()
    out = [crimes.with_name(f"map.{kind}") for kind in KINDS]
    call_command("forecast_run", str(crimes), "--out", *map(str, out), "--boxes", "5", "--quiet", stdout=told)
    return dict(zip(KINDS, out, strict=True)), told.getvalue()


def test_the_run_says_what_was_read_and_how_good_it_is(made):
    _, told = made
    assert "720 rows read, 720 events taken (Burglary 720)" in told
    assert "Forecast for 2024-04-30:" in told
    assert "points against the plain count (standard error" in told
    assert re.search(
        r"Of \d+ events the mixture held \S+% \(standard error \S+\) .*, the plain count \S+% \(standard error",
        told,
    )
    assert re.search(r"Plain count +│ +\d+\.\d% ± \d+\.\d", told)
    assert len(re.findall(r"Mixture +(?:│ +[+-]?[\d.]+%? ± [\d.]+ +){5}│", told)) == 2
    assert "in 40 forecasts that no model had seen" in told
    assert "Box 1: <Mill> Lane" in told or "Box 1: High Street" in told


def test_the_page_shows_map_boxes_and_scorecard_with_errors(made):
    page = html.fromstring(made[0]["html"].read_text())
    assert len(page.findall(".//svg")) == 1
    boxes, scorecard, areas, calibration = page.findall(".//table")
    assert len(boxes.findall(".//tbody/tr")) == 5
    names = [row.text_content() for row in scorecard.findall(".//tbody/tr/th")]
    assert names == ["Plain count", "Last year's hotspots", "KDE", "Prospective hotspot", "Mixture"]
    figure = r"[+-]?[\d.]+%?\s±\s[\d.]+ \([+-]?[\d.]+\sto\s[+-]?[\d.]+\)|\+0.0 \(as\smany\sin\severy\sdraw\)"
    told = [cell.text_content() for table in (scorecard, areas) for cell in table.findall(".//tbody/tr/td")]
    assert [one for one in told if one != "-" and not re.fullmatch(figure, one)] == []
    assert sum(one == "-" for one in told) == 1
    head = [cell.text_content() for cell in areas.findall(".//thead/tr/th")]
    assert head[1:] == ["PAI at 1%", "PAI at 2%", "PAI at 5%", "PAI at 10%", "PEI at 1%"]
    assert "events in 40 forecasts that no model had seen" in page.text_content()
    assert len(calibration.findall(".//tbody/tr")) == 10
    bands = [row.findall("td")[-1].text_content() for row in calibration.findall(".//tbody/tr")]
    assert all(re.fullmatch(r"\d\.\d\d \(\d\.\d\d\sto\s\d\.\d\d\)", band) for band in bands)


def test_the_page_runs_no_script_and_keeps_words_of_the_file_words(made):
    page = html.fromstring(made[0]["html"].read_text())
    assert page.findall(".//script") == []
    assert page.findall(".//mill") == []
    assert "<Mill> Lane" in page.text_content()


def test_reasons_are_shares_in_plain_words(made):
    why = (
        html.fromstring(made[0]["html"].read_text()).findall(".//table")[0].findall(".//tbody/tr/td")[-1].text
    )
    assert "% from" in why
    assert "Recorded here" in why


def test_the_map_marks_each_box_once(made):
    picture = etree.parse(made[0]["svg"])
    titles = [one.text for one in picture.iterfind(".//{*}g/{*}title")]
    assert [int(title.split(":")[0]) for title in titles] == [1, 2, 3, 4, 5]


def test_geojson_lies_where_the_crimes_are(made):
    features = json.loads(made[0]["geojson"].read_text())["features"]
    best = min(features, key=lambda one: one["properties"]["rank"])
    corners = np.array(best["geometry"]["coordinates"][0])
    x, y = Flat("EPSG:27700").from_degrees(corners[:, 0], corners[:, 1])
    near = min(
        np.hypot(x.mean() - 530_000 - a, y.mean() - 180_000 - b) for a, b in ((700, 700), (2300, 1800))
    )
    assert near < 300
    assert best["properties"]["box"] == 1
    assert sum("box" in one["properties"] for one in features) == 5


def test_parquet_is_read_as_places_by_others(made):
    """Columns and the `geo` entry of GeoParquet 1.1, in which no named system means longitude and latitude."""
    path = str(made[0]["parquet"])
    due, boxes, square = duckdb.execute(
        "SELECT sum(expected), count(*) FILTER (box > 0), min_by(geometry, rank) FROM read_parquet(?)", [path]
    ).fetchone()
    assert (due, boxes) == (pytest.approx(6, rel=0.3), 5)
    assert shapely.from_wkb(bytes(square)).centroid.distance(shapely.Point(-0.12, 51.51)) < 0.1
    geo = duckdb.execute("SELECT value FROM parquet_kv_metadata(?) WHERE key = 'geo'", [path]).fetchone()[0]
    assert json.loads(bytes(geo))["columns"]["geometry"]["encoding"] == "WKB"


def test_the_files_hold_the_scorecard_with_an_interval_of_every_figure(made):
    lines = list(csv.DictReader(made[0]["csv"].read_text("utf-8-sig").splitlines()))
    assert len(lines) == 5 * 4
    for line in lines:
        for name in ("hit rate", "PAI", "ahead of the count"):
            start = "" if name == "hit rate" else f"{name.split()[0]} "
            ends = float(line[f"{start}low"]), float(line[f"{start}high"])
            assert ends[0] <= float(line[name]) <= ends[1], (line["method"], name)
        told = [line[name] != "" for name in ("PEI", "PEI standard error", "PEI low", "PEI high")]
        assert told == [line["share of the area"] == "0.01"] * 4
    card = json.loads(made[0]["geojson"].read_text())["scorecard"]
    query = "SELECT value FROM parquet_kv_metadata(?) WHERE key = 'scorecard'"
    assert json.loads(bytes(duckdb.execute(query, [str(made[0]["parquet"])]).fetchone()[0])) == card
    last = card["models"][-1]["shares"][2]
    assert (last["hit_rate"], last["low"]) == (float(lines[-2]["hit rate"]), float(lines[-2]["low"]))


def test_evaluate_writes_the_same_figures_as_csv(crimes, tmp_path):
    out = tmp_path / "scorecard.csv"
    call_command("forecast_evaluate", str(crimes), "--out", str(out), "--quiet", stdout=StringIO())
    assert len(out.read_text("utf-8-sig").splitlines()) == 21


def test_patterns_are_told_in_sentences_and_shown_with_their_tables(crimes, tmp_path):
    told, out = StringIO(), tmp_path / "patterns.html"
    call_command(
        "forecast_patterns", str(crimes), "--out", str(out), "--permutations", "19", "--quiet", stdout=told
    )
    assert "were not the first at their place" in told.getvalue()
    assert "within 7 days" in told.getvalue()
    page = html.fromstring(out.read_text())
    assert "Hours of the week need times to the minute" in page.text_content()
    assert len(page.xpath("//svg[@role='img']")) == 4
    tables = {table.findtext("caption"): table for table in page.findall(".//table")}
    assert [len(row) for row in tables["Pairs, chance and p"].findall(".//tbody/tr")] == [6] * 25
    assert "High Street" in tables["Persistent"].text_content()


def test_hours_are_those_on_the_wall(tmp_path):
    path, out = tmp_path / "july.csv", tmp_path / "patterns.html"
    lines = [f"2024-07-{day:02} 23:{day:02},{-0.1 - day / 1e4},51.5" for day in range(1, 29)]
    path.write_text("\n".join(["date,lon,lat", *lines]))
    told = StringIO()
    call_command(
        "forecast_patterns", str(path), "--out", str(out), "--permutations", "9", "--quiet", stdout=told
    )
    assert "the busiest hour begins at 23:00" in told.getvalue()


def test_a_day_map_from_times_to_the_minute_tells_hours_in_every_file(tmp_path):
    path, told = tmp_path / "town.csv", StringIO()
    path.write_bytes(town_csv(days=60))
    out = [tmp_path / f"map.{kind}" for kind in ("html", "geojson", "svg")]
    call_command(
        "forecast_run",
        str(path),
        "--zone",
        "UTC",
        "--boxes",
        "5",
        "--quiet",
        "--out",
        *map(str, out),
        stdout=told,
    )
    assert (
        "The hours near boxes, by the clock of UTC, rest on 180 events whose time is known."
        in told.getvalue()
    )
    page = html.fromstring(out[0].read_text())
    hours = [
        row.findall("td")[2].text_content() for row in page.findall(".//table")[0].findall(".//tbody/tr")
    ]
    assert hours == ["18:00 to 23:00"] * 5
    cells = [one["properties"] for one in json.loads(out[1].read_text())["features"]]
    assert [one["hours"] for one in cells if "box" in one] == hours
    assert out[2].read_text().count("Most often between 18:00 and 23:00") == 5


def test_evaluate_prints_every_model_beside_the_plain_count(crimes):
    told = StringIO()
    call_command("forecast_evaluate", str(crimes), "--horizon", "week", "--quiet", stdout=told)
    assert [name in told.getvalue() for name in ("Plain count", "KDE", "Prospective hotspot", "Mixture")] == [
        True
    ] * 4
    assert "standard error" in told.getvalue()
    assert "etter than counting" in told.getvalue()


@pytest.fixture(scope="module")
def even(tmp_path_factory):
    """Events without any pattern: nothing can be better than chance."""
    random = np.random.default_rng(9)
    path = tmp_path_factory.mktemp("even") / "even.csv"
    days = np.datetime64("2024-01-01") + np.sort(random.integers(0, 90, 400))
    places = random.integers(0, 5000, (2, 400))
    lines = [f"{day},{530_000 + x},{180_000 + y}" for day, x, y in zip(days, *places, strict=True)]
    path.write_text("\n".join(["date,easting,northing", *lines]))
    return path


def verdicts(path, tmp_path, *more):
    """What the command said, and the first sentences of its page."""
    told, out = StringIO(), tmp_path / "map.html"
    call_command("forecast_run", str(path), *more, "--out", str(out), "--quiet", stdout=told)
    return told.getvalue(), html.fromstring(out.read_text()).findtext(".//p[@class='govuk-body-l']")


def test_what_is_no_better_than_counting_is_called_so(even, tmp_path):
    told, page = verdicts(even, tmp_path)
    assert "Not better than counting" in told
    assert page in told
    assert page.endswith("daybook forecast run with --model counting.")


def test_a_map_drawn_by_counting_is_said_to_be(even, tmp_path):
    told, page = verdicts(even, tmp_path, "--model", "counting")
    assert page.startswith("Drawn by plain counting. The mixture was not better than this.")
    assert page in told
    assert "etter than counting" not in told
    assert "--model counting" not in told


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--out", "map.pdf"], "written as one of"),
        (["--out", "a.svg", "--horizon", "shift"], "Only the days"),
        (["--out", "a.svg", "--column", "x"], "what=COLUMN"),
        (["--out", "a.svg", "--system", "EPSG:1"], "names no coordinate system"),
        (["--out", "a.svg", "--area", "none.kml"], "cannot be read as a boundary"),
        (["--out", "nowhere/a.svg"], "There is no folder nowhere"),
        (["--out", "a.svg", "--boxes", "0"], "At least one box"),
        (["--out", "a.svg", "--type", "robbery"], "There are: Burglary"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(crimes, more, words):
    with pytest.raises(CommandError, match=words):
        call_command("forecast_run", str(crimes), *more, "--quiet")


@pytest.fixture(scope="module")
def premises(tmp_path_factory):
    """Invented licensed premises around one of the two places, one row without coordinates."""
    path = tmp_path_factory.mktemp("covariates") / "premises.csv"
    rows = ["easting,northing,type", *["530700,180700,pub"] * 6, "532300,181800,shop", ",,pub"]
    path.write_text("\n".join(rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("model", "name"),
    [("boosted", "Boosted trees"), ("poisson", "Poisson regression")],
    ids=["boosted", "poisson"],
)
def test_a_model_with_covariates_stands_beside_the_mixture_and_is_judged_as_it_is(
    crimes, premises, model, name
):
    told, out = StringIO(), crimes.with_name(f"{model}.html")
    covariates = ("--covariates", str(premises))
    call_command(
        *("forecast_run", str(crimes), "--model", model, *covariates, "--out", str(out), "--quiet"),
        stdout=told,
    )
    said = re.sub(r"\s+", " ", told.getvalue())
    assert "Of places it is known: pub, shop." in said
    assert "1 × no coordinates: left out." in said
    assert f"the model “{name}” held" in said
    page = html.fromstring(out.read_text())
    methods = [row.text_content() for row in page.findall(".//table")[1].findall(".//tbody/tr/th")]
    assert methods[-2:] == ["Mixture", name]
    assert "Known of places" in page.text_content()


def test_evaluate_measures_the_model_that_is_asked_for(crimes):
    told = StringIO()
    call_command("forecast_evaluate", str(crimes), "--model", "poisson", "--quiet", stdout=told)
    assert "to the busiest (Poisson regression)" in told.getvalue()


@pytest.mark.parametrize(
    ("heading", "model", "says"),
    [
        ("median_age", "poisson", "“median_age” tells a protected characteristic"),
        ("height", "mixture", "covariates would be passed over"),
    ],
)
def test_covariates_that_must_not_or_would_not_be_used_are_refused(crimes, tmp_path, heading, model, says):
    path = tmp_path / "places.csv"
    path.write_text(f"easting,northing,{heading}\n530700,180700,40\n", "utf-8")
    out = str(tmp_path / "map.svg")
    options = ("--model", model, "--covariates", str(path), "--out", out, "--quiet")
    with pytest.raises(CommandError, match=says):
        call_command("forecast_run", str(crimes), *options)
