"""Count models with lags: trees and a Poisson regression on the mixture's own maps."""

import sys
from importlib.metadata import EntryPoint

import numpy as np
import pytest
from tests.forecast.engine.made import DAY, START, grid, history, town

from daybook.forecast.engine import Clock, Counting, Events, MissingError, Mixture, Precision, history_of
from daybook.forecast.engine.covariates import Laid
from daybook.forecast.engine.evaluation import backtest
from daybook.forecast.engine.models import Given, Lagged, given_of, kinds
from daybook.forecast.engine.models.boosting import Trees
from daybook.forecast.engine.models.components import usual
from daybook.forecast.engine.models.lags import Lags, time_of_year
from daybook.forecast.engine.models.maps import Maps
from daybook.forecast.engine.models.regression import Regression
from daybook.forecast.engine.models.rows import Rows, drawn

KINDS = ["boosted", "poisson"]


@pytest.fixture(scope="module")
def known():
    return history(days=150)


@pytest.fixture(scope="module")
def lit():
    """An invented town with few burglaries, twenty times as likely where an invented covariate is high."""
    random = np.random.default_rng(3)
    where, days = grid(50, 50), 200
    light = random.random(where.cells)
    each = np.where(light > 0.9, 20.0, 1.0)
    cell = random.choice(where.cells, days * 4, p=each / each.sum())
    x, y = where.corners()
    time = START + np.sort(random.integers(0, days, len(cell))) * DAY
    events = Events(x[cell] + 125, y[cell] + 125, time, Precision.DAY)
    return history_of(events, where, Clock.DAY), Laid(("bright shops",), light[:, None], ())


def fitted(kind, known, places=None):
    model = kinds.MODELS[kind](Given(places))
    model.fit(known)
    return model


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_history_gives_the_same_expectation_to_the_last_digit(known, kind):
    one, other = (fitted(kind, known).intensity(known.end) for _ in range(2))
    assert (one == other).all()


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_events_are_expected_as_by_the_mixture(known, kind):
    mixture = Mixture()
    mixture.fit(known)
    model = fitted(kind, known)
    assert model.intensity(known.end).sum() == pytest.approx(mixture.intensity(known.end).sum())
    assert model.intensity(known.end).min() > 0


@pytest.mark.parametrize("kind", KINDS)
def test_days_taken_in_leave_the_same_features_as_a_fit_with_them(known, kind):
    earlier = fitted(kind, known.before(known.end - 5))
    kept = earlier.kept(float)
    for step in range(known.end - 5, known.end):
        earlier.update(known.between(step, step + 1))
    again = kinds.MODELS[kind](given_of(kept, False, Clock.DAY, None))
    again.fit(known)
    one, other = earlier.intensity(known.end), again.intensity(known.end)
    assert one / one.sum() == pytest.approx(other / other.sum(), rel=1e-9)
    assert again.kept(float) == kept


def test_a_poisson_regression_finds_the_factor_that_made_the_counts_and_holds_their_mean():
    random = np.random.default_rng(1)
    features = random.normal(size=(40_000, 2))
    expected = np.full(40_000, 0.2)
    counts = random.poisson(expected * np.exp(0.5 * features[:, 0] + 0.3)).astype(float)
    learner = Regression(ridge=1.0)
    learner.fit(Rows(features, counts, expected, np.ones(40_000)))
    assert learner.weights / np.append(learner.spread, 1) == pytest.approx([0.5, 0, 0.3], abs=0.05)
    assert (expected * np.exp(learner.raised(features))).sum() == pytest.approx(counts.sum())


