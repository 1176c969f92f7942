"""The real data sets, each with its grid, its test window, and an earlier window to choose settings on."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bench import NotHereError
from daybook.forecast.engine.areas import read_area
from daybook.forecast.engine.clock import Clock
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.flat import Flat
from daybook.forecast.engine.grid import Grid, grid_near, grid_over
from daybook.forecast.engine.history import History, history_of

FOOT = 0.3048


@dataclass(frozen=True)
class Window:
    """Steps to test on, `horizon` at a time; times as the clock starts them."""

    first: str
    end: str
    horizon: int = 1

    def steps(self, clock: Clock) -> tuple[int, int]:
        first, end = clock.steps(np.array([self.first, self.end], "M8[s]"))
        return int(first), int(end)


@dataclass(frozen=True)
class Dataset:
    """`window` is the test, `earlier` what settings are chosen on."""

    title: str
    clock: Clock
    load: Callable[[], History]
    window: Window
    earlier: Window


def folder() -> Path:
    """Where the files are. Raises `NotHereError`."""
    named = os.environ.get("DAYBOOK_CRIME", "")
    if not (named and Path(named).is_dir()):
        raise NotHereError("DAYBOOK_CRIME names no folder with the data")
    return Path(named)


def _rows(name: str, columns: str, where: str = "true") -> list[np.ndarray]:
    import duckdb

    found = duckdb.sql(f"SELECT {columns} FROM '{folder() / name}' WHERE {where}").fetchnumpy()
    return [np.ma.filled(one, np.nan) if one.dtype.kind == "f" else np.asarray(one) for one in found.values()]


@cache
def _boundary(name: str, flat: str, system: str = ""):
    return read_area(folder() / "boundaries" / name, Flat(flat), system)[0]


@cache
def _chicago(size: float) -> History:
    x, y, time = _rows("chicago_residential_burglary_2016.parquet", "X, Y, date", "date >= '2016-01-01'")
    grid = grid_over(_boundary("chicago_police_districts.kml", "EPSG:26971"), size)
    return history_of(Events(x, y, time.astype("M8[s]")), grid, Clock.DAY)


@cache
def london_events() -> Events:
    longitude, latitude, month = _rows(
        "met_burglary_2010-12_2019-12.parquet", "longitude, latitude, month", "longitude IS NOT NULL"
    )
    x, y = Flat("EPSG:27700").from_degrees(longitude, latitude)
    return Events(x, y, month.astype("M8[M]").astype("M8[s]"), Precision.MONTH)


@cache
def london_grid(size: float) -> Grid:
    return grid_over(_boundary("london_boroughs.gpkg", "EPSG:27700"), size)


@cache
def _london() -> History:
    return history_of(london_events(), london_grid(250), Clock.MONTH)


@cache
def _portland() -> History:
    x, y, time = _rows(
        "portland_nij_burglary_2012-03_2017-05.parquet", "x_ft * 0.3048, y_ft * 0.3048, occ_date"
    )
    area = _boundary("portland_boundary_500ft_buffer_epsg2913.csv", "EPSG:2913", "EPSG:2913")
    import shapely

    grid = grid_over(shapely.transform(area, lambda corners: corners * FOOT), 250 * FOOT)
    return history_of(Events(x, y, time.astype("M8[s]")), grid, Clock.DAY)


def _around(events: Events, before: str) -> History:
    """On the cells near what was known before a window: the reference has no boundary there."""
    known = events[events.time < np.datetime64(before)]
    return history_of(events, grid_near(known.x, known.y, 250), Clock.DAY)


@cache
def _cincinnati(before: str) -> History:
    longitude, latitude, time = _rows(
        "cincinnati_burglary_2016_2018.parquet",
        "TRY_CAST(longitude AS DOUBLE), TRY_CAST(latitude AS DOUBLE), TRY_CAST(offense_date AS TIMESTAMP)",
        "TRY_CAST(longitude AS DOUBLE) < -1 AND TRY_CAST(offense_date AS TIMESTAMP) BETWEEN '2016-01-01' AND '2019-01-01'",
    )
    x, y = Flat("EPSG:32616").from_degrees(longitude, latitude)
    return _around(Events(x, y, time.astype("M8[s]")), before)


@cache
def _vancouver(before: str) -> History:
    x, y, time = _rows(
        "vancouver_all_2020.parquet",
        "X, Y, make_timestamp(YEAR, MONTH, DAY, HOUR, MINUTE, 0)",
        "TYPE LIKE 'Break and Enter%' AND X > 0",
    )
    return _around(Events(x, y, time.astype("M8[s]")), before)


def datasets() -> list[Dataset]:
    """In the order of the table."""
    chicago = Window("2016-11-01", "2016-12-31"), Window("2016-08-15", "2016-10-31")
    autumn = Window("2018-11-01", "2018-12-31"), Window("2018-07-01", "2018-11-01")
    year = Window("2020-11-01", "2020-12-31"), Window("2020-07-01", "2020-11-01")
    return [
        Dataset("Chicago burglary 250 m", Clock.DAY, lambda: _chicago(250), *chicago),
        Dataset("Chicago burglary 150 m", Clock.DAY, lambda: _chicago(150), *chicago),
        Dataset(
            "Met burglary 250 m", Clock.MONTH, _london,
            Window("2018-01-01", "2020-01-01"), Window("2016-01-01", "2018-01-01"),
        ),
        Dataset(
            "Portland burglary 250 ft, a week", Clock.DAY, _portland,
            Window("2016-08-10", "2017-03-01", 7), Window("2014-06-01", "2016-01-01", 7),
        ),
        Dataset("Cincinnati burglary 250 m", Clock.DAY, lambda: _cincinnati("2018-11-01"), *autumn),
        Dataset("Vancouver break-ins 250 m", Clock.DAY, lambda: _vancouver("2020-11-01"), *year),
    ]  # fmt: skip
