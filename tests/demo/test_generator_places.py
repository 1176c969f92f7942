"""The invented town: its coordinates agree with the national transformation and lie inside its boundary."""

import json
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from daybook.demo.generator import boundary_text, generate, inside_force
from daybook.demo.generator.city import City, nearest_station, stations, ward_centre, wards
from daybook.demo.generator.grid import CENTRE, to_wgs84

TO_DEGREES = Transformer.from_crs(27700, 4326, always_xy=True)
NEAR = st.floats(-7000, 7000)


@given(east=NEAR, north=NEAR)
def test_both_coordinate_systems_name_the_same_spot(east, north):
    latitude, longitude = to_wgs84(CENTRE[0] + east, CENTRE[1] + north)
    true_longitude, true_latitude = TO_DEGREES.transform(CENTRE[0] + east, CENTRE[1] + north)
    metres = hypot((latitude - true_latitude) * 111_320, (longitude - true_longitude) * 65_200)
    # Six decimals are 11 cm; a machine with the survey's shift grid may differ by metres.
    assert metres < (0.2 if metres < 0.5 else 6)


def test_the_boundary_is_geojson_of_an_invented_force():
    feature = json.loads(boundary_text())["features"][0]
    ring = feature["geometry"]["coordinates"][0]
    assert feature["geometry"]["type"] == "Polygon"
    assert ring[0] == ring[-1]
    assert "invented" in feature["properties"]["name"]
    for (longitude, latitude), (east, north) in zip(
        ring, feature["properties"]["national_grid"], strict=False
    ):
        assert to_wgs84(east, north) == pytest.approx((latitude, longitude), abs=1e-5)


def test_places_elsewhere_are_outside_the_force():
    assert inside_force(*CENTRE)
    assert not inside_force(530_000, 180_000)
    assert not inside_force(CENTRE[0] + 12_000, CENTRE[1])


@pytest.mark.parametrize("homes", [10, 20_000, 400_000])
def test_streets_of_a_town_of_any_size_lie_inside_the_force(homes):
    city = City(1, homes)
    for street in city.streets:
        assert inside_force(street.easting, street.northing)
        assert inside_force(street.easting + street.run_east, street.northing + street.run_north)


def test_homes_have_addresses_of_their_own():
    city = City(2, 5000)
    homes = [city.home(number) for number in range(5000)]
    assert len({home.uprn for home in homes}) == len({home.lines for home in homes}) == 5000
    assert len({(home.easting, home.northing) for home in homes}) == 5000


def test_every_ward_has_a_station_and_a_name():
    assert len(wards()) == len(set(wards())) == 25
    assert nearest_station(13).name == stations()[0].name
    assert {nearest_station(ward).name for ward in range(1, 26)} == {station.name for station in stations()}
    assert ward_centre(13) == CENTRE


def test_public_places_lie_inside_the_force():
    sites = [site for kind in generate(1, 100).city.places.values() for site in kind]
    assert len(sites) > 100
    assert all(inside_force(site.easting, site.northing) for site in sites)
