"""The census beside the making of a model: it hears the tested forecasts, and tells what they did to each group.

A census that cannot be used stops no forecast: the model then says why its fairness is not measured.
"""

from __future__ import annotations

from typing import Any

from daybook.forecast import fair_kept, store
from daybook.forecast.engine import AreaError
from daybook.forecast.engine.evaluation import Watch, unwatched
from daybook.forecast.engine.fairness import Census, CensusError, Tally, read_census
from daybook.forecast.engine.flat import Flat, FlatError
from daybook.forecast.engine.forecasting import Forecast
from daybook.forecast.fair import judged
from daybook.forecast.models import CensusTable, ModelFairness

FAULTS = (AreaError, CensusError, FlatError, store.StoreError)


def latest_census() -> CensusTable | None:
    return CensusTable.objects.first()


class Listening:
    """For one making. Nothing of the census leaves it but what `told` gives once the forecast is made."""

    def __init__(self, census: CensusTable) -> None:
        self._census = census
        self._tally: Tally | None = None
        self._problem = ""

    def to(self, flat: Flat) -> Watch:
        """What `run` tells of its tested forecasts; `flat` is the system of the crimes."""
        try:
            self._tally = Tally(read_kept(self._census, flat))
        except FAULTS as error:
            self._problem = self._unusable(error)
        return self._tally or unwatched

    def told(self, made: Forecast) -> ModelFairness:
        """The row to be kept with the model."""
        return ModelFairness(census=self._census, **self._found(made))

    def _found(self, made: Forecast) -> dict[str, Any]:
        try:
            found = judged(self._tally, made.model.name)
        except FAULTS as error:
            return {"unmeasured": self._unusable(error)}
        if found:
            return {"figures": fair_kept.told(found)}
        return {"unmeasured": self._problem or f"The forecast could not be tested. {made.untested}"}

    def _unusable(self, error: Exception) -> str:
        return f"The census “{self._census.name}” could not be used. {error}"


def read_kept(census: CensusTable, flat: Flat | None = None) -> Census:
    """The census from its kept files. Raises one of `FAULTS`."""
    table = store.found(census.table_name, census.table_sha256)
    places = store.found(census.areas_name, census.areas_sha256) if census.areas_sha256 else None
    return read_census(table, places, flat, census.fine)
