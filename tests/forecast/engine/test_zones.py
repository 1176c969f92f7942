"""Named areas: the same from every kind of file, and each fault with its remedy."""

import json
import sqlite3
import struct
from contextlib import closing

import pytest
import shapely

from daybook.forecast.engine import AreaError
from daybook.forecast.engine.zones import read_zones

NORTH, SOUTH = (
    shapely.box(530_000, 181_000, 531_000, 182_000),
    shapely.box(530_000, 180_000, 531_000, 181_000),
)
BRITISH = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}


def collection(*features, **more):
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": json.loads(shapely.to_geojson(shape))}
            for properties, shape in features
        ],
        **more,
    }


def geopackage(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
            "INSERT INTO gpkg_spatial_ref_sys VALUES (27700, 'EPSG', 27700);"
            "INSERT INTO gpkg_geometry_columns VALUES ('the \"wards\"', 'geom', 27700);"
            'CREATE TABLE "the ""wards""" (fid INTEGER, geom BLOB, WD24CD TEXT, WD24NM TEXT);'
        )
        for at, (code, shape) in enumerate((("E05000001", NORTH), ("E05000002", SOUTH))):
            blob = b"GP\0\1" + struct.pack("<i", 27700) + shapely.to_wkb(shape)
            database.execute('INSERT INTO "the ""wards""" VALUES (?, ?, ?, ?)', (at, blob, code, "x"))


def test_a_geojson_in_grid_metres_keeps_its_places(tmp_path):
    path = tmp_path / "beats.geojson"
    path.write_text(
        json.dumps(collection(({"name": "North"}, NORTH), ({"name": "South"}, SOUTH), crs=BRITISH))
    )
    zones = read_zones(path)
    assert zones.names == ("North", "South")
    assert zones.flat.code == "EPSG:27700"
    assert shapely.equals_exact(zones.shapes, [NORTH, SOUTH], 0.01).all()


def test_a_geopackage_is_named_by_its_code_column(tmp_path):
    geopackage(tmp_path / "wards.gpkg")
    zones = read_zones(tmp_path / "wards.gpkg")
    assert zones.names == ("E05000001", "E05000002")
    assert shapely.equals(zones.shapes, [NORTH, SOUTH]).all()


def test_points_of_a_csv_are_degrees_or_metres_by_their_size(tmp_path):
    path = tmp_path / "centroids.csv"
    path.write_text("FID,LSOA21CD,x,y\n1,E01000001,-0.1276,51.5072\n2,E01000002,-0.13,51.51\n")
    degrees = read_zones(path)
    assert degrees.names == ("E01000001", "E01000002")
    assert shapely.get_x(degrees.shapes[0]) == pytest.approx(530_000, abs=200)
    path.write_text("LSOA21CD,x,y\nE01000001,530000,180000\n")
    assert shapely.get_y(read_zones(path).shapes[0]) == 180_000
    path.write_text('LSOA21CD,x,y\nE01000001,"530,123","180,456"\n')
    assert shapely.get_coordinates(read_zones(path).shapes).tolist() == [[530_123, 180_456]]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.shp", "", "named areas come as one of"),
        ("a.geojson", "{}", "no FeatureCollection, so no area has a name"),
        ("a.geojson", json.dumps(collection()), "holds no area"),
        ("a.geojson", json.dumps(collection(({"size": 4}, NORTH))), "no column names the areas among size"),
        ("a.geojson", json.dumps(collection(({"name": ""}, NORTH))), "area 1: “name” is empty"),
        (
            "a.geojson",
            json.dumps(collection(({"name": "A"}, NORTH), ({"name": "A"}, SOUTH))),
            "the area A comes twice",
        ),
        ("a.gpkg", "no", "cannot be read as named areas"),
        ("a.csv", "code,name\n1,2\n", "neither easting and northing nor longitude and latitude"),
        ("a.csv", "code,x,y\nA,1,\n", "row 2 has no coordinates"),
    ],
)
def test_areas_that_cannot_be_used_are_refused_with_what_to_do(tmp_path, name, content, words):
    (tmp_path / name).write_text(content)
    with pytest.raises(AreaError, match=words):
        read_zones(tmp_path / name)
