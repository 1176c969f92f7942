"""The names in a file of covariates, read without its rows: what is refused by its name is said at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from daybook.forecast.engine.covariates.refused import CovariateError, check_names
from daybook.forecast.engine.reading.delimited import csv_heading

BEGINNING = 1_000_000
"""Characters of a GeoJSON in which the names of fields are looked for: it has no heading."""
FIELDS = '"properties"'
COLUMNS = "SELECT p.name FROM gpkg_geometry_columns g, pragma_table_info(g.table_name) p"


def check_heading(path: Path) -> None:
    """Raises `CovariateError` for a name that tells what no forecast may learn from, or `ReadingError`.

    Kinds of premises and fields that come later in a GeoJSON are met by `read_covariates`.
    """
    reader = {".gpkg": _geopackage, ".geojson": _geojson, ".json": _geojson}.get(
        path.suffix.lower(), csv_heading
    )
    try:
        names = list(reader(path))
    except (OSError, sqlite3.Error) as error:
        raise CovariateError(f"{path.name} cannot be read as covariates: {error}.") from error
    check_names(path.name, names)


def _geopackage(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        yield from (str(name) for (name,) in database.execute(COLUMNS))


def _geojson(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as opened:
        beginning = opened.read(BEGINNING)
    decoder = json.JSONDecoder()
    for part in beginning.split(FIELDS)[1:]:
        with suppress(json.JSONDecodeError):  # cut off where the beginning ends
            fields, _ = decoder.raw_decode(part.lstrip(" \t\r\n:"))
            yield from fields or ()
