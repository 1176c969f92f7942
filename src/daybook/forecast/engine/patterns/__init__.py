"""Patterns in past crime: near repeats, repeat victimisation, hours of the week."""

from daybook.forecast.engine.patterns.knox import Knox, KnoxError, knox
from daybook.forecast.engine.patterns.repeats import Often, repeated_share, repeats
from daybook.forecast.engine.patterns.rings import aoristic, ring

__all__ = ["Knox", "KnoxError", "Often", "aoristic", "knox", "repeated_share", "repeats", "ring"]
