"""Weights are kept by the names of what they belong to, and read as they were meant."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forecast.engine.made import history

from daybook.forecast.engine import Clock, Mixture, RecipeError
from daybook.forecast.engine.models import Component, Learnt, Recipe, learnt_of, usual
from daybook.forecast.engine.models.components import Form
from daybook.forecast.engine.models.maps import Maps

MONTH, YEAR, EVER = 30.4375, 365.25, float("inf")
OF_DAYS = [(0, m) for m in (30, 90, 180, YEAR, EVER)]
OF_DAYS += [(250, m) for m in (7, 14, 30, 90, YEAR, EVER)] + [(500, m) for m in (3, 7, 14, 30, EVER)]
OF_MONTHS = [(0, m) for m in (2 * MONTH, 6 * MONTH, YEAR, 2 * YEAR, 4 * YEAR, EVER)]
OF_MONTHS += [(reach, m) for reach in (250, 500) for m in (MONTH, 3 * MONTH, YEAR, 3 * YEAR, EVER)]
"""Written out once more: what models made by the first two releases meant by their weights can never change."""
CLOCKS = [Clock.SHIFT, Clock.DAY, Clock.MONTH]
FIRST = dict(zip(CLOCKS, (OF_DAYS, OF_DAYS, OF_MONTHS), strict=True))

plain = st.builds(Component, st.floats(0, 5000), st.floats(0.1, 5000) | st.just(EVER))
formed = st.builds(Component, st.floats(0, 5000), st.floats(0.1, 5000) | st.just(EVER), st.sampled_from(Form))
recipes = st.builds(Recipe, st.lists(plain, min_size=1, max_size=9).map(tuple), st.booleans()) | st.builds(
    Recipe, st.lists(formed, min_size=1, max_size=9).map(tuple)
)


@given(recipes, st.integers(0, 2**32 - 1))
def test_what_is_kept_is_read_as_it_was(recipe, seed):
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(recipe))).tolist()
    kept = json.loads(json.dumps(recipe.named(weights)))
    assert learnt_of(kept, Clock.DAY) == Learnt(recipe, tuple(weights))


def test_a_row_says_what_its_weight_is_of():
    recipe = Recipe((Component(250.0, 30.0), Component(0.0, EVER)), halved=True)
    rows = recipe.named([0.1, 0.2, 0.3, 0.3, 0.1])
    assert rows[0] == {"kind": "count in busy places", "reach": 250.0, "memory": 30.0, "weight": 0.1}
    assert rows[3] == {"kind": "count in quiet places", "reach": 0.0, "memory": None, "weight": 0.3}
    assert rows[4] == {"kind": "even spread", "weight": 0.1}


def test_an_entry_of_the_third_release_is_read_as_plain_counts():
    kept = [
        {"kind": "count", "reach": 1000.0, "memory": 3.0, "weight": 0.75},
        {"kind": "even spread", "weight": 0.25},
    ]
    assert learnt_of(kept, Clock.DAY) == Learnt(Recipe((Component(1000.0, 3.0),)), (0.75, 0.25))


def test_only_plain_counts_have_two_weights_each():
    with pytest.raises(RecipeError, match="Only plain counts"):
        Recipe((Component(500.0, EVER, Form.OWN),), halved=True)


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda one: one.unit)
@pytest.mark.parametrize("times", [1, 2])
def test_weights_without_names_are_of_the_list_of_the_first_releases(clock, times):
    number = times * 16 + 1
    recipe = learnt_of([1 / number] * number, clock).recipe
    assert [(one.reach, one.memory) for one in recipe.components] == FIRST[clock]
    assert recipe.halved == (times == 2)


@pytest.mark.parametrize(
    ("kept", "says"),
    [
        ([0.5, 0.5], "2 weights stand without the components they belong to.* had 17 or 33"),
        ([0.02] * 17, "sum to 0.340 and not to 1"),
        ([0.9, {"kind": "even spread", "weight": 0.1}], "2 weights stand without"),
        ([{"kind": "even spread"}], "lacks its name or its figure"),
        ([{"kind": "count", "reach": 0, "weight": 1}], "lacks its name or its figure"),
        ([{"kind": "count", "reach": 0, "memory": 7, "weight": 1}], "not of components that this release knows"),
        ([{"kind": "tide", "weight": 0.5}, {"kind": "even spread", "weight": 0.5}], "not of components"),
    ],
)  # fmt: skip
def test_weights_that_do_not_go_with_components_are_refused(kept, says):
    with pytest.raises(RecipeError, match=says):
        learnt_of(kept, Clock.DAY)


@given(recipes.filter(lambda one: len(set(one.components)) > 1), st.data())
def test_a_row_that_is_gone_is_missed(recipe, data):
    kept = recipe.named([1 / len(recipe)] * len(recipe))
    del kept[data.draw(st.integers(0, len(kept) - 1))]
    with pytest.raises(RecipeError):
        learnt_of(kept, Clock.DAY)


@pytest.mark.parametrize("clock", [Clock.DAY, Clock.MONTH])
def test_an_entry_of_the_first_releases_forecasts_as_it_did(clock):
    known = history(clock, days=700)
    weights = np.random.default_rng(3).dirichlet(np.ones(17)).tolist()
    learnt = learnt_of(weights, clock)
    model = Mixture(components=learnt.recipe.components, halved=learnt.recipe.halved, given=learnt.weights)
    model.fit(known)
    listed = tuple(Component(float(reach), float(memory)) for reach, memory in FIRST[clock])
    shares = Maps(known, listed).at(np.arange(known.grid.cells)) @ weights[:-1] + weights[-1]
    expected = model.intensity(known.end)
    assert expected / expected.sum() == pytest.approx(shares / shares.sum())


def test_weights_of_another_number_of_components_are_refused():
    model = Mixture(components=(Component(0.0, EVER),), given=(0.5, 0.3, 0.2))
    with pytest.raises(RecipeError, match="3 weights where the mixture has 2"):
        model.fit(history(days=60))


def test_the_reasons_of_the_daily_map_are_eleven_in_plain_words():
    where = "this box", "nearby, within about 300 m", "nearby, within about 1000 m"
    weeks, months, long = when = "in the last weeks", "in the last months", "in the long run"
    plain_ones = {f"{here}, {then}" for here in where for then in when} - {f"this box, {weeks}"}
    laid = {f"{where[2]}, {then}, laid where it has long happened" for then in (weeks, months)}
    told = {one.words for one in usual(Clock.DAY)}
    assert told == plain_ones | laid | {f"{where[2]}, {long}, and this box against it"}


def test_months_are_forecast_as_by_the_releases_before():
    assert [(one.reach, one.memory) for one in usual(Clock.MONTH)] == OF_MONTHS
