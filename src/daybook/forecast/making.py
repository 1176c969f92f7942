"""From a kept file and what is asked to a forecast: the same file, plan and code give the same boxes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from daybook.forecast import engine, store
from daybook.forecast.engine import Clock, Counting, Read, Wish, read_area, read_covariates, read_events
from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.clock import told_of
from daybook.forecast.engine.evaluation import unwatched
from daybook.forecast.engine.forecasting import LONDON, Forecast, Plan, Progress, run
from daybook.forecast.engine.models import Lagged, Mixture
from daybook.forecast.fair_listening import Listening
from daybook.forecast.models import ModelFairness


@dataclass(frozen=True, eq=False)
class Made:
    """A forecast with what it was made from. `counted`: the plain count's expectation of each cell."""

    forecast: Forecast
    read: Read
    area: Any
    counted: Floats
    fairness: ModelFairness | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """Names and SHA-256 of what lies in the store; the boundary's are empty where there is none."""

    name: str
    sha256: str
    area_name: str = ""
    area_sha256: str = ""


def quiet(what: str, done: int, total: int) -> None:
    """For who is not told how far it is."""


def read_files(
    files: Files, reading: Mapping[str, Any], wish: Mapping[str, Any], told: Progress
) -> tuple[Read, Any]:
    """Events and area. Raises `StoreError` or the reading errors of the engine."""
    flat, area = None, None
    if files.area_sha256:
        place = store.found(files.area_name, files.area_sha256)
        area, flat = read_area(place, system=reading.get("area_system", ""))
    asked = Wish(
        wish.get("kinds", ()),
        reading.get("columns", {}),
        reading.get("system", ""),
        reading.get("zone") or LONDON,
        wish.get("reason", ""),
        exactly=True,
    )
    path = store.found(files.name, files.sha256)
    box = area.bounds if area is not None else None
    return read_events(path, asked, flat, box, lambda rows: told("Reading rows", rows, 0)), area


def make(
    files: Files,
    plan: Mapping[str, Any],
    told: Progress = quiet,
    until: datetime | None = None,
    kept: Sequence[Any] = (),
    again: bool = False,
    listening: Listening | None = None,
    tested: bool = True,
) -> Made:
    """Make the forecast that `plan` (as in `ForecastModel.plan`) asks for.

    `until`, where it is given, is the start of what is forecast; `kept` is what the register keeps of an earlier fit
    (`ForecastModel.weights`), of which with `again` the components alone are taken. `listening` hears of the tested
    forecasts and can change none. Without `tested` there are no tested ones: fit and map alone.
    """
    read, area = read_files(files, plan["reading"], plan, told)
    box = area.bounds if area is not None else None
    places = [read_covariates(store.found(*one), read.flat, box) for one in plan.get("covariates", ())]
    end = np.datetime64(until.astimezone(UTC).replace(tzinfo=None), "s") if until else None
    wanted = Plan(
        *(plan["size"], plan["horizon"], plan["boxes"], plan["method"], end, kept, again, tested),
        *wall_of(plan),
        rhythmic=bool(plan.get("rhythmic")),
        covariates=places,
    )
    made = run(read, area, wanted, told, listening.to(read.flat) if listening else unwatched)
    return Made(made, read, area, counted_of(made), listening.told(made) if listening else None)


def counted_of(made: Forecast) -> Floats:
    """What the plain count expects of each cell in the same time; shape (cells,)."""
    count = Counting()
    count.fit(made.history)
    return count.intensity(made.history.end) * made.horizon.steps


def wall_of(plan: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Zone and beginnings of shifts; those of UTC in plans that were made before a force could tell them."""
    if "shifts" not in plan:
        return Clock.SHIFT.zone, told_of(Clock.SHIFT.begins)
    return plan["reading"].get("zone") or LONDON, tuple(plan["shifts"])


def weights_of(forecast: Forecast, rounded: Callable[[float], float] = float) -> list[dict[str, Any]]:
    """The weights of a mixture by the names of their components, for the register, and last what a learner adds to it;
    empty for what has none."""
    model = forecast.model
    if isinstance(model, Lagged):
        return model.kept(rounded)
    return model.recipe.named([rounded(one) for one in model.weights]) if isinstance(model, Mixture) else []


def moment(when: np.datetime64) -> datetime:
    return datetime.fromtimestamp(when.astype("M8[s]").astype(int).item(), UTC)


@cache
def code_version() -> str:
    """The release, and the first digits of the SHA-256 over the engine's own files."""
    digest = hashlib.sha256()
    for file in sorted(Path(engine.__path__[0]).rglob("*.py")):
        digest.update(file.read_bytes())
    return f"{version('daybook')} engine {digest.hexdigest()[:12]}"
