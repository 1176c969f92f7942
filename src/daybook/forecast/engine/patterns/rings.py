"""When in the week or day: hour by weekday, of times that are known, and of spans within which something happened."""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.arrays import Floats, Ints, Times

WEEK, DAY = 168, 24
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
        within = _spent(last, hour, WEEK) - _spent(first, hour, WEEK)
        weights[hour] = (within / spans)[~exact].sum() + (np.floor(first[exact] % WEEK) == hour).sum()
    return weights.reshape(7, 24)


def by_hour(start: Times, end: Times, place: Ints, places: int) -> Floats:
    """The same by the hour of the day, for each of so many places; shape (places, 24). Spans end after they start."""
    first, last = _hours(start), _hours(end)
    exact = last == first
    hour = np.floor(first[exact] % DAY).astype(np.int64)
    found = np.bincount(place[exact] * DAY + hour, minlength=places * DAY).astype(float).reshape(places, DAY)
    return found if exact.all() else found + _spread(first[~exact], last[~exact], place[~exact], places)


def _spread(first: Floats, last: Floats, place: Ints, places: int) -> Floats:
    """Spans by their share of each hour of the day: whole days to all hours alike, the rest of less than a day from its
    first hour on, into the next day too. Sums of where hours begin and end to be covered, so no hour is gone through.
    """
    length = last - first
    days = np.floor(length / DAY)
    begin = first % DAY
    end = begin + (length - DAY * days)
    opened, closed = np.floor(begin), np.floor(end)
    spot = place * 2 * DAY

    def added(hour: Floats, weights: Floats) -> Floats:
        at = spot + hour.astype(np.int64)
        return np.asarray(np.bincount(at, weights / length, places * 2 * DAY).reshape(places, 2 * DAY), float)

    one = np.ones(len(length))
    covered = np.cumsum(added(opened, one) - added(closed, one), axis=1)
    covered += added(closed, end - closed) - added(opened, begin - opened)
    daily = np.bincount(place, days / length, places)[:, None]
    return np.asarray(covered[:, :DAY] + covered[:, DAY:] + daily)


def _hours(time: Times) -> Floats:
    """Hours since a Monday's midnight, with their fractions."""
    return np.asarray(time.astype("M8[s]").astype(np.int64) / 3600 - MONDAY)


def _spent(hours: Floats, hour: int, ring: int) -> Floats:
    """How much of that hour of the week or day (`ring` hours) has passed up to each moment, over all of them."""
    return np.asarray(np.floor(hours / ring) + np.clip(hours % ring - hour, 0, 1))
