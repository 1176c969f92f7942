"""A model that was made on the command line, into the register, as those that are made on pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from daybook.access.purpose import Purpose
from daybook.book import Author
from daybook.forecast import asked, store
from daybook.forecast.engine.clock import shifts_of, told_of
from daybook.forecast.engine.forecasting import Forecast
from daybook.forecast.engine.reading import Read
from daybook.forecast.keeping import keep_model
from daybook.forecast.making import Files, Made, counted_of
from daybook.forecast.models import ForecastModel, Origin
from daybook.forecast.wishes import Asked, plan_of

PIECE = 1 << 20
LONGEST = 120
BY_COMMAND = "command line"


def check(options: Mapping[str, Any]) -> None:
    """Before anything is computed. Raises `CommandError` where an entry could not say how the map was made."""
    if not options["register"]:
        return
    if len(options["register"]) > LONGEST:
        raise CommandError(f"--register: write at most {LONGEST} signs.")
    if options["metres"]:
        raise CommandError("--register: the flat system is found out from the place. Leave --metres out.")
    if options["census"]:
        raise CommandError(
            "--register: fairness is measured by the census of the register. Leave --census out."
        )


def keep(options: Mapping[str, Any], read: Read, area: Any, made: Forecast) -> ForecastModel | None:
    """The model with its files; None where none was asked for. Raises `CommandError`."""
    if not options["register"]:
        return None
    try:
        file = store.keep(options["file"].name, _pieces(options["file"]))
        boundary = store.keep(options["area"].name, _pieces(options["area"])) if options["area"] else ("", "")
        places = [list(store.keep(one.name, _pieces(one))) for one in options["covariates"]]
    except store.StoreError as error:
        raise CommandError(str(error)) from error
    wish = Asked(
        title=options["register"],
        kinds=[kind for kind, count in read.kinds.items() if count],
        reason=options["reason"],
        size=options["cell"],
        horizon=made.horizon.name,
        boxes=options["boxes"],
        method=options["model"],
        shifts=told_of(shifts_of(options["zone"], tuple(options["shifts"].split(","))).begins),
        covariates=places,
    )
    plan = plan_of(wish, _reading(options))
    author = Author(None, BY_COMMAND, Purpose.PREVENT_CRIME)
    return keep_model(
        author, Files(*file, *boundary), Origin.FILE, plan, Made(made, read, area, counted_of(made))
    )


def _reading(options: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: options[name] for name in ("system", "area_system", "zone")}
    told |= {"columns": asked.columns(options["column"])}
    return {name: value for name, value in told.items() if value}


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


def words(model: ForecastModel | None) -> str:
    """What the command says of it."""
    if model is None:
        return "This run is in no register: the files written are all that is kept of it. --register TITLE keeps it."
    return (
        f"Kept in the register as model {model.number}, to be described, approved and switched on there; made again by:"
        f" daybook forecast again {model.number}."
    )
