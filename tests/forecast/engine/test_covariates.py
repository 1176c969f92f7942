"""Covariates: what stands at places, read and laid on cells; what is refused, and what is counted and named."""

import json
import sqlite3
from contextlib import closing

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.forecast.engine.made import grid

from daybook.forecast.engine import CovariateError, Flat, ReadingError, read_covariates
from daybook.forecast.engine.covariates import Covariates, check_heading, laid
from daybook.forecast.engine.covariates.refused import reason

FLAT = Flat("EPSG:27700")
BOX = (0.0, 0.0, 3750.0, 3000.0)
EAST = 530_000
AREA = (EAST, 180_000.0, EAST + 3750.0, 183_000.0)


@pytest.fixture
def written(tmp_path):
    def write(text, name="premises.csv"):
        path = tmp_path / name
        path.write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")
        return path

    return write


def features(*told):
    """Squares of the map by their west end, with their fields."""
    return {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:27700"}},
        "features": [
            {"type": "Feature", "properties": fields, "geometry": json.loads(shapely.to_geojson(shape))}
            for shape, fields in told
        ],
    }


def town():
    where = grid()
    return type(where)(float(EAST), 180_000.0, where.size, where.inside)


def test_premises_are_counted_by_kind_and_count_for_their_surroundings(written):
    rows = ["easting,northing,type", *["530100,180100,pub"] * 4, "533000,182000,shop"]
    read = read_covariates(written("\n".join(rows)), FLAT, AREA)
    assert read.names == ("pub", "shop")
    found = laid([read], town())
    pubs, shops = found.values.T
    assert pubs.argmax() == 0
    assert pubs[1] > pubs[3] > pubs[-1]
    assert np.expm1(shops).sum() == pytest.approx(1, rel=0.02)


def test_points_without_kind_or_figure_are_counted_under_the_name_of_the_file(written):
    read = read_covariates(
        written("easting,northing,name\n531800,181500,A\n531800,181500,B\n", "stations.csv"), FLAT
    )
    assert read.names == ("stations",)
    assert np.expm1(laid([read], town()).values).sum() == pytest.approx(2, rel=0.02)


def test_areas_give_a_cell_the_mean_of_what_meets_it_and_cells_without_one_are_counted(written):
    left, right = (
        shapely.box(EAST, 180_000, EAST + 125, 183_000),
        shapely.box(EAST + 125, 180_000, EAST + 500, 183_000),
    )
    path = written(
        features((left, {"flats": 10, "zone": "A"}), (right, {"flats": 30, "zone": "B"})), "use.geojson"
    )
    read = read_covariates(path, FLAT)
    assert read.names == ("flats",)
    found = laid([read], town())
    assert found.values[:2, 0].tolist() == [20, 30]
    assert found.values[5, 0] == pytest.approx(25)
    assert [str(note) for note in found.notes] == [
        "1 × a column that holds no figures (“zone”): left out.",
        "156 × a cell without a value of “flats”: taken to have the mean of the others.",
    ]


def test_points_with_figures_give_the_mean_of_those_near(written):
    rows = ["easting,northing,height", "530100,180100,10", "530100,180100,20", "533000,182000,90"]
    found = laid([read_covariates(written("\n".join(rows)), FLAT, AREA)], town()).values[:, 0]
    assert found[0] == pytest.approx(15)
    assert found.max() == pytest.approx(90)


def test_what_is_no_number_and_what_lies_outside_is_counted_and_named(written):
    rows = ["easting,northing,height", "530100,180100,10", "530100,180100,n/a", ",,7", "535000,182000,90"]
    read = read_covariates(written("\n".join(rows)), FLAT, AREA)
    told = [str(note) for note in laid([read], town()).notes]
    assert "1 × no coordinates: left out." in told
    assert "1 × no number in “height”: taken as not known." in told
    assert any(one.startswith("1 × a row of premises.csv that lies outside the area") for one in told)


def test_places_with_their_thousands_parted_are_metres(written):
    rows = ["easting,northing,height", '"530,123","180,456",10', '"533,000","182,000",90']
    read = read_covariates(written("\n".join(rows)), FLAT, AREA)
    assert shapely.get_coordinates(read.shapes).tolist() == [[530_123, 180_456], [533_000, 182_000]]


