"""The models whose boxes a trial shows: which may be tried, and which two are alike enough to be compared."""

from __future__ import annotations

from datetime import date

from daybook.forecast.engine.trials import TrialError
from daybook.forecast.making import wall_of
from daybook.forecast.models import ForecastModel, ModelState
from daybook.forecast.trial_standing import in_the_way
from daybook.forecast.wishes import HORIZON_WORDS

TRIED = (ModelState.APPROVED, ModelState.ON)
"""States of a model that a trial can be of."""
FIRST, SECOND = "Model", "Second model"
"""Labels of their fields, with which what is wrong there begins."""


def arms_of(model: ForecastModel, instead: ForecastModel) -> tuple[str, str]:
    """What the arms of a trial between two models are called, in the order of a plan: by title, and number if alike."""
    one, other = (each.title.strip() for each in (instead, model))
    if one.casefold() != other.casefold():
        return one, other
    return f"{one} (model {instead.number})", f"{other} (model {model.number})"


def check_pair(model: ForecastModel | None, instead: ForecastModel, names: tuple[str, str]) -> None:
    """Two models that can be compared; `names` as typed for the arms. Raises `TrialError`, at its field."""
    if model is None:
        raise TrialError(f"{FIRST}: choose the one that is compared with the second.")
    if model.pk == instead.pk:
        raise TrialError(f"{SECOND}: it is the same as the first. Choose another, or none.")
    for label, name in zip(("The usual way", "What is tried"), names, strict=True):
        if name.strip():
            raise TrialError(
                f"{label}: leave it empty. Where two models are compared, each half bears the title of its model."
            )
    one, other = _time(model), _time(instead)
    if one != other:
        raise TrialError(
            f"{SECOND}: it forecasts {other}, the first {one}. Choose two that forecast the same time, so that the"
            " boxes of both are as new."
        )
    one, other = _cells(model), _cells(instead)
    if one != other:
        raise TrialError(
            f"{SECOND}: its cells are {other}, those of the first {one}. Choose two with the same cells: larger boxes"
            " alone would make a difference."
        )


def _time(model: ForecastModel) -> str:
    horizon = model.plan["horizon"]
    words = HORIZON_WORDS[horizon].lower()
    if horizon != "shift":
        return words
    zone, shifts = wall_of(model.plan)
    return f"{words} ({', '.join(shifts)}, {zone})"


def _cells(model: ForecastModel) -> str:
    return f"{model.size:g} m in {model.flat}"


def check_free(model: ForecastModel | None, instead: ForecastModel | None, first: date, last: date) -> None:
    """Inside a transaction. One at a time for each model: two trials sealed at once would not see each other.

    Raises `TrialError`, at its field.
    """
    given = {one.pk: label for one, label in ((model, FIRST), (instead, SECOND)) if one}
    # In one order, so that two trials of the same two models do not wait for each other.
    for row in ForecastModel.objects.select_for_update().filter(pk__in=given).order_by("pk"):
        if wrong := _wrong(row, first, last):
            raise TrialError(f"{given[row.pk]}: {wrong}")


def _wrong(model: ForecastModel, first: date, last: date) -> str:
    if model.state not in TRIED:
        return "it is not approved, or switched off. Choose one that patrols may be sent by."
    if other := in_the_way(model, first, last).first():
        return (
            f"the trial “{other.name}” of its boxes runs from {other.first} to {other.last}. Choose days before or"
            " after it: one would spoil the other."
        )
    return ""
