"""Fairness by hand on small grids, and on forecasts; a forecast is the same whether anybody looks at it or not."""

import ast
from pathlib import Path

import numpy as np
import polars
import pytest
import shapely
from tests.forecast.engine.made import grid, town

import daybook.forecast.engine as engine
from daybook.forecast.engine import Clock, Flat, History, Plan, read_events, run
from daybook.forecast.engine.fairness import Census, Tally, drift, invented, measure

LEFT, RIGHT = shapely.box(0, 0, 500, 250), shapely.box(500, 0, 1000, 250)
AREA = shapely.box(530_000, 180_000, 533_750, 183_000)


def by_hand(forecasts):
    """Four cells in a row; a lives in the left two, b in the right two."""
    return told(Census(("a", "b"), np.array([[200.0, 0], [0, 100.0]]), np.array([LEFT, RIGHT])), forecasts)


def told(census, forecasts):
    tally = Tally(census, share=0.25)
    one = np.zeros(1, np.int64)
    history = History(grid(rows=1, columns=4), Clock.DAY, one, one, 0, 1)
    for at, (expected, counts) in enumerate(forecasts):
        tally("m", history, 19_000 + at, np.array(expected, float), np.array(counts, float))
    return tally


def test_each_figure_by_hand():
    tally = by_hand([((9, 1, 1, 1), (1, 0, 0, 3))] * 4 + [((9, 1, 1, 1), (0, 0, 0, 0))] * 4)
    a, b = measure(tally, "m").rows
    assert (a.residents, b.residents) == (200, 100)
    assert (a.flagged.value, b.flagged.value) == (0.5, 0)
    assert (a.flag_share.value, b.flag_share.value) == (1, 0)
    assert a.wrong_share.value == 1
    assert (a.crime_share.value, b.crime_share.value) == (0.25, 0.75)
    assert (a.protection.value, b.protection.value) == (4, 0)
    assert (a.missed.value, b.missed.value) == (0, 120)


def test_cells_that_tie_count_by_their_chance():
    a, b = measure(by_hand([((1, 1, 1, 1), (1, 1, 1, 1))] * 8), "m").rows
    assert (a.flag_share.value, b.flag_share.value) == (0.5, 0.5)
    assert (a.flagged.value, b.flagged.value) == (0.25, 0.25)
    assert not a.uneven


def test_where_each_group_is_flagged_as_it_is_harmed_nothing_is_uneven():
    even = [((9, 1, 1, 1), (2, 0, 0, 2)), ((1, 1, 1, 9), (2, 0, 0, 2))] * 20
    found = measure(by_hand(even), "m")
    assert [one.protection.value for one in found.rows] == [1, 1]
    assert not any(one.uneven for one in found.rows)


def test_a_group_flagged_beyond_its_recorded_crime_is_uneven_with_its_interval():
    random = np.random.default_rng(1)
    runs = [((9, 1, 1, 1), tuple(random.poisson((1, 1, 1, 1)))) for _ in range(60)]
    a, b = measure(by_hand(runs), "m").rows
    assert a.uneven
    assert b.uneven
    assert a.protection.low < a.protection.value < a.protection.high
    assert a.protection.value == pytest.approx(2, rel=0.15)


def test_boxes_where_nobody_lives_are_told_apart():
    only_left = Census(("a",), np.array([[50.0]]), np.array([LEFT]))
    assert measure(told(only_left, [((1, 1, 1, 9), (1, 1, 1, 1))] * 4), "m").empty == 1
    assert measure(told(only_left, [((9, 1, 1, 1), (1, 1, 1, 1))] * 4), "m").empty == 0


def test_drift_is_seen_month_by_month_and_from_half_to_half():
    random = np.random.default_rng(2)
    counts = [tuple(random.poisson((3, 3, 3, 3))) for _ in range(120)]
    first = [((9, 1, 1, 1) if at % 2 else (1, 1, 1, 9), one) for at, one in enumerate(counts[:60])]
    later = [((9, 1, 1, 1) if at % 4 else (1, 1, 1, 9), one) for at, one in enumerate(counts[60:])]
    found = drift(by_hand(first + later), "m")
    assert len(found.months) == 5
    assert found.months[0] == "2022-01"
    assert found.drifted == ["a", "b"]
    assert found.change["a"][0] == pytest.approx(1.5, rel=0.15)
    steady = drift(by_hand(first + first), "m")
    assert steady.drifted == []


@pytest.mark.filterwarnings("error")
def test_a_half_in_which_nothing_happened_tells_no_drift_and_one_where_a_group_was_flagged_late_does():
    quiet = [((9, 1, 1, 1), (0, 0, 0, 0))] * 10
    busy = [((9, 1, 1, 1), (1, 1, 1, 1))] * 10
    assert drift(by_hand(busy + quiet), "m").change == {}
    assert drift(by_hand(quiet + busy), "m").change == {}
    other = [((1, 1, 1, 9), (1, 1, 1, 1))] * 5 + busy[:5]
    assert drift(by_hand(busy + other), "m").change.keys() == {"a"}
    late = drift(by_hand([*busy[:9], ((1, 1, 1, 9), (1, 1, 1, 1)), *other]), "m").change
    assert late["b"][0] == pytest.approx(5)


@pytest.fixture(scope="module")
def read():
    events = town(days=150)
    frame = polars.DataFrame(
        {"date": events.time.astype("M8[ms]"), "x": events.x + 530_000, "y": events.y + 180_000}
    )
    return read_events(frame, flat=Flat("EPSG:27700"), area=AREA.bounds)


def test_who_lives_where_changes_no_forecast(read):
    without = run(read, AREA, Plan(boxes=5))
    forecasts = []
    for seed in (1, 2):
        tally = Tally(invented(AREA, seed))
        forecasts.append(run(read, AREA, Plan(boxes=5), watch=tally))
        assert len(tally.sums["Mixture"]) == len(forecasts[-1].scored.events)
    for made in forecasts:
        assert (made.expected == without.expected).all()
        assert made.boxes == without.boxes
        assert (made.scored.hits == without.scored.hits).all()


def test_nothing_that_forecasts_can_reach_the_census():
    """By their imports: what makes, reads or measures forecasts knows nothing of fairness."""
    root = Path(engine.__file__).parent
    files = [one for one in root.rglob("*.py") if "fairness" not in one.parts]
    assert len(files) > 40
    for file in files:
        named = [
            name
            for node in ast.walk(ast.parse(file.read_text()))
            for name in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else []
            )
        ]
        assert not [name for name in named if "fairness" in name], file.name


def test_groups_of_an_invented_town_get_figures_that_add_up(read):
    tally = Tally(invented(AREA))
    run(read, AREA, Plan(boxes=5), watch=tally)
    for model in ("Mixture", "Plain count"):
        found = measure(tally, model)
        for kind in ("flag_share", "wrong_share", "crime_share"):
            assert sum(getattr(one, kind).value for one in found.rows) == pytest.approx(1)
        assert sum(one.share for one in found.rows) == pytest.approx(1)
