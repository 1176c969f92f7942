"""Files of an invented town."""

import csv
import json

import pytest
import shapely
from tests.forecast.engine.made import town

from daybook.forecast.engine import Flat


@pytest.fixture(scope="session")
def crimes(tmp_path_factory):
    """Four invented months, two thirds of them around two places."""
    events = town(days=120, a_day=6)
    longitude, latitude = Flat("EPSG:27700").to_degrees(events.x + 530_000, events.y + 180_000)
    path = tmp_path_factory.mktemp("forecast") / "crimes.csv"
    with path.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["Date", "Longitude", "Latitude", "Crime type", "Location"])
        street = ["On or near <Mill> Lane", "On or near High Street"]
        writer.writerows(
            [str(day)[:10], lon, lat, "Burglary", street[at % 2]]
            for at, (day, lon, lat) in enumerate(zip(events.time, longitude, latitude, strict=True))
        )
    return path


@pytest.fixture(scope="session")
def boundary(tmp_path_factory):
    """The town's boundary, in degrees."""
    corners = shapely.get_coordinates(shapely.box(530_000, 180_000, 533_750, 183_000))
    longitude, latitude = Flat("EPSG:27700").to_degrees(corners[:, 0], corners[:, 1])
    ring = [list(corner) for corner in zip(longitude.tolist(), latitude.tolist(), strict=True)]
    path = tmp_path_factory.mktemp("area") / "town.geojson"
    path.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    return path
