"""What every model owes, and what the mixture learns."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.forecast.engine.made import history

from daybook.forecast.engine import Clock, Counting, Kde, Mixture, PastError, Prospective
from daybook.forecast.engine.models import Component, mixture, usual
from daybook.forecast.engine.models.components import Form
from daybook.forecast.engine.models.em import weights_of
from daybook.forecast.engine.models.maps import BUSIEST, Maps
from daybook.forecast.engine.smoothing import bell, blur

MODELS = [Counting, lambda: Counting("Last 60 days", 60), Kde, Prospective, Mixture]


@pytest.fixture(scope="module")
def known():
    return history(days=150)


@pytest.mark.parametrize("make", MODELS)
def test_every_model_expects_about_as_many_events_as_there_were(known, make):
    model = make()
    model.fit(known)
    expected = model.intensity(known.end)
    assert expected.shape == (known.grid.cells,)
    assert expected.min() >= 0
    assert expected.sum() == pytest.approx(6, rel=0.2)


@pytest.mark.parametrize("make", MODELS)
def test_every_model_says_why_in_shares_that_sum_to_one(known, make):
    model = make()
    model.fit(known)
    reasons = model.explain(int(model.intensity(known.end).argmax()))
    assert sum(one.share for one in reasons) == pytest.approx(1)
    assert reasons[0].share == max(one.share for one in reasons)
    assert all(one.words for one in reasons)


@pytest.mark.parametrize("make", MODELS)
def test_a_day_taken_in_equals_a_fit_with_that_day(known, make):
    """For the mixture with the same weights: they are learnt by a fit alone."""
    earlier, fitted = make(), make()
    earlier.fit(known.before(known.end - 5))
    for step in range(known.end - 5, known.end):
        earlier.update(known.between(step, step + 1))
    fitted.fit(known)
    if isinstance(fitted, Mixture):
        fitted.weights = earlier.weights
    one, other = earlier.intensity(known.end), fitted.intensity(known.end)
    assert one / one.sum() == pytest.approx(other / other.sum(), abs=1e-12)


@pytest.mark.parametrize("make", MODELS)
def test_no_model_forecasts_what_it_has_seen(known, make):
    model = make()
    model.fit(known)
    with pytest.raises(PastError):
        model.intensity(known.end - 1)


def test_counting_counts(known):
    model = Counting()
    model.fit(known)
    steps = known.end - known.first
    assert model.intensity(known.end) * steps == pytest.approx(known.counts(known.first, known.end))


def test_a_near_event_of_this_week_lends_more_than_one_far_or_old():
    quiet = history(days=70).before(history(days=70).first)
    model = Prospective()
    model.fit(quiet)
    model.update(np.array([20]))
    for _ in range(14):
        model.update(np.array([], int))
    model.update(np.array([100]))
    map_ = model.intensity(model.history.end)
    assert map_[100] > map_[101] > map_[20] > map_[21] > map_[50] == 0


def test_the_mixture_finds_what_the_events_were_drawn_from():
    """Events that repeat in place forever are told from events that follow last week's, each by its own component."""
    long, short = Component(0.0, math.inf), Component(0.0, 7.0)
    steady = history(days=240, a_day=8, seed=2)
    model = Mixture(components=(long, short))
    model.fit(steady)
    assert model.weights[0] > 3 * model.weights[1]
    wandering = _wandering()
    model.fit(wandering)
    assert model.weights[1] > 3 * model.weights[0]


