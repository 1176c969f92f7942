"""What may be asked of a forecast on a page, checked: a wrong wish is said at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from daybook.forecast.engine.clock import SHIFTS, shifts_of, told_of
from daybook.forecast.engine.forecasting import COUNTS_ALONE
from daybook.forecast.engine.horizons import HORIZONS
from daybook.forecast.engine.models import MODELS, MissingError, check_installed
from daybook.forecast.engine.reading.kinds import is_enforcement
from daybook.forecast.engine.wall import UTC, ClockError

HORIZON_WORDS = {
    "shift": "The next shift",
    "day": "The next day",
    "week": "The next week",
    "month": "The next month",
}
METHOD_WORDS = {one: one for one in MODELS} | {
    "mixture": "Mixture: recent and long-run counts, weighed",
    "counting": "Counting alone",
    "boosted": "Boosted trees: the mixture, corrected by small trees on the same counts and on what stands there",
    "poisson": "Poisson regression: the mixture, corrected by a weighted sum of the same",
}
SMALLEST, LARGEST = 50, 5000
MOST_BOXES = 500


class WishError(ValueError):
    """A wish cannot be; `name` is its field."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__(says)
        self.name = name


@dataclass(frozen=True, slots=True)
class Asked:
    """`size` of a cell in metres; `kinds` are whole names of crime types; `reason` for those found by looking.

    `shifts`: when they begin by the clock on the wall, as 07:00. `covariates`: name and SHA-256 of each kept file of
    what stands at places.
    """

    title: str = ""
    kinds: Sequence[str] = ()
    reason: str = ""
    size: float = 250.0
    horizon: str = "day"
    boxes: int = 20
    method: str = "mixture"
    shifts: Sequence[str] = SHIFTS
    covariates: Sequence[Sequence[str]] = ()

    def told(self) -> dict[str, Any]:
        return asdict(self) | {
            "kinds": list(self.kinds),
            "shifts": list(self.shifts),
            "covariates": [list(one) for one in self.covariates],
        }


def plan_of(asked: Asked, reading: Mapping[str, Any]) -> dict[str, Any]:
    """What the entry of a model made today holds, wherever it was asked for; `reading`: how its file is read.

    `rhythmic` is false in what was made before the rate followed hour and season.
    """
    return asked.told() | {"rhythmic": True, "reading": dict(reading)}


@dataclass(frozen=True, slots=True)
class Typed:
    """The same as it was typed, to be shown again."""

    values: Mapping[str, str] = field(default_factory=dict)
    kinds: Sequence[str] = ()


def read_asked(typed: Typed) -> Asked:
    """Raises `WishError` for the first field that is not a number."""
    return Asked(
        typed.values.get("title", ""),
        tuple(typed.kinds),
        typed.values.get("reason", "").strip(),
        number("size", "Cell size", typed.values.get("size", "")),
        typed.values.get("horizon", ""),
        int(number("boxes", "Boxes", typed.values.get("boxes", ""))),
        typed.values.get("method", ""),
        tuple(typed.values.get("shifts", "").replace(",", " ").split()) or SHIFTS,
    )


def number(name: str, title: str, text: str) -> float:
    """A whole number as it was typed. Raises `WishError`."""
    plain = text.strip().replace(",", "").removesuffix("m").strip()
    if not plain.isascii() or not plain.isdigit():
        raise WishError(name, f"{title}: “{text.strip()}” is no whole number. Write one like 250.")
    return float(plain)


def checked(asked: Asked, known: Mapping[str, int], precision: str) -> Asked:
    """The wish with its title, if it can be. `known` counts the events of each type of the source.

    Raises `WishError`.
    """
    title = asked.title.strip()[:120]
    if not title:
        raise WishError("title", "Give the forecast a name, such as “Burglary, next day”.")
    checked_kinds(asked.kinds, known, asked.reason)
    if not SMALLEST <= asked.size <= LARGEST:
        raise WishError("size", f"Cell size: give {SMALLEST} to {LARGEST:,} metres.")
    if not 1 <= asked.boxes <= MOST_BOXES:
        raise WishError("boxes", f"Boxes: give 1 to {MOST_BOXES}, as many as can be visited.")
    _check_method(asked.method)
    if asked.covariates and asked.method in COUNTS_ALONE:
        raise WishError(
            "covariates",
            "Mixture and counting know nothing but past events. To learn from what stands at places, choose boosted"
            " trees or Poisson regression.",
        )
    _check_horizon(asked.horizon, precision)
    return replace(asked, title=title, shifts=_checked_shifts(asked.shifts))


def _check_method(method: str) -> None:
    if method not in MODELS:
        raise WishError("method", "Choose how the map is drawn.")
    try:
        check_installed(method)
    except MissingError as error:
        raise WishError("method", str(error)) from error


def _checked_shifts(told: Sequence[str]) -> tuple[str, ...]:
    try:
        return told_of(shifts_of(UTC, tuple(told)).begins)
    except ClockError as error:
        raise WishError("shifts", str(error)) from error


def checked_kinds(kinds: Sequence[str], known: Mapping[str, int], reason: str) -> None:
    """Raises `WishError` where a type is not known, or one that is found by looking for it has no reason."""
    if not kinds:
        raise WishError("kinds", "Choose at least one crime type.")
    if strange := [kind for kind in kinds if kind not in known]:
        raise WishError("kinds", f"The file has no crime type {strange[0]}.")
    driven = [kind for kind in kinds if is_enforcement(kind)]
    if driven and not reason:
        raise WishError(
            "reason",
            f"{driven[0]} is recorded mostly where police look for it: a map learnt from it sends patrols where they"
            " were. Leave it out, or say why it is needed.",
        )


def _check_horizon(horizon: str, precision: str) -> None:
    if horizon not in HORIZONS:
        raise WishError("horizon", "Choose what the forecast is for.")
    if horizon not in horizons(precision):
        raise WishError(
            "horizon",
            f"Times are known to the {precision} alone: the next {horizon} cannot be forecast. Choose a longer time.",
        )


def horizons(precision: str) -> tuple[str, ...]:
    """What can be forecast where times are known that well."""
    return {"month": ("month",), "day": ("day", "week", "month")}.get(precision, tuple(HORIZON_WORDS))
