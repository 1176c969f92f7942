"""Boundary files of each kind, and the flat system of a place."""

import json
import sqlite3

import pytest
import shapely

from daybook.forecast.engine import AreaError, FlatError, flat_at, flat_of, read_area

RING = [(-0.2, 51.5), (-0.1, 51.5), (-0.1, 51.55), (-0.2, 51.55), (-0.2, 51.5)]
SIZE = 6.93 * 5.56
"""Square kilometres of the ring."""


def geojson(path):
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))


def kml(path):
    corners = " ".join(f"{x},{y},0" for x, y in RING)
    ring = f"<outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs>"
    path.write_text(
        f'<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Polygon>{ring}</Polygon></Placemark></kml>'
    )


def corners(path):
    path.write_text("\n".join(["x,y", *(f"{x},{y}" for x, y in RING)]))


def geopackage(path):
    wkb = b"GP\0\1" + (4326).to_bytes(4, "little") + shapely.to_wkb(shapely.Polygon(RING))
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, organization TEXT, organization_coordsys_id INTEGER);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);"
            "INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'EPSG', 4326);"
            "INSERT INTO gpkg_geometry_columns VALUES ('wards', 'geom', 4326);"
            "CREATE TABLE wards (geom BLOB);"
        )
        database.execute("INSERT INTO wards VALUES (?)", (wkb,))


@pytest.mark.parametrize(
    ("write", "name"), [(geojson, "a.geojson"), (kml, "a.kml"), (corners, "a.csv"), (geopackage, "a.gpkg")]
)
def test_every_kind_of_file_gives_the_same_area_in_metres(tmp_path, write, name):
    write(tmp_path / name)
    area, flat = read_area(tmp_path / name)
    assert flat.code == "EPSG:27700"
    assert area.area / 1e6 == pytest.approx(SIZE, rel=0.01)
    assert 525_000 < area.centroid.x < 530_000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.shp", "", "a boundary is one of"),
        ("a.geojson", "{", "cannot be read"),
        ("a.gpkg", "no", "cannot be read"),
        ("a.kml", "<kml/>", "holds no area"),
        ("a.csv", "x,y\n1,2\n", "cannot be read"),
    ],
)
def test_a_boundary_that_cannot_be_read_is_named(tmp_path, name, content, words):
    (tmp_path / name).write_text(content)
    with pytest.raises(AreaError, match=words):
        read_area(tmp_path / name)


@pytest.mark.parametrize(
    ("longitude", "latitude", "code"),
    [
        (-0.1, 51.5, "EPSG:27700"),
        (-5.9, 54.6, "EPSG:32630"),
        (-123.1, 49.3, "EPSG:32610"),
        (151.2, -33.9, "EPSG:32756"),
    ],
)
def test_the_flat_system_of_a_place(longitude, latitude, code):
    assert flat_at(longitude, latitude).code == code


@pytest.mark.parametrize(
    ("code", "words"), [("EPSG:4326", "metres"), ("EPSG:2913", "metres"), ("grid", "no coordinate")]
)
def test_a_system_that_is_not_flat_metres_is_refused(code, words):
    with pytest.raises(FlatError, match=words):
        flat_of(code)


def test_a_frame_of_geopandas_is_a_boundary():
    import geopandas

    ring = geopandas.GeoDataFrame({"ward": ["A"]}, geometry=[shapely.Polygon(RING)], crs="EPSG:4326")
    for frame in (ring, ring.to_crs(27700), ring.geometry):
        area, flat = read_area(frame)
        assert flat.code == "EPSG:27700"
        assert area.area / 1e6 == pytest.approx(SIZE, rel=0.01)
    with pytest.raises(AreaError, match="does not say its coordinate system"):
        read_area(ring.set_crs(None, allow_override=True))
    with pytest.raises(AreaError, match="holds no area"):
        read_area(ring.to_crs(27700).set_geometry(ring.to_crs(27700).centroid))
    with pytest.raises(AreaError, match="the path of a file, or a frame"):
        read_area(3)