def _wandering():
    """Each fortnight has a place of its own."""
    found = history(days=240, a_day=8, seed=2)
    places = np.random.default_rng(3).integers(0, found.grid.cells, 40)
    moved = places[(found.step - found.first) // 14]
    return type(found)(found.grid, found.clock, moved, found.step, found.first, found.end)


def _two_kinds_of_place(known):
    """A quarter of the places had most of the first half's events and keep them; the others have each their month."""
    random = np.random.default_rng(8)
    busy = random.permutation(known.grid.cells)[:9]
    others = np.setdiff1d(np.arange(known.grid.cells), busy)
    month = random.choice(others, (known.end - known.first, 3))
    lasting = random.random(len(known)) < 2 / 3
    cell = np.where(
        lasting,
        random.choice(busy, len(known)),
        month[known.step - known.first, random.integers(0, 3, len(known))],
    )
    return type(known)(known.grid, known.clock, cell, known.step, known.first, known.end)


def test_many_events_of_months_teach_two_weights_where_few_teach_one(monkeypatch):
    known = _two_kinds_of_place(history(Clock.MONTH, days=1400, a_day=10))
    model = Mixture(components=(Component(0.0, math.inf), Component(0.0, 30.0)))
    model.fit(known)
    assert len(model.weights) == 3
    monkeypatch.setattr(mixture, "MANY", 1000)
    model.fit(known)
    assert len(model.weights) == 5
    busy_lasting, _, quiet_lasting, _, _ = model.weights
    assert busy_lasting > 2 * quiet_lasting
    model.fit(history(days=1400, a_day=10))
    assert len(model.weights) == 3


def test_halves_are_mixed_in_every_cell_as_in_the_cells_asked_for(known):
    maps = Maps(known, (Component(0.0, math.inf), Component(250.0, math.inf), Component(250.0, 30.0)))
    weights = np.random.default_rng(4).dirichlet(np.ones(6))
    each = maps.halves(np.arange(known.grid.cells))
    assert each.mean(axis=0) == pytest.approx(1)
    assert maps.mixed_halves(weights) * known.grid.cells == pytest.approx(each @ weights)
    assert maps.mixed_halves(weights).sum() == pytest.approx(1)


def test_a_cell_is_the_busier_the_more_it_has_had(known):
    busy = Maps(known, (Component(0.0, math.inf), Component(0.0, 7.0))).busyness()
    counts = known.counts(known.first, known.end)
    order = np.argsort(counts, kind="stable")
    assert (np.diff(busy[order]) >= 0).all()
    assert 0 <= busy.min() < busy.max() < 1
    assert (busy > 0.5).sum() <= known.grid.cells * BUSIEST


def test_weights_of_an_earlier_release_are_followed_as_they_were_meant():
    known = history(Clock.MONTH, days=700)
    components = (Component(0.0, math.inf), Component(250.0, 90.0))
    model = Mixture(components=components, given=(0.5, 0.3, 0.2))
    model.fit(known)
    shares = Maps(known, components).at(np.arange(known.grid.cells)) @ (0.5, 0.3) + 0.2
    expected = model.intensity(known.end)
    assert expected / expected.sum() == pytest.approx(shares / shares.sum())


def test_learnt_halves_given_again_make_the_same_map(monkeypatch):
    monkeypatch.setattr(mixture, "MANY", 100)
    known = history(Clock.MONTH, days=700)
    learnt = Mixture()
    learnt.fit(known)
    again = Mixture(given=learnt.weights.tolist(), halved=True)
    again.fit(known)
    assert len(learnt.weights) == 33
    assert again.intensity(known.end) == pytest.approx(learnt.intensity(known.end))
    assert again.explain(3) == learnt.explain(3)
    assert sum(one.share for one in again.explain(3)) == pytest.approx(1)


def test_with_the_months_alone_known_the_mixture_works_by_months():
    known = history(Clock.MONTH, days=700)
    model = Mixture()
    model.fit(known)
    expected = model.intensity(known.end)
    assert expected.sum() == pytest.approx(180, rel=0.1)
    top = set(np.argsort(expected)[-4:])
    assert known.grid.of(np.array([700.0]), np.array([700.0]))[0] in top


def test_nothing_recorded_gives_an_even_map():
    empty = history(days=30).before(history(days=30).first)
    model = Mixture()
    model.fit(empty)
    assert np.ptp(model.intensity(empty.end)) == 0


@pytest.mark.parametrize(
    "components",
    [
        (Component(0.0, 30.0), Component(250.0, 7.0), Component(250.0, math.inf)),
        usual(Clock.DAY),
        (Component(250.0, 7.0, Form.LAID),),
    ],
)
def test_maps_moved_on_are_the_maps_made_anew(known, components):
    moved = Maps(known.before(known.end - 3), components)
    for step in range(known.end - 3, known.end):
        moved.advance(known.between(step, step + 1))
    anew = Maps(known, components)
    assert moved.values == pytest.approx(anew.values)
    every = np.arange(known.grid.cells)
    assert moved.at(every) == pytest.approx(anew.at(every))


def test_components_are_mixed_in_every_cell_as_in_the_cells_asked_for(known):
    maps = Maps(known, usual(Clock.DAY))
    each = maps.at(np.arange(known.grid.cells))
    weights = np.random.default_rng(5).dirichlet(np.ones(each.shape[1]))
    assert each.mean(axis=0) == pytest.approx(1)
    assert maps.mixed(weights) * known.grid.cells == pytest.approx(each @ weights)


def _shaped(known, reach, memory, form):
    """A component in each cell, not as a share, and what its rules are told from."""
    maps = Maps(known, (Component(reach, memory, form), Component(reach, memory)))
    shaped, count = (maps.values[maps.count] * maps.factors()[maps.form])[:, known.grid.places]
    close, around = (
        blur(known.grid.spread(known.counts(known.first, known.end)), reach / known.grid.size).ravel()[
            known.grid.places
        ]
        for reach in (150.0, 500.0)
    )
    return shaped, count, known.counts(known.first, known.end), close, around


def test_what_counts_where_much_happens_and_where_little_is_the_whole(known):
    much, count, _, _, around = _shaped(known, 150.0, 30.0, Form.MUCH)
    little = _shaped(known, 150.0, 30.0, Form.LITTLE)[0]
    assert much + little == pytest.approx(count)
    assert much == pytest.approx(count * around / (around + around.mean()))


def test_what_is_laid_falls_where_it_has_long_happened(known):
    laid, count, _, close, around = _shaped(known, 500.0, 14.0, Form.LAID)
    assert laid == pytest.approx(count * close / around)


def test_a_box_is_held_against_its_surroundings(known):
    held, _, own, _, around = _shaped(known, 500.0, math.inf, Form.OWN)
    expected = around * own.sum() / around.sum()
    assert held == pytest.approx(around * (1 + own) / (1 + expected))
    assert (held[own > expected] > around[own > expected]).all()
    assert (held[own < expected] < around[own < expected]).all()


@given(st.floats(0.05, 6))
def test_a_bell_keeps_every_event_and_spreads_as_told(deviation):
    weights = bell(deviation)
    place = np.arange(len(weights)) - len(weights) // 2
    assert weights.sum() == pytest.approx(1)
    assert weights == pytest.approx(weights[::-1])
    assert 0.99 * deviation**2 <= (weights * place**2).sum() <= deviation**2 + 0.25


def test_a_blur_loses_nothing_in_the_middle():
    counts = np.zeros((31, 31))
    counts[15, 15] = 4
    assert blur(counts, 2.0).sum() == pytest.approx(4)
    assert blur(counts, 0.0) is counts


@given(st.integers(1, 60), st.integers(1, 60), st.floats(0.1, 12))
def test_small_maps_are_blurred_as_large_ones_are(rows, columns, deviation):
    """Whichever way is quicker, each event leaves the same share in each cell; what leaves the map is lost."""
    counts = np.random.default_rng(rows).poisson(0.2, (rows, columns)).astype(float)
    large = np.zeros((rows + 10_000, columns))
    large[:rows] = counts
    assert blur(counts, deviation) == pytest.approx(blur(large, deviation)[:rows])


@given(st.integers(0, 2**32 - 1), st.integers(2, 5))
@settings(max_examples=20)
def test_learnt_weights_are_at_least_as_likely_as_any_single_component(seed, number):
    densities = np.random.default_rng(seed).exponential(size=(200, number)) + 1e-6
    weights = weights_of(densities)
    assert weights.sum() == pytest.approx(1)
    likelihood = np.log(densities @ weights).mean()
    assert likelihood >= np.log(densities).mean(axis=0).max() - 1e-3
