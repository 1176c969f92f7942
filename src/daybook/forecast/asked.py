"""What the commands ask alike: the file, its columns and types, the area, the cells and the horizon."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from daybook.forecast.engine import (
    AreaError,
    BacktestError,
    ClockError,
    CovariateError,
    FlatError,
    GridError,
    History,
    HistoryError,
    MissingError,
    RecipeError,
    flat_of,
    read_area,
    read_covariates,
)
from daybook.forecast.engine.areas import inside
from daybook.forecast.engine.clock import SHIFTS
from daybook.forecast.engine.covariates import Laid
from daybook.forecast.engine.fairness import CensusError
from daybook.forecast.engine.forecasting import Plan
from daybook.forecast.engine.forecasting import Progress as Told
from daybook.forecast.engine.horizons import HORIZONS
from daybook.forecast.engine.models import MODELS
from daybook.forecast.engine.patterns import KnoxError, OperationError, SeriesError
from daybook.forecast.engine.reading import Note, Read, ReadingError, Wish, read_events
from daybook.forecast.engine.trials import TrialError

ERRORS = (
    AreaError,
    BacktestError,
    CensusError,
    ClockError,
    CovariateError,
    FlatError,
    GridError,
    HistoryError,
    KnoxError,
    MissingError,
    OperationError,
    ReadingError,
    RecipeError,
    SeriesError,
    TrialError,
)
BAR = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


def add_arguments(parser: ArgumentParser) -> None:
    add_file_arguments(parser)
    parser.add_argument("--type", nargs="+", default=[], help="crime types; without it every one")
    parser.add_argument("--area", type=Path, help="boundary: GeoPackage, GeoJSON, KML or CSV of corners")
    parser.add_argument(
        "--area-system", default="", help="coordinate system of the boundary, where its file has none"
    )
    parser.add_argument("--cell", type=float, default=250.0, help="side of a cell in metres (250)")
    parser.add_argument(
        "--horizon", choices=sorted(HORIZONS), default="", help="next shift, day, week or month"
    )
    parser.add_argument(
        "--shifts",
        default=",".join(SHIFTS),
        help=f"when shifts begin, by the clocks of --zone ({','.join(SHIFTS)})",
    )
    parser.add_argument("--reason", default="", help="why types recorded where police look are taken in")


def add_model_arguments(parser: ArgumentParser) -> None:
    """What the map is drawn from."""
    parser.add_argument(
        "--model", choices=sorted(MODELS), default="mixture", help="what the map is drawn from"
    )
    parser.add_argument(
        "--covariates",
        nargs="+",
        type=Path,
        default=[],
        help="what stands at places, for the models boosted and poisson: GeoPackage, GeoJSON or CSV of points",
    )


def add_file_arguments(parser: ArgumentParser) -> None:
    """How the file is read, and nothing of what is asked of it."""
    parser.add_argument("file", type=Path, help="CSV, police.uk zip or Parquet file of crimes")
    parser.add_argument("--system", default="", help="coordinate system of the crimes, such as EPSG:27700")
    parser.add_argument("--metres", default="", help="flat system to work in; found out from the place")
    parser.add_argument("--zone", default="Europe/London", help="time zone of times without an offset")
    parser.add_argument("--column", action="append", default=[], help="what=COLUMN, where it is not found")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def day(text: str) -> date:
    """Raises `CommandError`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is no day. Write it as 2024-03-01.") from error


def check_out(paths: Sequence[Path], kinds: Iterable[str]) -> None:
    """Before anything is computed: whether each file can be written. Raises `CommandError`."""
    for path in paths:
        if path.suffix.lower() not in kinds:
            raise CommandError(f"{path.name}: it is written as one of {', '.join(kinds)}.")
        if not path.parent.is_dir():
            raise CommandError(f"There is no folder {path.parent} to write {path.name} into.")


def plan_of(options: Mapping[str, Any], read: Read, area: Any) -> Plan:
    """Raises the errors of reading covariates."""
    box = area.bounds if area is not None else None
    covariates = [read_covariates(path, read.flat, box) for path in options["covariates"]]
    return Plan(
        *(options["cell"], options["horizon"], options.get("boxes", 20), options["model"]),
        covariates=covariates,
        zone=options["zone"],
        shifts=tuple(options["shifts"].split(",")),
    )


def read(options: Mapping[str, Any], told: Told) -> tuple[Read, Any]:
    """The events and the area, None where none is given."""
    flat = flat_of(options["metres"]) if options["metres"] else None
    area, box = None, None
    if options["area"]:
        area, flat = read_area(options["area"], flat, options["area_system"])
        box = area.bounds
    wish = Wish(
        options["type"], columns(options["column"]), options["system"], options["zone"], options["reason"]
    )
    found = read_events(options["file"], wish, flat, box, lambda rows: told("Reading rows", rows, 0))
    return found, area


def read_inside(options: Mapping[str, Any], told: Told) -> tuple[Read, Any]:
    """The same with the events of the area alone; those outside are a note."""
    found, area = read(options, told)
    if area is None:
        return found, None
    here = inside(area, found.events)
    if not here.any():
        raise CommandError(f"None of the {len(here):,} events lies in the area. Check the boundary.")
    beyond = int((~here).sum())
    notes = [*found.notes, *([Note("outside the area", beyond, "not counted")] if beyond else [])]
    return replace(found, events=found.events[here], notes=notes), area


def outside(history: History) -> str:
    return f"{history.outside:,} events lie outside the area and are not counted; {len(history):,} lie in it."


def columns(told: Sequence[str]) -> dict[str, str]:
    """What stands in which column, as told. Raises `CommandError`."""
    if odd := [one for one in told if "=" not in one]:
        raise CommandError(f"Write a column as what=COLUMN, such as x=EASTING; not “{odd[0]}”.")
    return dict(one.split("=", 1) for one in told)


@contextmanager
def progress(quiet: bool) -> Iterator[Told]:
    """A bar on the error output, and known errors as sentences."""
    with Progress(*BAR, console=Console(stderr=True), disable=quiet) as bar:
        line = bar.add_task("Reading", total=None)
        try:
            yield lambda what, done, total: bar.update(
                line, description=what, completed=done, total=total or None
            )
        except ERRORS as error:
            raise CommandError(str(error)) from error


def notes(found: Read, places: Laid | None = None, history: History | None = None) -> Iterator[str]:
    """What was read, how much of it lies outside the area, and everything odd in it, a line each."""
    kinds = ", ".join(f"{kind or 'no type'} {count:,}" for kind, count in found.kinds.items())
    yield f"{found.rows:,} rows read, {sum(found.kinds.values()):,} events taken ({kinds})."
    if history and history.outside:
        yield outside(history)
    yield from (f"  {note}" for note in found.notes)
    if places:
        yield f"Of places it is known: {', '.join(places.names)}."
        yield from (f"  {note}" for note in places.notes)
