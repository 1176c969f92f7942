"""An invented town for tests: a few places that draw events, and a thin spread everywhere."""

import numpy as np

from daybook.forecast.engine import Clock, Events, Grid, Precision, history_of

DAY = np.timedelta64(1, "D")
START = np.datetime64("2024-01-01T00:00:00", "s")


def grid(rows=12, columns=15, size=250.0):
    return Grid(0.0, 0.0, size, np.ones((rows, columns), bool))


def town(days=300, a_day=6, seed=5, hot=((700, 700), (2300, 1800))):
    """Two thirds of the events lie around the hot places."""
    random = np.random.default_rng(seed)
    number = days * a_day
    x, y = random.uniform(0, 3750, number), random.uniform(0, 3000, number)
    near = random.random(number) < 2 / 3
    centre = np.array(hot, float)[random.integers(0, len(hot), number)]
    x = np.where(near, centre[:, 0] + random.normal(0, 150, number), x)
    y = np.where(near, centre[:, 1] + random.normal(0, 150, number), y)
    time = START + np.sort(random.integers(0, days, number)) * DAY
    return Events(np.clip(x, 0, 3749), np.clip(y, 0, 2999), time, Precision.DAY)


def history(clock=Clock.DAY, **more):
    return history_of(town(**more), grid(), clock)
