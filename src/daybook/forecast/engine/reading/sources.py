"""Files and frames as blocks of columns, about a hundred thousand rows at a time: no file is held whole."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from daybook.forecast.engine.arrays import AnyArray
from daybook.forecast.engine.reading.delimited import delimited
from daybook.forecast.engine.reading.headings import Block, Choose
from daybook.forecast.engine.reading.notes import ReadingError

TOGETHER = 100_000
NOT_WHOLE = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError)
"""Of a zip: its own fault, and what unpacking makes of damaged bytes; bz2 raises OSError."""
STREET_FILE = re.compile(r"(?:.*/)?\d{4}-\d{2}-.+-street\.csv")


def blocks(source: Any, choose: Choose, tally: Counter[str]) -> Iterator[Block]:
    """The wanted columns of a CSV, a police.uk zip, a Parquet file, or a pandas, Polars or GeoPandas frame.

    Raises `ReadingError`.
    """
    if not isinstance(source, (str, Path)):
        return _frame(source, choose)
    path = Path(source)
    if not path.is_file():
        raise ReadingError(f"There is no file {path}.")
    if path.suffix.lower() == ".zip":
        return _zipped(path, choose, tally)
    if path.suffix.lower() in (".parquet", ".pq"):
        return _parquet(path, choose)
    return _plain(path, choose, tally)


def _plain(path: Path, choose: Choose, tally: Counter[str]) -> Iterator[Block]:
    with path.open("rb") as opened:
        yield from delimited(opened, path.name, choose, tally)


def _zipped(path: Path, choose: Choose, tally: Counter[str]) -> Iterator[Block]:
    try:
        with zipfile.ZipFile(path) as whole:
            names = [one for one in whole.namelist() if one.lower().endswith(".csv")]
            streets = sorted(one for one in names if STREET_FILE.fullmatch(one))
            if others := len(names) - len(streets) if streets else 0:
                tally["a file of outcomes or stop and search inside the zip"] += others
            if not names:
                raise ReadingError(f"{path.name} holds no CSV file.")
            wanted = streets or names
            held = [name for name in wanted if whole.getinfo(name).file_size]
            if empty := len(wanted) - len(held):
                tally["an empty file inside the zip"] += empty
            for name in held:
                with _opened(whole, name, path) as opened:
                    yield from delimited(opened, name, choose, tally)
    except NOT_WHOLE as error:
        raise ReadingError(f"{path.name} is not a whole zip file. Download it again.") from error


def _opened(whole: zipfile.ZipFile, name: str, path: Path) -> IO[bytes]:
    try:
        return whole.open(name)
    except RuntimeError as error:  # A password is missing, or Python cannot unpack it, such as Deflate64.
        raise ReadingError(
            f"{path.name} is locked by a password, or packed in a way that is not read. Unpack it, and give the CSV."
        ) from error


def _parquet(path: Path, choose: Choose) -> Iterator[Block]:
    try:
        with parquet.ParquetFile(path) as file:
            wanted = choose(file.schema_arrow.names)
            for batch in file.iter_batches(TOGETHER, columns=list(wanted.values()), use_threads=False):
                yield {what: batch.column(batch.schema.names.index(title)) for what, title in wanted.items()}
    except (pa.ArrowException, OSError) as error:
        raise ReadingError(f"{path.name} is not a whole Parquet file. Ask for it again.") from error


def _frame(frame: Any, choose: Choose) -> Iterator[Block]:
    """Points of a geometry count before columns of coordinates, which stay as they were where it was moved."""
    if hasattr(frame, "collect_schema"):
        frame = frame.lazy().collect()
    if not hasattr(frame, "columns") or isinstance(frame, pa.Table):
        raise ReadingError("Give a path, or a frame of pandas, Polars or GeoPandas.")
    places = _points(frame)
    wanted = choose([*map(str, frame.columns), *places])
    columns = wanted.keys() - ({"longitude", "latitude", "x", "y"} if places else set())
    yield {what: _column(frame[wanted[what]]) for what in columns} | places


def _column(column: Any) -> Any:
    """Of a title that comes twice the first; times of Polars that tell their zone with it, which NumPy has none for."""
    if getattr(column, "ndim", 1) > 1:
        column = column.iloc[:, 0]
    return column.to_arrow() if getattr(column.dtype, "time_zone", None) else column.to_numpy()


def _points(frame: Any) -> dict[str, AnyArray]:
    """Coordinates of the frame's geometry; none where it has no geometry."""
    points: Any = getattr(frame, "geometry", None)
    if not hasattr(points, "geom_type"):
        return {}
    others = points[points.notna() & (points.geom_type != "Point")]
    if len(others):
        raise ReadingError(
            f"{len(others):,} of {len(points):,} rows are no points, such as {others.geom_type.iloc[0]}. Give one point"
            " for each crime: frame.set_geometry(frame.representative_point())."
        )
    return {"x": np.asarray(points.x), "y": np.asarray(points.y)}
