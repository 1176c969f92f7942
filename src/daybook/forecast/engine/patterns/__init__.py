"""Patterns in past crime: near repeats, repeat victimisation, hours of the week, emerging and persistent hotspots,
series by method and place, and whether an operation moved crime away.
"""

from daybook.forecast.engine.patterns.displacement import Displacement, displacement, weighted_difference
from daybook.forecast.engine.patterns.emerging import Emerging, emerging, persistent
from daybook.forecast.engine.patterns.knox import Knox, KnoxError, knox
from daybook.forecast.engine.patterns.operation import Areas, Operation, OperationError, operation, spans
from daybook.forecast.engine.patterns.repeats import Often, places_of, repeated_share, repeats
from daybook.forecast.engine.patterns.rings import aoristic, ring
from daybook.forecast.engine.patterns.series import Rule, Series, SeriesError, series

__all__ = [
    "Areas",
    "Displacement",
    "Emerging",
    "Knox",
    "KnoxError",
    "Often",
    "Operation",
    "OperationError",
    "Rule",
    "Series",
    "SeriesError",
    "aoristic",
    "displacement",
    "emerging",
    "knox",
    "operation",
    "persistent",
    "places_of",
    "repeated_share",
    "repeats",
    "ring",
    "series",
    "spans",
    "weighted_difference",
]