def test_trees_hold_the_mean_of_what_they_learn_from():
    random = np.random.default_rng(1)
    features = random.random((40_000, 2))
    expected = np.full(40_000, 0.2)
    counts = random.poisson(np.where(features[:, 0] > 0.5, 0.5, 0.1)).astype(float)
    learner = Trees()
    learner.fit(Rows(features, counts, expected, np.ones(40_000)))
    told = expected * np.exp(learner.raised(features))
    assert told.sum() == pytest.approx(counts.sum(), rel=0.05)
    high = features[:, 0] > 0.5
    assert told[high].mean() / told[~high].mean() == pytest.approx(5, rel=0.15)
    assert learner.parts(features).sum(axis=1) == pytest.approx(learner.raised(features), abs=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_a_covariate_that_events_follow_is_learnt_told_and_beats_mixture_and_count(lit, kind):
    known, places = lit
    models = [Counting(), Mixture(), kinds.MODELS[kind](Given(places))]
    found, _ = backtest(models, known, known.end - 60, known.end, shares=(0.1,))
    assert all(found.row(2, 0, other).better for other in (0, 1))
    expected = models[2].intensity(known.end)
    assert places.values[int(expected.argmax()), 0] > 0.9
    unharmed = known.counts(known.first, known.end) == 0
    best = int(np.where(unharmed, expected, 0).argmax())
    assert models[2].explain(best)[0].words == "what stands there: bright shops"


@pytest.mark.parametrize("kind", KINDS)
def test_a_covariate_that_says_nothing_changes_little(known, kind):
    noise = np.random.default_rng(9).random((known.grid.cells, 1))
    plain = fitted(kind, known).intensity(known.end)
    told = fitted(kind, known, Laid(("noise",), noise, ())).intensity(known.end)
    assert np.abs(np.log(told / plain)).mean() < 0.2


@pytest.mark.parametrize("kind", KINDS)
def test_before_anything_happened_it_stands_as_the_mixture(kind):
    known = history(days=70)
    quiet = known.before(known.first)
    assert fitted(kind, quiet).intensity(quiet.end).sum() == 0
    assert fitted(kind, quiet).explain(3)[0].share == pytest.approx(1)


def test_rows_are_bounded_and_stand_for_all_cells():
    random = np.random.default_rng(1)
    counts = np.repeat([0.0, 1.0, 2.0], [900, 80, 20])
    cells, weights = drawn(counts, 100, random)
    assert len(cells) == 100
    assert weights.sum() == pytest.approx(1000)
    sums = [(lambda c, w: (counts[c] * w).sum())(*drawn(counts, 100, random)) for _ in range(300)]
    assert np.mean(sums) == pytest.approx(120, rel=0.02)
    whole, alike = drawn(counts, 5000, random)
    assert sorted(whole) == list(range(1000))
    assert (alike == 1).all()


def test_the_time_of_year_is_known_where_months_of_two_years_are_learnt_from():
    months = history(Clock.MONTH, days=365 * 6)
    assert fitted("poisson", months).seasonal
    assert not fitted("poisson", history(days=150)).seasonal
    assert time_of_year(Clock.MONTH, 12 * 54) == pytest.approx((0, 1))
    lags = Lags(Maps(months, usual(Clock.MONTH)), True, None)
    assert lags.of(np.arange(4)).shape == (4, len(lags.words))


def test_without_its_library_the_command_to_install_is_told(known, monkeypatch):
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    with pytest.raises(MissingError, match=r"pip install 'daybook\[boosting\]'"):
        fitted("boosted", known)


def test_another_package_can_add_a_model_and_a_broken_one_harms_none(known):
    made = kinds.made_by(EntryPoint("mine", "daybook.forecast.engine.models.kinds:poisson", kinds.GROUP))
    broken = kinds.made_by(EntryPoint("broken", "no.such.module:model", kinds.GROUP))
    assert isinstance(made(Given()), Lagged)
    with pytest.raises(MissingError, match="The model broken cannot be loaded: No module named 'no'"):
        broken(Given())


def test_the_town_is_no_worse_forecast_than_by_the_mixture():
    known = history_of(town(days=400), grid(), Clock.DAY)
    models = [Counting(), Mixture(), fitted("boosted", known), fitted("poisson", known)]
    found, _ = backtest(models, known, known.end - 60, known.end, shares=(0.05,))
    for model in (2, 3):
        ahead = found.row(model, 0, 1).ahead
        assert ahead.value > -2 * ahead.error - 0.01


@pytest.mark.parametrize("kind", KINDS)
def test_a_shift_is_told_by_its_hour_as_the_mixture_tells_it(kind):
    days = town(days=120)
    hours = np.random.default_rng(2).integers(0, 24, len(days)) * np.timedelta64(1, "h")
    events = Events(days.x, days.y, days.time + hours, Precision.MINUTE)
    known = history_of(events, grid(), Clock.SHIFT)
    model = fitted(kind, known)
    steps = [model.intensity(known.end + at).sum() for at in range(3)]
    assert np.isfinite(steps).all()
    mixture = Mixture()
    mixture.fit(known)
    assert steps == pytest.approx([mixture.intensity(known.end + at).sum() for at in range(3)])
    assert sum(one.share for one in model.explain(20)) == pytest.approx(1)
