"""A model made once more from its entry: the same file, plan and code give the same map and scorecard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from daybook.access.caller import Caller
from daybook.forecast import store
from daybook.forecast.fair_listening import Listening
from daybook.forecast.keeping import boxes_told, cells_of
from daybook.forecast.making import Files, Made, code_version, make, weights_of
from daybook.forecast.models import Forecast, ForecastModel, ModelFairness
from daybook.forecast.queries.crimes import changed_since, crime_file
from daybook.forecast.rounding import rounded
from daybook.forecast.scorecard import scorecard

NAMED = 10
"""Crimes that a sentence names."""


def files_of(model: ForecastModel) -> Files:
    return Files(model.source_name, model.source_sha256, model.area_name, model.area_sha256)


def make_again(model: ForecastModel) -> list[str]:
    """What differs from what was kept, a sentence each; nothing where it is the same. Raises `StoreError`."""
    fair = ModelFairness.objects.select_related("census").filter(model=model).first()
    listening = Listening(fair.census) if fair else None
    made = make(files_of(model), model.plan, kept=model.weights, again=True, listening=listening)
    kept = first_of(model)
    told = [
        *_of_model(model, made),
        *_of_scorecard(model, made),
        *_of_boxes(kept.boxes, boxes_told(made), model.code_version),
        *_of_cells(kept, made),
        *_of_fairness(fair, made),
    ]
    if told and model.code_version != code_version():
        told.append(f"The code has changed since: {model.code_version} then, {code_version()} now.")
    return told


def make_map_again(forecast: Forecast, caller: Caller) -> list[str]:
    """The same of a map that was made without a button: by its kept crimes, or by what the book holds of them today.

    Raises `StoreError` where the boundary is gone.
    """
    model, given = forecast.model, forecast.made_from
    kept, others = (given["name"], given["sha256"]), list[str]()
    try:
        store.found(*kept)
    except store.StoreError:
        kept = store.keep(given["name"], _as_known(forecast, caller))
        others = [] if kept[1] == given["sha256"] else _of_crimes(given, caller)
    files = Files(*kept, model.area_name, model.area_sha256)
    made = make(files, model.plan, until=forecast.start, kept=model.weights, tested=False)
    rows = [f"{made.read.rows:,} rows, not {given['rows']:,}."] if made.read.rows != given["rows"] else []
    boxes = _of_boxes(forecast.boxes, boxes_told(made), given["code"])
    told = [*others, *rows, *boxes, *_of_cells(forecast, made)]
    if told and given["code"] != code_version():
        told.append(f"The code has changed since: {given['code']} then, {code_version()} now.")
    return told


def _as_known(forecast: Forecast, caller: Caller) -> Iterator[bytes]:
    """The crimes that were recorded when the map was made, as the book holds them today."""
    known = datetime.fromisoformat(forecast.made_from["read_at"])
    return crime_file(caller, forecast.model.plan["kinds"], known)


def _of_crimes(given: Mapping[str, Any], caller: Caller) -> list[str]:
    """Why the crimes are no longer those of then."""
    changed = changed_since(caller, datetime.fromisoformat(given["read_at"]))
    more = f" and {len(changed) - NAMED:,} more" if len(changed) > NAMED else ""
    told = "The crimes are kept as long as the map, which is gone; the book holds others for that time today."
    return [
        told,
        f"Changed since: {', '.join(changed[:NAMED])}{more}."
        if changed
        else "Some were removed or added since.",
    ]


def first_of(model: ForecastModel) -> Forecast:
    """The forecast that the model was made with."""
    return model.forecasts.earliest("start")


def _of_model(model: ForecastModel, made: Made) -> list[str]:
    now = weights_of(made.forecast, rounded)
    numbers = [one.get("weight") for one in now]
    told = [] if model.weights in (now, numbers) else ["The weights are others."]
    if model.events != len(made.forecast.history):
        told.append(f"It learns from {len(made.forecast.history):,} events, not {model.events:,}.")
    return told


def _of_scorecard(model: ForecastModel, made: Made) -> list[str]:
    """Entries of earlier releases hold sentences beside the figures, and fewer of both: what both hold is compared."""
    kept, now = model.scorecard, scorecard(made.forecast.scored, made.forecast.calibration)
    same = bool(kept) == bool(now) and (not kept or kept | _of_methods(kept, now) == kept)
    return [] if same else ["The scorecard is another."]


def _of_methods(kept: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """A scorecard of the methods and figures alone that an entry holds."""
    old = {one["name"]: one["shares"] for one in kept["models"]}
    long = min((len(band) for bands in kept["calibration"].values() for band in bands), default=0)
    return {
        **now,
        "models": [
            {"name": name, "shares": [*map(_of_share, old[name], one["shares"])]}
            for one in now["models"]
            if (name := one["name"]) in old
        ],
        "calibration": {
            name: [band[:long] for band in bands] for name, bands in now["calibration"].items() if name in old
        },
    }


def _of_share(kept: Mapping[str, Any], now: Mapping[str, Any]) -> Mapping[str, Any]:
    """Before there were intervals of every figure, PEI was told for months alone, and always."""
    if "ahead_low" in kept:
        return now
    told = {name: now[name] for name in kept}
    return told | {"pei": kept["pei"]} if None in (kept["pei"], now["pei"]) else told


def _of_cells(kept: Forecast, made: Made) -> list[str]:
    same = kept.cells_sha256 == hashlib.sha256(cells_of(made)).hexdigest()
    return [] if same else ["Some cell is expected otherwise."]


def _of_fairness(kept: ModelFairness | None, made: Made) -> list[str]:
    """By the census of then; what is not a number is null in both."""
    now = made.fairness
    if kept is None or now is None:
        return []
    same = (kept.unmeasured, kept.figures) == (now.unmeasured, json.loads(json.dumps(now.figures)))
    return [] if same else ["Whom it flags is measured otherwise."]


def _of_boxes(kept: list[Mapping[str, Any]], now: list[dict[str, Any]], code: str) -> list[str]:
    """What the entry holds is compared; of one by other code not the sentences, which a release may word anew."""
    worded = {"why"} if code != code_version() else set()
    others = [
        box["rank"]
        for box, again in zip(kept, now, strict=False)
        if any(box[name] != again.get(name) for name in box.keys() - worded)
    ]
    if len(kept) != len(now):
        return [f"There are {len(now)} boxes, not {len(kept)}."]
    return [f"Boxes that are others: {', '.join(map(str, others))}."] if others else []
