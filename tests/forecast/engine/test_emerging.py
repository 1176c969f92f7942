"""Hotspots that are new, and those that always were: found where put, silent where nothing changed."""

from dataclasses import replace

import numpy as np
from tests.forecast.engine.made import history

from daybook.forecast.engine.patterns import emerging, persistent

RECENT = 30


def with_outbreak(found, cell, number):
    """So many events more in one cell, in the last days."""
    step = np.concatenate((found.step, np.full(number, found.end - 3)))
    order = np.argsort(step, kind="stable")
    cells = np.concatenate((found.cell, np.full(number, cell)))
    return replace(found, cell=cells[order], step=step[order])


def test_an_outbreak_in_a_quiet_cell_is_named_first():
    known = with_outbreak(history(days=240), cell=7, number=9)
    found = emerging(known, known.end - RECENT)
    assert found[0].cell == 7
    assert found[0].recent >= 9
    assert found[0].expected < 2


def test_hot_cells_that_stay_as_they_were_raise_no_alarm():
    alarms = [
        len(emerging(found, found.end - RECENT))
        for found in (history(days=240, seed=seed) for seed in range(8))
    ]
    assert sum(alarms) <= 2


def test_growth_of_the_whole_area_is_no_outbreak():
    """As many events again, drawn alike, in the recent time alone."""
    known, more = history(days=240), history(days=240, seed=6)
    late = more.since(more.end - RECENT)
    step = np.concatenate((known.step, late.step))
    order = np.argsort(step, kind="stable")
    grown = replace(known, cell=np.concatenate((known.cell, late.cell))[order], step=step[order])
    assert len(emerging(grown, grown.end - RECENT)) <= 1


def test_a_time_without_events_says_nothing():
    known = history(days=60)
    assert emerging(known, known.first) == []
    assert emerging(known, known.end) == []


def test_what_is_always_busy_is_found_and_an_outbreak_is_not():
    known = with_outbreak(history(days=240), cell=7, number=60)
    found = persistent(known, share=0.03)
    hot = known.grid.of(np.array([700.0, 2300.0]), np.array([700.0, 1800.0]))
    assert set(hot.tolist()) <= set(found.tolist())
    assert 7 not in found
