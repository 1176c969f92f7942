"""Fairness of a place forecast: who lives where it flags, where it flags for nothing, and where it misses.

    census = read_census(Path("ts021-lsoa.csv"), Path("lsoa.gpkg"), flat)
    tally = Tally(census)
    run(read, area, plan, watch=tally)      # the forecast is the same with or without it
    measure(tally, "Mixture").rows

Who lives somewhere is never an input of a forecast: nothing in models, reading or forecasting imports this package.
"""

from daybook.forecast.engine.fairness.census import Census, read_census
from daybook.forecast.engine.fairness.drift import Drift, drift
from daybook.forecast.engine.fairness.invented import invented, write_invented
from daybook.forecast.engine.fairness.measure import EVEN, Fairness, Group, measure
from daybook.forecast.engine.fairness.table import CensusError
from daybook.forecast.engine.fairness.tally import Tally

__all__ = [
    "Census",
    "CensusError",
    "Drift",
    "EVEN",
    "Fairness",
    "Group",
    "Tally",
    "drift",
    "invented",
    "measure",
    "read_census",
    "write_invented",
]
