"""From a frame to boxes in a few lines, as in a notebook."""

import re

import numpy as np
import polars
import pytest
import shapely
from tests.forecast.engine.made import grid, town

from daybook.forecast.engine import Clock, Flat, HistoryError, Plan, read_events, run
from daybook.forecast.engine.boxes import few
from daybook.forecast.engine.forecasting import rivals
from daybook.forecast.engine.history import History

AREA = shapely.box(530_000, 180_000, 533_750, 183_000)


@pytest.fixture(scope="module")
def read():
    events = town(days=150)
    frame = polars.DataFrame(
        {"date": events.time.astype("M8[ms]"), "x": events.x + 530_000, "y": events.y + 180_000}
    )
    return read_events(frame, flat=Flat("EPSG:27700"), area=AREA.bounds)


@pytest.mark.parametrize(("horizon", "days", "windows"), [("day", 1, 50), ("week", 7, 7), ("month", 30, 0)])
def test_a_forecast_covers_its_horizon_and_is_tested_on_what_history_allows(read, horizon, days, windows):
    made = run(read, AREA, Plan(horizon=horizon, boxes=4))
    assert (made.end - made.start) / np.timedelta64(1, "D") == days
    assert made.expected.sum() == pytest.approx(6 * days, rel=0.3)
    assert len(made.scored.events if made.scored else ()) == windows
    assert bool(made.untested) == (windows == 0)


def test_without_its_test_a_forecast_is_the_same(read):
    tested, untested = (run(read, AREA, Plan(boxes=4, tested=tested)) for tested in (True, False))
    assert (tested.expected == untested.expected).all()
    assert [box.why for box in tested.boxes] == [box.why for box in untested.boxes]
    assert untested.scored is None


@pytest.mark.parametrize(
    ("clock", "steps"), [(Clock.DAY, 1096), (Clock.MONTH, 36), (Clock.SHIFT, 3287)], ids=lambda one: str(one)
)
def test_the_count_of_36_months_stands_beside_that_of_all_history_once_there_are_so_many(clock, steps):
    none = np.empty(0, int)
    known = History(grid(), clock, none, none, 0, steps)
    names = [model.name for model in rivals(known, steps)]
    assert names[:2] == ["Plain count", "Count of 36 months"]
    assert "Count of 36 months" not in [model.name for model in rivals(known, steps - 1)]


def test_boxes_are_the_highest_cells_with_what_was_recorded_there(read):
    made = run(read, AREA, Plan(boxes=4))
    due = [box.expected for box in made.boxes]
    assert due == sorted(made.expected, reverse=True)[:4]
    best = made.boxes[0]
    counts = made.history.counts(made.history.first, made.history.end)
    assert best.recorded == counts[best.cell]
    assert best.lately <= best.recorded
    assert f"{best.recorded:,}" in best.why
    assert re.search(r"the last on 2\d{3}-\d\d-\d\d\.", best.why)
    assert (
        min(abs(best.x - 530_000 - x) + abs(best.y - 180_000 - y) for x, y in ((700, 700), (2300, 1800)))
        < 600
    )


def test_no_shift_is_forecast_from_days(read):
    with pytest.raises(HistoryError, match="Only the days"):
        run(read, AREA, Plan(horizon="shift"))


@pytest.mark.parametrize(
    ("events", "told"),
    [
        (1.234, "1.23"),
        (0.01, "0.01"),
        (0.0099, "0.010"),
        (0.0042, "0.004"),
        (2e-5, "less than 0.001"),
        (0.0, "0.00"),
    ],
)
def test_a_small_expectation_is_not_told_as_none(events, told):
    assert few(events) == told
