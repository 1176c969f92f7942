"""Rolling origin: nothing of the tested time is known beforehand, and errors are as large as they are."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from tests.forecast.engine.made import history

from daybook.forecast.engine import BacktestError, Counting, Mixture, backtest
from daybook.forecast.engine.evaluation import Calibration, Scored


@pytest.fixture(scope="module")
def known():
    return history(days=120)


@dataclass
class Witness(Counting):
    """Notes what it had been told when it was asked."""

    name: str = "witness"
    asked: list = field(default_factory=list)

    def intensity(self, step):
        self.asked.append((step, self.history.end, int(self.history.step.max())))
        return super().intensity(step)


@pytest.mark.parametrize("horizon", [1, 7])
def test_each_step_is_forecast_from_what_lay_before_it(known, horizon):
    witness = Witness()
    backtest([witness], known, known.end - 30, known.end, horizon=horizon)
    steps = [step for step, _, _ in witness.asked]
    assert steps == list(range(known.end - 30, known.end - horizon + 1, horizon))
    assert all(end == step and last < step for step, end, last in witness.asked)


def test_hits_are_pooled_over_the_steps(known):
    scored, _ = backtest([Counting()], known, known.end - 30, known.end)
    row = scored.row(0, 2)
    assert scored.total == len(known.between(known.end - 30, known.end))
    assert row.hit_rate.value == pytest.approx(scored.hits[0, 2].sum() / scored.total)
    assert row.pai.value == pytest.approx(row.hit_rate.value / (scored.flagged[2] / scored.cells))
    assert row.pai.error / row.pai.value == pytest.approx(row.hit_rate.error / row.hit_rate.value)
    assert row.hit_rate.low < row.hit_rate.value < row.hit_rate.high
    assert row.pai.low < row.pai.value < row.pai.high


def test_a_model_beside_itself_is_not_ahead(known):
    scored, _ = backtest([Counting(), Counting("again")], known, known.end - 30, known.end)
    ahead = scored.row(1, 3).ahead
    assert (ahead.value, ahead.error) == (0, 0)
    assert not scored.row(1, 3).better


def test_expected_events_are_compared_with_those_that_came(known):
    _, calibration = backtest([Mixture()], known, known.end - 60, known.end)
    bands = calibration["Mixture"]
    assert sum(band.observed for band in bands) == len(known.between(known.end - 60, known.end))
    assert sum(band.expected for band in bands) == pytest.approx(360, rel=0.1)


def test_intervals_of_the_calibration_hold_what_is_expected_where_the_model_is_true():
    """95 in 100 at least: the wider of two intervals, each of 95."""
    random, held, least = np.random.default_rng(3), [], 1.0
    for _ in range(20):
        calibration, expected = Calibration(), random.gamma(0.3, 0.02, 2000)
        for _ in range(30):
            calibration.add(expected, random.poisson(expected).astype(float))
        bands = calibration.bands(7)
        held += [band.low <= 1 <= band.high for band in bands]
        least = min(least, *(band.high - band.low for band in bands))
    assert 0.95 <= np.mean(held) <= 0.995
    assert least > 0.05


def test_a_band_in_which_nothing_happened_is_not_sure_to_stay_so():
    calibration = Calibration()
    for _ in range(8):
        calibration.add(np.full(10, 0.01), np.zeros(10))
    assert [(band.low, band.high > 3) for band in calibration.bands(7)] == [(0.0, True)] * 10


def test_the_error_is_the_spread_over_repeated_samples():
    """100 events a step of which half are hit by chance: over 64 steps the rate errs by about 0.5 / sqrt(6400)."""
    hits = np.random.default_rng(1).binomial(100, 0.5, 64).astype(float)
    scored = Scored(
        ("one",), hits[None, None], np.full(64, 100.0), np.full((1, 64), 80.0), 100, (5,), 4, (0.05,)
    )
    assert scored.row(0, 0).hit_rate.error == pytest.approx(0.5 / 80, rel=0.35)
    pei = scored.row(0, 0).pei
    assert pei.value == pytest.approx(hits.sum() / (64 * 80))
    assert pei.error == pytest.approx(0.5 / 80 / 0.8, rel=0.35)
    assert pei.low < pei.value < pei.high


@pytest.mark.parametrize(
    ("horizon", "told"), [(1, [True, True, False, False]), (7, [True] * 4), (30, [True] * 4)]
)
def test_pei_is_told_where_as_many_cells_cannot_hold_every_event(horizon, told):
    """Of 6 events a day 9 cells of 180 hold all, and PEI would be the hit rate; not so of 42 a week or 180 a month."""
    known = history()
    scored, _ = backtest([Counting()], known, known.end - 120, known.end, horizon=horizon)
    assert [scored.row(0, share).pei is not None for share in range(4)] == told


def test_the_same_test_gives_the_same_scorecard(known):
    first, again = (backtest([Counting()], known, known.end - 20, known.end)[0].rows() for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    ("first", "end", "words"), [(0, 0, "shorter"), (-500, -490, "nothing to learn"), (10, 20, "No event")]
)
def test_a_test_that_would_say_nothing_is_refused(known, first, end, words):
    with pytest.raises(BacktestError, match=words):
        backtest([Counting()], known, known.end + first, known.end + end)
