"""Rolling origin: nothing of the tested time is known beforehand, and errors are as large as they are."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from tests.forecast.engine.made import history

from daybook.forecast.engine import BacktestError, Counting, Mixture, backtest
from daybook.forecast.engine.evaluation.scorecard import Scored


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
    assert row.pai == pytest.approx(row.hit_rate.value / (scored.flagged[2] / scored.cells))
    assert row.hit_rate.low < row.hit_rate.value < row.hit_rate.high
    assert row.pei is None


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


def test_the_error_is_the_spread_over_repeated_samples():
    """100 events a step of which half are hit by chance: over 64 steps the rate errs by about 0.5 / sqrt(6400)."""
    hits = np.random.default_rng(1).binomial(100, 0.5, 64).astype(float)
    scored = Scored(
        ("one",), hits[None, None], np.full(64, 100.0), np.full((1, 64), 100.0), 100, (5,), 4, True, (0.05,)
    )
    assert scored.row(0, 0).hit_rate.error == pytest.approx(0.5 / 80, rel=0.35)
    assert scored.row(0, 0).pei == pytest.approx(hits.sum() / 6400)


def test_the_same_test_gives_the_same_scorecard(known):
    first, again = (backtest([Counting()], known, known.end - 20, known.end)[0].rows() for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    ("first", "end", "words"), [(0, 0, "shorter"), (-500, -490, "nothing to learn"), (10, 20, "No event")]
)
def test_a_test_that_would_say_nothing_is_refused(known, first, end, words):
    with pytest.raises(BacktestError, match=words):
        backtest([Counting()], known, known.end + first, known.end + end)
