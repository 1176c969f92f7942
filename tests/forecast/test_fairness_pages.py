"""A census is added on a page; a model made after it says whom it flags, on its page and to everyone."""

from __future__ import annotations

import json
import re
from math import isnan, nan

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from callers import caller_with, signed_on_client
from daybook.book.models import Entry
from daybook.book.verify import Report, verify_records
from daybook.forecast import fair_kept, store
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.fairness import Drift, Fairness, Group
from daybook.forecast.fair import Judged, verdict
from daybook.forecast.models import CensusTable, ForecastModel
from forecast_made import WHOLE, a_census, a_model, a_model_in_use, census_csv
from helpers import settle

NOT_MEASURED = "Fairness by population is not measured for this model."


def text(answer):
    return re.sub(r"\s+", " ", html.fromstring(answer.content).text_content())


def page_of(model, role="analyst"):
    return signed_on_client(role).get(f"/forecasts/models/{model.pk}/")


def groups_on(answer):
    tables = {one.findtext("caption"): one for one in html.fromstring(answer.content).findall(".//table")}
    return [
        one.text.strip() for one in tables["Fairness by resident population group"].findall(".//tbody/tr/th")
    ]


def added(table=None, areas=None, name="Invented <census>", table_name="census.csv", **more):
    files = {"table": SimpleUploadedFile(table_name, census_csv() if table is None else table)}
    if areas:
        files["areas"] = areas
    return signed_on_client("analyst").post(
        "/forecasts/census/", {"name": name, **files, **more}, follow=True
    )


@pytest.mark.django_db
def test_a_census_is_added_and_a_model_made_after_it_says_whom_it_flags(client):
    answer = added(census_csv("Z01999999,530250,180250,1,many,1\n"))
    assert answer.status_code == 200
    page = text(answer)
    assert "The census “Invented <census>” is added." in page
    assert "42,000 in 42 areas" in page
    assert "Row 44, area Z01999999: “Ethnic group: White” holds “many”, not a number of people." in page
    assert Entry.objects.filter(kind="forecast-census:added").count() == 1
    model = a_model()
    inside = page_of(model)
    assert groups_on(inside) == ["White", "Other"]
    assert "5% of the area flagged in" in text(inside)
    assert "Row 44, area Z01999999" in text(inside)
    assert NOT_MEASURED not in text(inside)
    describe_model(caller_with("analyst"), model, WHOLE)
    approve_model(caller_with("inspector"), model)
    switch_model(caller_with("inspector"), model, True)
    outside = client.get(f"/open/forecasts/{model.number}/")
    assert groups_on(outside) == ["White", "Other"]
    assert "Measured by “Invented <census>”" in text(outside)
    for reader, address in (
        (client, f"/open/forecasts/{model.number}/"),
        (signed_on_client("analyst"), f"/forecasts/models/{model.pk}/"),
    ):
        lines = b"".join(reader.get(f"{address}?csv=fairness")).decode("utf-8-sig").splitlines()
        assert [line.split(" (")[0].strip('"') for line in lines[1:]] == ["White", "Other"]


@pytest.mark.django_db
def test_without_a_census_every_page_says_that_fairness_is_not_measured(client):
    model = a_model_in_use()
    assert f"{NOT_MEASURED} There was no census when it was made." in text(
        client.get(f"/open/forecasts/{model.number}/")
    )
    inside = page_of(model)
    assert NOT_MEASURED in text(inside)
    assert "It says that fairness by population is not measured." in text(inside)
    assert 'href="/forecasts/census/"' in inside.content.decode()
    assert 'href="/forecasts/census/"' not in page_of(model, "superintendent").content.decode()
    a_census()
    assert NOT_MEASURED in text(page_of(model))


