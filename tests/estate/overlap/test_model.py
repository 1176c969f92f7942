"""Bits of a pair, and how verdicts move the weights."""

from __future__ import annotations

import numpy as np
import pytest

from daybook.estate.overlap.model import Model, learned, shipped
from daybook.estate.overlap.signals import SIGNALS

COUNT = len(SIGNALS)


def pairs(value: float, count: int) -> np.ndarray:
    return np.full((count, COUNT), value)


def test_what_is_unknown_is_worth_nothing_either_way():
    signals = np.full((1, COUNT), np.nan)
    assert shipped().bits(signals)[0] == pytest.approx(shipped().start)
    assert not shipped().parts(signals).any()


def test_alike_in_everything_is_a_duplicate_and_alike_in_nothing_is_none():
    assert shipped().bits(pairs(1.0, 1))[0] > 20
    assert shipped().bits(pairs(0.0, 1))[0] < -20


def test_more_alike_never_speaks_against_a_duplicate():
    assert all(slope > 0 for slope in shipped().slopes)


def test_a_few_verdicts_bend_the_model_and_do_not_break_it():
    doubtful = pairs(0.5, 3)
    taught = learned(doubtful, np.zeros(3), shipped())
    assert taught.bits(doubtful)[0] < shipped().bits(doubtful)[0]
    assert taught.bits(pairs(1.0, 1))[0] > 10
    moved = np.array(taught.slopes) - np.array(shipped().slopes)
    assert np.abs(moved).max() < 1.5


def test_many_verdicts_outweigh_the_shipped_weights():
    nothing = Model(0.0, (0.0,) * COUNT, (0.0,) * COUNT)
    signals = np.concatenate([pairs(0.9, 300), pairs(0.2, 300)])
    taught = learned(signals, np.repeat([1.0, 0.0], 300), nothing)
    assert taught.bits(pairs(0.9, 1))[0] > 2
    assert taught.bits(pairs(0.2, 1))[0] < -2


def test_without_verdicts_nothing_moves():
    taught = learned(np.empty((0, COUNT)), np.empty(0), shipped())
    assert taught.slopes == pytest.approx(shipped().slopes)


def test_a_model_file_comes_back_as_it_went():
    assert Model.from_json(shipped().to_json()) == shipped()


def test_a_model_file_that_lacks_a_signal_says_which():
    with pytest.raises(ValueError, match="says nothing of capabilities"):
        Model.from_json('{"start": 0, "signals": {}}')