@pytest.mark.parametrize(
    ("figures", "read", "told"),
    [
        (("1,234", "987", "n/a, not asked"), (1234, 987, None), 1),
        (("1,234.5", "12,000", "7"), (1234.5, 12_000, 7), 2),
        (("1,234,567", "12 000", "7"), (1_234_567, 12_000, 7), 1),
        (("1,234", "2,5", "7"), (1.234, 2.5, 7), 0),
        (("0,234", "1,500", "7"), (0.234, 1.5, 7), 0),
    ],
)
def test_a_comma_parts_thousands_where_no_other_of_the_column_is_a_decimal_one(written, figures, read, told):
    rows = [f'53{at}100,180100,"{figure}"' for at, figure in enumerate(figures)]
    found = read_covariates(written("\n".join(["easting,northing,height", *rows])), FLAT)
    assert found.values[:, 0].tolist() == pytest.approx(
        [np.nan if one is None else one for one in read], nan_ok=True
    )
    said = f"{told} × a figure such as 1,234 in “height”: read as thousands."
    assert (said in map(str, found.notes)) == bool(told)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Age", "protected"),
        ("median_age", "protected"),
        ("pctFemale", "protected"),
        ("Ethnic group: White", "protected"),
        ("asian_residents", "protected"),
        ("race", "protected"),
        ("Religion", "protected"),
        ("country-of-birth", "protected"),
        ("Nationality", "protected"),
        ("disabled", "protected"),
        ("main_language", "protected"),
        ("Marital status", "protected"),
        ("sexual orientation", "protected"),
        ("pregnancy", "protected"),
        ("gender", "protected"),
        ("mosque", "protected"),
        ("usual residents", "lives there"),
        ("students", "lives there"),
        ("IMD rank", "how poor"),
        ("income score", "how poor"),
        ("burglaries", "crime"),
        ("stop_and_search", "crime"),
    ],
)
def test_who_people_are_is_refused_with_the_reason(written, name, word):
    assert word in reason(name)
    with pytest.raises(CovariateError, match=f"“{name}” tells"):
        read_covariates(written(f"easting,northing,{name}\n530100,180100,5\n"), FLAT)


@pytest.mark.parametrize(
    "name",
    ["pub", "average height", "drainage", "village hall", "building age", "storage", "distance_to_station", "dwellings",
     "street lights", "racecourse", "garages", "Essex Road", "sale price", "population"],
)  # fmt: skip
def test_what_a_place_is_may_be_used(name):
    assert reason(name) == ""


def test_points_that_are_counted_under_the_name_of_a_file_that_tells_religion_are_refused(written):
    with pytest.raises(CovariateError, match="“mosques” tells a protected characteristic"):
        read_covariates(written("easting,northing,name\n530100,180100,A\n", "mosques.csv"), FLAT)


def test_a_geopackage_is_refused_by_its_columns_alone(tmp_path):
    path = tmp_path / "areas.gpkg"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT)")
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('areas', 'geom')")
        database.execute('CREATE TABLE areas (fid INTEGER, geom BLOB, flats REAL, "Born abroad" REAL)')
        database.commit()
    with pytest.raises(CovariateError, match="“Born abroad” tells a protected characteristic"):
        check_heading(path)


def test_a_kind_of_premises_that_tells_religion_is_refused(written):
    with pytest.raises(CovariateError, match="“place of worship” tells a protected characteristic"):
        read_covariates(written("easting,northing,type\n530100,180100,place of worship\n"), FLAT)


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("name,height,colour\nA,3,red\n", "a.csv", "no columns hold coordinates among name, height, colour"),
        ("easting,northing,type\n", "a.csv", "a.csv holds no row under its heading"),
        ("{", "a.geojson", "cannot be read as covariates"),
        ("x", "a.pdf", "covariates come as CSV, GeoPackage or GeoJSON"),
    ],
)
def test_what_cannot_be_read_is_said(written, text, name, told):
    with pytest.raises((CovariateError, ReadingError), match=told):
        read_covariates(written(text, name), FLAT)


def test_a_file_of_another_place_is_refused(written):
    square = features((shapely.box(100_000, 100_000, 101_000, 101_000), {"height": 3}))
    read = read_covariates(written(square, "far.geojson"), FLAT)
    with pytest.raises(CovariateError, match=r"far.geojson: “height” says nothing of any cell"):
        laid([read], town())


@given(
    st.lists(
        st.tuples(st.floats(0, 3749), st.floats(0, 2999), st.floats(-1e6, 1e6) | st.just(np.nan)), min_size=1
    )
)
def test_every_cell_has_a_figure_within_those_of_the_file_or_the_file_is_refused(rows):
    x, y, values = np.array(rows).T
    told = Covariates("a", "", ("value",), values[:, None], np.asarray(shapely.points(x, y)), False)
    try:
        found = laid([told], grid()).values
    except CovariateError:
        assert not np.isfinite(values).any()
        return
    known = values[np.isfinite(values)]
    assert found.min() >= known.min() - 1e-6 * abs(known.min()) - 1e-6
    assert found.max() <= known.max() + 1e-6 * abs(known.max()) + 1e-6