@pytest.mark.django_db
def test_who_lives_where_changes_nothing_of_a_model():
    without = a_model()
    a_census()
    with_it = a_model()
    for name in ("weights", "scorecard", "events", "cells", "plan", "notes", "untested"):
        assert getattr(with_it, name) == getattr(without, name), name
    one, other = with_it.forecasts.get(), without.forecasts.get()
    assert (one.cells_sha256, one.boxes) == (other.cells_sha256, other.boxes)
    assert with_it.fairness.figures
    assert ForecastModel.objects.filter(fairness=None).get() == without


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "name", "table_name", "says"),
    [
        (None, " ", "census.csv", "Give the census a name"),
        (None, "x" * 121, "census.csv", "write at most 120 signs"),
        (None, "Census", "census.xlsx", "census.xlsx: it is taken as one of .csv."),
        (b"", "Census", "census.csv", "census.csv is empty. Choose another file."),
        (
            b"geography code,Ethnic group: White\n,5\n",
            "Census",
            "census.csv",
            "Row 2: “geography code” is empty",
        ),
        (b"place,people\na,5\n", "Census", "census.csv", "no column holds the area's code"),
        (
            b"geography code,Ethnic group: White\nZ1,5\n",
            "Census",
            "census.csv",
            "neither easting and northing",
        ),
    ],
)
def test_a_census_that_cannot_be_used_is_refused_in_a_sentence(table, name, table_name, says):
    answer = added(table, None, name, table_name)
    assert answer.status_code == 422
    assert says in text(answer)
    assert f'value="{name}"' in answer.content.decode() or not name.strip()
    assert not CensusTable.objects.exists()
    assert not Entry.objects.filter(kind="forecast-census:added").exists()


@pytest.mark.django_db
def test_areas_come_in_a_file_of_their_own_and_must_fit_the_table():
    table = b"geography code,Ethnic group: White\nZ01000001,5\nZ01000002,7\n"
    square = {"type": "Polygon", "coordinates": [[[-0.1, 51.5], [-0.09, 51.5], [-0.09, 51.51], [-0.1, 51.5]]]}
    areas = {
        "type": "FeatureCollection",
        "features": [{"properties": {"code": "Z01000001"}, "geometry": square}],
    }

    def places():
        return SimpleUploadedFile("areas.geojson", json.dumps(areas).encode())

    assert "1 areas of census.csv, such as Z01000002, have no place in areas.geojson" in text(
        added(table, places())
    )
    other = b"geography code,Ethnic group: White\nE01000001,5\n"
    assert "They may be of another census" in text(added(other, places()))
    assert CensusTable.objects.get().residents == 5


@pytest.mark.django_db
def test_a_census_of_elsewhere_or_one_that_is_gone_stops_no_forecast():
    far = b"geography code,easting,northing,Ethnic group: White\nE01000001,300000,600000,5\n"
    added(far, name="Far")
    page = text(page_of(a_model()))
    assert (
        f"{NOT_MEASURED} The census “Far” could not be used. Nobody of the census lives in the area." in page
    )
    census = a_census()
    store.forget(census.table_name, census.table_sha256)
    page = text(page_of(a_model()))
    assert "The census “Invented census” could not be used. census.csv is no longer in the store." in page


@pytest.mark.django_db
def test_where_the_forecast_could_not_be_tested_it_is_not_called_fair():
    a_census()
    page = text(page_of(a_model(horizon="month")))
    assert f"{NOT_MEASURED} The forecast could not be tested." in page
    assert "recorded crime explains" not in page


@pytest.mark.django_db
def test_only_who_makes_forecasts_adds_a_census():
    assert signed_on_client("superintendent").get("/forecasts/census/").status_code == 403


@pytest.mark.django_db
def test_the_register_holds_what_the_book_says_of_fairness():
    a_census()
    a_model()
    settle()
    report = Report()
    verify_records(report)
    assert report.faults == []


numbers = st.floats(-1e6, 1e6).map(lambda value: round(value, 6)) | st.just(nan)
figures = st.builds(Figure, numbers, numbers, numbers, numbers)
names = st.lists(st.text(min_size=1, max_size=9), min_size=1, max_size=4, unique=True)


@st.composite
def judgements(draw):
    groups = draw(names)
    rows = [Group(name, 10.0, 0.5, *(draw(figures) for _ in range(6))) for name in groups]
    ratios = {name: draw(st.lists(st.none() | st.just(1.25), max_size=3)) for name in groups}
    change = {name: (draw(numbers), draw(numbers), draw(numbers)) for name in groups}
    return Judged(
        Fairness("Mixture", 0.05, 9, rows, 0.1, 3.0), Drift(["2026-01"], ratios, change), ["A row."]
    )


@given(judgements())
def test_what_is_kept_comes_back_as_it_was_measured(judged):
    kept = json.loads(json.dumps(fair_kept.told(judged), allow_nan=False))
    assert repr(fair_kept.judged_of(kept)) == repr(judged)


def test_where_nothing_was_recorded_no_group_is_called_even():
    unknown = Figure(nan, nan, nan, nan)
    group = Group("White", 10.0, 1.0, *[unknown] * 6)
    assert isnan(group.protection.low)
    assert verdict(Fairness("Mixture", 0.05, 9, [group], 0.0, 0.0)).startswith(
        "Whether groups are flagged evenly is not"
    )
