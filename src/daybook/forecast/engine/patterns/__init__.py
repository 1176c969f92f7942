"""Patterns in past crime: near repeats, repeat victimisation, hours of the week, emerging and persistent hotspots."""

from daybook.forecast.engine.patterns.emerging import Emerging, emerging, persistent
from daybook.forecast.engine.patterns.knox import Knox, KnoxError, knox
from daybook.forecast.engine.patterns.repeats import Often, repeated_share, repeats
from daybook.forecast.engine.patterns.rings import aoristic, ring

__all__ = [
    "Emerging",
    "Knox",
    "KnoxError",
    "Often",
    "aoristic",
    "emerging",
    "knox",
    "persistent",
    "repeated_share",
    "repeats",
    "ring",
]
