"""Near the relaxation means: what is not left open has the value that the relaxation gave it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estate.roadmap.small import estates, wanted

from daybook.estate.roadmap import Estate, Rules, System, Wishes
from daybook.estate.roadmap.model import build
from daybook.estate.roadmap.narrowing import fixed_far_away
from daybook.estate.roadmap.relaxation import relaxed

THOUSAND = 1_000_00


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_fixed_stands_as_in_the_relaxation(data: st.DataObject) -> None:
    estate = data.draw(estates())
    model = build(estate, data.draw(wanted(estate)))
    solved = relaxed(model)
    if solved is None:
        return
    for variable, value in fixed_far_away(model, solved.steps).items():
        assert solved.steps[variable] == pytest.approx(value, abs=1e-5)


def test_a_row_may_move_by_a_quarter_and_one_that_never_begins_stays() -> None:
    estate = Estate((System("old", 40 * THOUSAND, 10 * THOUSAND), System("dear", THOUSAND, 900 * THOUSAND)))
    model = build(
        estate, Wishes((0, 0, 10 * THOUSAND, 0, 0), rules=Rules(horizon=9, optimism_bias=0.0)), every=True
    )
    solved = relaxed(model)
    assert solved is not None
    fixed = fixed_far_away(model, solved.steps)
    by_row = {id: [fixed.get(step) for step in steps.values()] for id, steps in model.steps.items()}
    assert by_row == {"old": [0, None, None, 1, 1], "dear": [0, 0, 0, 0, 0]}
