"""When in the week: hour by weekday, of times that are known, and of spans within which something happened."""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.arrays import Floats, Times

WEEK = 168
MONDAY = 4 * 24
"""Hours from the first Monday's midnight after 1 January 1970, a Thursday."""


def ring(time: Times) -> Floats:
    """Events in each hour of the week; shape (7 weekdays from Monday, 24 hours). Times as on the wall."""
    hours = (time.astype("M8[h]").astype(np.int64) - MONDAY) % WEEK
    return np.bincount(hours, minlength=WEEK).astype(float).reshape(7, 24)


def aoristic(start: Times, end: Times) -> Floats:
    """The same for events that happened at some time from start to end, each spread evenly over its span.

    Each event counts 1 in all. One with no span counts in its hour; one that ends before it starts is refused.
    Source: Ratcliffe, International Journal of Geographical Information Science 14 (2000).
    """
    first, last = _hours(start), _hours(end)
    if wrong := int((last < first).sum()):
        raise ValueError(f"{wrong:,} spans end before they start. Put them right or leave them out.")
    exact = last == first
    weights = np.zeros(WEEK)
    spans = np.where(exact, 1.0, last - first)
    for hour in range(WEEK):
        within = _spent(last, hour) - _spent(first, hour)
        weights[hour] = (within / spans)[~exact].sum() + (np.floor(first[exact] % WEEK) == hour).sum()
    return weights.reshape(7, 24)


def _hours(time: Times) -> Floats:
    """Hours since a Monday's midnight, with their fractions."""
    return np.asarray(time.astype("M8[s]").astype(np.int64) / 3600 - MONDAY)


def _spent(hours: Floats, hour: int) -> Floats:
    """How much of that hour of the week has passed up to each moment, counted over all weeks."""
    return np.asarray(np.floor(hours / WEEK) + np.clip(hours % WEEK - hour, 0, 1))
