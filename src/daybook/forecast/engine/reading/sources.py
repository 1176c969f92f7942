"""Files and frames as blocks of columns, a hundred thousand rows at a time: no file is held whole."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np

from daybook.forecast.engine.arrays import AnyArray
from daybook.forecast.engine.reading.notes import ReadingError

TOGETHER = 100_000
SHORT = "a row with fewer or more fields than the heading"
STREET_FILE = re.compile(r"(?:.*/)?\d{4}-\d{2}-.+-street\.csv")
Block = Mapping[str, Any]
Choose = Callable[[Sequence[str]], Mapping[str, str]]
"""Given the heading, which column is wanted for what."""


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
        yield from _csv(_text(opened), path.name, choose, tally)


def _text(opened: IO[bytes]) -> io.TextIOWrapper:
    """UTF-8 with or without its mark, UTF-16 with one; a byte that is not UTF-8 is read as Windows-1252."""
    start = opened.read(2)
    opened.seek(0)
    encoding = "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    return io.TextIOWrapper(opened, encoding, errors="daybook-windows", newline="")


def _windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("daybook-windows", _windows)


def csv_heading(path: Path) -> list[str]:
    """The titles of a CSV's columns; its rows are not read. Raises `ReadingError`."""
    with path.open("rb") as opened:
        return _heading(next(_text(opened), ""), path.name)[0]


def _heading(first: str, name: str) -> tuple[list[str], str]:
    """The titles in the first line, and what parts them."""
    first = first.lstrip("\ufeff")
    parting = max(",;\t|", key=first.count)
    heading = [title.strip() for title in next(csv.reader([first], delimiter=parting), [])]
    if len(heading) < 3 or "\0" in first:
        raise ReadingError(
            f"{name} does not begin with a heading of at least three columns; it may be no CSV file."
        )
    return heading, parting


def _csv(lines: Iterable[str], name: str, choose: Choose, tally: Counter[str]) -> Iterator[Block]:
    lines = iter(lines)
    heading, parting = _heading(next(lines, ""), name)
    wanted = {what: heading.index(title) for what, title in choose(heading).items()}
    rows = csv.reader(lines, delimiter=parting)
    try:
        while together := list(islice(rows, TOGETHER)):
            whole = [row for row in together if len(row) == len(heading)]
            if len(whole) < len(together) and (short := sum(map(bool, together)) - len(whole)):
                tally[SHORT] += short
            yield {what: [row[at] for row in whole] for what, at in wanted.items()}
    except csv.Error as error:
        raise ReadingError(
            f"{name}, about line {rows.line_num:,}: {error}. A quotation mark may never be closed; mend that line."
        ) from error


def _zipped(path: Path, choose: Choose, tally: Counter[str]) -> Iterator[Block]:
    try:
        with zipfile.ZipFile(path) as whole:
            names = [one for one in whole.namelist() if one.lower().endswith(".csv")]
            streets = sorted(one for one in names if STREET_FILE.fullmatch(one))
            if others := len(names) - len(streets) if streets else 0:
                tally["a file of outcomes or stop and search inside the zip"] += others
            if not names:
                raise ReadingError(f"{path.name} holds no CSV file.")
            for name in streets or names:
                with whole.open(name) as opened:
                    yield from _csv(_text(opened), name, choose, tally)
    except zipfile.BadZipFile as error:
        raise ReadingError(f"{path.name} is not a whole zip file. Download it again.") from error


def _parquet(path: Path, choose: Choose) -> Iterator[Block]:
    try:
        import duckdb
    except ImportError as error:
        raise ReadingError("Parquet needs an extra: pip install 'daybook[link]'.") from error
    with duckdb.connect() as session:
        try:
            named = session.execute("SELECT * FROM read_parquet(?) LIMIT 0", [str(path)]).description or ()
            wanted = choose([column[0] for column in named])
            quoted = ", ".join(
                f'"{title.replace(chr(34), chr(34) * 2)}"::VARCHAR' for title in wanted.values()
            )
            found = session.execute(f"SELECT {quoted} FROM read_parquet(?)", [str(path)])  # noqa: S608
            while rows := found.fetchmany(TOGETHER):
                columns = zip(*rows, strict=True)
                yield {
                    what: [one or "" for one in column] for what, column in zip(wanted, columns, strict=True)
                }
        except duckdb.Error as error:
            raise ReadingError(f"{path.name} is not a whole Parquet file. Ask for it again.") from error


def _frame(frame: Any, choose: Choose) -> Iterator[Block]:
    """Points of a geometry count before columns of coordinates, which stay as they were where it was moved."""
    if hasattr(frame, "collect_schema"):
        frame = frame.lazy().collect()
    if not hasattr(frame, "columns"):
        raise ReadingError("Give a path, or a frame of pandas, Polars or GeoPandas.")
    places = _points(frame)
    wanted = choose([*map(str, frame.columns), *places])
    columns = wanted.keys() - ({"longitude", "latitude", "x", "y"} if places else set())
    yield {what: frame[wanted[what]].to_numpy() for what in columns} | places


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
