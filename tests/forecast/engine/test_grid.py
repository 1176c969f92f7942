"""Cells over a boundary, and time in steps."""

import numpy as np
import pytest
import shapely
from tests.forecast.engine.made import grid, town

from daybook.forecast.engine import (
    Clock,
    Events,
    GridError,
    HistoryError,
    Precision,
    grid_near,
    grid_over,
    history_of,
)


def test_cells_meet_the_boundary_and_stand_on_whole_multiples():
    found = grid_over(shapely.Polygon([(110, 110), (610, 110), (110, 610)]), 250)
    assert (found.west, found.south) == (0, 0)
    assert found.inside.tolist() == [[True, True, True], [True, True, False], [True, False, False]]
    assert found.cells == 6
    assert found.area == pytest.approx(6 * 0.0625)


def test_a_hole_that_holds_whole_cells_takes_them_out():
    ring = shapely.box(0, 0, 1000, 1000) - shapely.box(200, 200, 800, 800)
    assert not grid_over(ring, 250).inside[1:3, 1:3].any()


def test_points_fall_in_the_cell_that_starts_there_and_in_none_outside():
    found = grid(rows=2, columns=2)
    x = np.array([0.0, 249.9, 250.0, 499.9, 500.0, -0.1])
    assert found.of(x, np.zeros(6)).tolist() == [0, 0, 1, 1, -1, -1]
    assert found.of(np.array([10.0]), np.array([260.0])).tolist() == [2]


def test_cells_near_events_reach_as_far_as_told():
    found = grid_near(np.array([1000.0]), np.array([1000.0]), 250, reach=500)
    x, y = found.corners()
    away = np.hypot(x - 1000, y - 1000)
    assert found.cells == 13
    assert away.max() == 500


@pytest.mark.parametrize(
    ("boundary", "size", "words"),
    [
        (shapely.box(0, 0, 900_000, 900_000), 100, "too many"),
        (shapely.box(0, 0, 900, 900), 0, "not a length"),
        (shapely.Polygon(), 250, "no area"),
    ],
)
def test_a_grid_that_cannot_be_is_refused_with_a_remedy(boundary, size, words):
    with pytest.raises(GridError, match=words):
        grid_over(boundary, size)


@pytest.mark.parametrize(
    ("clock", "time", "start"),
    [
        (Clock.SHIFT, "2024-02-29T17:59:00", "2024-02-29T16:00:00"),
        (Clock.DAY, "2024-02-29T17:59:00", "2024-02-29T00:00:00"),
        (Clock.MONTH, "2024-02-29T17:59:00", "2024-02-01T00:00:00"),
        (Clock.DAY, "1969-12-31T23:00:00", "1969-12-31T00:00:00"),
    ],
)
def test_a_step_starts_at_or_before_the_times_in_it(clock, time, start):
    step = clock.steps(np.array([time], "M8[s]"))[0]
    assert clock.start(int(step)) == np.datetime64(start)


def test_months_are_as_long_as_they_are():
    january = int(Clock.MONTH.steps(np.array(["2023-02-01"], "M8[s]"))[0])
    assert Clock.MONTH.days(january, january + 1) == 28


@pytest.mark.parametrize(("precision", "clock"), [(Precision.MONTH, Clock.DAY), (Precision.DAY, Clock.SHIFT)])
def test_no_step_is_finer_than_the_times_are_known(precision, clock):
    events = town(days=3)
    with pytest.raises(HistoryError, match="known"):
        history_of(Events(events.x, events.y, events.time, precision), grid(), clock)


def test_events_outside_are_counted_and_a_history_without_any_inside_is_refused():
    events = town(days=30)
    moved = Events(events.x + 2000, events.y, events.time)
    found = history_of(moved, grid(), Clock.DAY)
    assert len(found) + found.outside == len(events)
    assert found.outside > 0
    with pytest.raises(HistoryError, match="None of the 180 events"):
        history_of(Events(events.x + 9e6, events.y, events.time), grid(), Clock.DAY)


def test_what_was_known_before_a_step_holds_nothing_of_it():
    found = history_of(town(days=30), grid(), Clock.DAY)
    known = found.before(found.first + 10)
    assert known.step.max() < found.first + 10
    assert known.end == found.first + 10
    assert len(known.plus(found.between(known.end, known.end + 1))) == len(found.before(found.first + 11))
