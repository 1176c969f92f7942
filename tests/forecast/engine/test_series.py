"""Series are suggested where they were put, with their reasons, and told apart from chance."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybook.forecast.engine import Events, Precision
from daybook.forecast.engine.patterns import Rule, SeriesError, series
from daybook.forecast.engine.patterns.alike import Alike

START = np.datetime64("2024-01-01T00:00:00", "s")
DAY = np.timedelta64(86_400, "s")
COMMON = [
    "front door forced",
    "rear door forced",
    "insecure window entered",
    "rear window smashed",
    "front window smashed",
    "insecure front door",
]
RARE = "Patio door lifted off its runners"


def events(planted=6, number=300, seed=4, others=4):
    """Common methods everywhere, and a rare one at a few places within a week; elsewhere it is used now and then."""
    random = np.random.default_rng(seed)
    x, y = random.uniform(0, 20_000, (2, number))
    days = random.integers(0, 300, number)
    method = random.integers(0, len(COMMON), number)
    method[: planted + others] = len(COMMON)
    x[:planted], y[:planted] = 5000 + random.uniform(0, 400, (2, planted))
    days[:planted] = 100 + np.arange(planted)
    time = START + days * DAY
    return Events(x, y, time, Precision.DAY, method=method, methods=[*COMMON, RARE])


def test_a_series_is_suggested_with_its_reasons():
    found = series(events())
    best = found[0]
    assert sorted(best.members.tolist()) == [0, 1, 2, 3, 4, 5]
    assert best.words[:2] == ["lifted", "patio"]
    assert best.across < 600
    assert best.by_chance < 0.2
    assert (np.diff(events().time[best.members]) >= np.timedelta64(0)).all()


def test_methods_without_place_give_nothing_surer_than_chance():
    shuffled = events(planted=0, others=10)
    assert not sure(series(shuffled))


def burglaries(seed, planted=0, number=100):
    """Ways in drawn at random from a short list, some used much and some little; `planted` share a rare one."""
    random = np.random.default_rng(seed)
    share = np.array([8, 6, 5, 4, 3, 3, 2, 2, 1, 1, 1], float)
    doors = ["front door", "rear door", "side door", "rear window", "patio door"]
    means = ["forced lever", "cylinder snapped", "glass broken", "insecure"]
    methods = [f"{door} {how}" for how in means for door in doors][: len(share)]
    x, y = random.uniform(0, 6000, (2, number))
    days, method = random.integers(0, 120, number), random.choice(len(share), number, p=share / share.sum())
    x[:planted], y[:planted] = 3000 + random.uniform(0, 300, (2, planted))
    days[:planted], method[:planted] = 60 + np.arange(planted), len(share) - 1
    return Events(x, y, START + days * DAY, Precision.DAY, method=method, methods=methods)


def sure(found):
    return [one for one in found if one.p <= 0.05]


def test_where_nothing_belongs_together_a_series_is_claimed_in_one_file_of_twenty_and_no_more():
    claimed = sum(bool(sure(series(burglaries(seed), shuffles=19))) for seed in range(40))
    assert claimed <= 5  # 2 are due; more than 5 come in one of seventy runs of forty


def test_a_planted_series_is_claimed_and_told_whole():
    for seed in range(5):
        best = sure(series(burglaries(seed, planted=7)))[0]
        assert set(range(7)) <= set(best.members.tolist())


def test_events_that_say_nothing_of_the_method_are_compared_with_none():
    said = events()
    silent = Events(
        *(np.tile(one, 2) for one in (said.x, said.y, said.time)),
        Precision.DAY,
        method=np.concatenate((said.method, np.full(len(said), len(said.methods)))),
        methods=[*said.methods, " "],
    )
    found, same = (
        [(one.members.tolist(), one.by_chance, one.p) for one in series(town)] for town in (said, silent)
    )
    assert found == same
    with pytest.raises(SeriesError, match="No event says how it was done"):
        series(silent[np.arange(len(said), 2 * len(said))])


def test_what_is_far_apart_in_place_or_time_is_no_series():
    assert not [one for one in series(events(), Rule(metres=50)) if 0 in one.members]
    assert not [one for one in series(events(), Rule(days=1)) if len(one.members) > 3]


def test_a_word_that_hardly_ever_comes_is_neither_compared_nor_shown():
    """A name that slipped into the column."""
    alike = Alike(np.array([0] * 5 + [1] * 4), ["door forced", "door forced by Smith"])
    assert alike.words == ["door", "forced"]
    assert alike.shared(np.array([1, 1]), 0.5) == ["door", "forced"]


def test_a_rare_word_counts_more_than_a_common_one():
    methods = ["door forced", "door drilled", "window drilled", "door"]
    alike = Alike(np.repeat(np.arange(4), (40, 6, 6, 60)), methods)
    door, drill = alike.likeness(np.array([0, 1]), np.array([1, 2]))
    assert drill > door


@given(st.lists(st.sampled_from([*COMMON, RARE, ""]), min_size=2, max_size=8))
@settings(max_examples=30)
def test_likeness_is_the_same_both_ways_and_between_0_and_1(methods):
    numbers = np.arange(len(methods))
    alike = Alike(np.repeat(numbers, 5), methods)
    one, other = np.meshgrid(numbers, numbers)
    found = alike.likeness(one.ravel(), other.ravel()).reshape(len(methods), -1)
    assert ((found >= 0) & (found <= 1 + 1e-9)).all()
    assert found == pytest.approx(found.T)


def test_events_without_a_method_are_refused_with_what_to_tell():
    with pytest.raises(SeriesError, match="Tell which it is: method=MO"):
        series(Events(np.zeros(3), np.zeros(3), np.full(3, START)))


def test_too_many_pairs_are_refused_before_they_are_made(monkeypatch):
    monkeypatch.setattr(sys.modules[series.__module__], "MOST_PAIRS", 10)
    with pytest.raises(SeriesError, match="shorter time, a smaller area"):
        series(events())


def test_a_tangle_of_one_common_method_is_refused(monkeypatch):
    monkeypatch.setattr(sys.modules[series.__module__], "MOST", 4)
    with pytest.raises(SeriesError, match="hang together by common words"):
        series(events())
