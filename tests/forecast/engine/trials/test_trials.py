"""A trial is allocated at random, cannot be changed once sealed, and is analysed as it was declared."""

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from daybook.forecast.engine import Events, Flat, Precision
from daybook.forecast.engine.trials import (
    Plan,
    Sealed,
    TrialError,
    Unit,
    analyse,
    blocks,
    by_area,
    by_day,
    days_of,
    opened,
    seal,
    verified,
    written,
)
from daybook.forecast.engine.zones import Zones

FIRST, TODAY = date(2027, 1, 4), date(2026, 12, 1)


def plan_of(days=84, block=14, **more):
    last = FIRST + timedelta(days - 1)
    return Plan("Boxes", Unit.DAY, ("count", "mixture"), FIRST, last, days_of(FIRST, last), block, **more)


def outcomes(sealed, effect=0.0, mean=10.0, seed=1):
    random = np.random.default_rng(seed)
    tried = sealed.plan.arms[1]
    return {
        unit: float(random.poisson(mean + effect * (arm == tried))) for unit, arm in sealed.allocation.items()
    }


def analysed(effect, seed, **more):
    sealed = seal(plan_of(draws=999, **more), TODAY, seed=f"seed {seed}")
    return analyse(sealed, sealed.digest, outcomes(sealed, effect, seed=seed), date(2027, 6, 1))


@given(st.integers(8, 60), st.integers(2, 20), st.text("abcdef0123456789", min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_every_unit_is_allocated_once_and_blocks_are_even(units, block, seed):
    plan = plan_of(units, block, level=0.5)
    sealed = seal(plan, TODAY, seed)
    assert list(sealed.allocation) == list(plan.units)
    for one in blocks(plan):
        tried = sum(sealed.allocation[unit] == "mixture" for unit in one)
        assert abs(2 * tried - len(one)) <= 1


def test_the_same_seed_allocates_alike_and_another_does_not():
    first, again, other = (seal(plan_of(), TODAY, seed) for seed in ("a", "a", "b"))
    assert first == again
    assert first.allocation != other.allocation
    assert seal(plan_of(), TODAY).seed != seal(plan_of(), TODAY).seed


def test_over_many_seeds_each_day_is_tried_as_often_as_not():
    tried = [
        [arm == "mixture" for arm in seal(plan_of(16, 8), TODAY, str(at)).allocation.values()]
        for at in range(400)
    ]
    assert np.abs(np.mean(tried, axis=0) - 0.5).max() < 0.12


def test_what_is_written_is_opened_as_it_was():
    sealed = seal(plan_of(kinds=("burglary",)), TODAY)
    again = opened(written(sealed))
    assert again == sealed
    assert verified(again, sealed.digest) is again


def edited(sealed, change):
    facts = json.loads(written(sealed))
    change(facts)
    return opened(json.dumps(facts))


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: facts["plan"].update(level=0.2),
        lambda facts: facts["plan"].update(kinds=["robbery"]),
        lambda facts: facts["plan"].update(arms=["mixture", "count"]),
        lambda facts: facts["allocation"].pop("2027-01-04"),
        lambda facts: facts.update(seed="mine"),
        lambda facts: facts.update(sealed="2026-11-01"),
    ],
)
def test_a_changed_plan_is_refused(change):
    sealed = seal(plan_of(), TODAY, "a")
    with pytest.raises(TrialError, match="not the trial that was sealed: its hash is another"):
        analyse(edited(sealed, change), sealed.digest, outcomes(sealed), date(2027, 6, 1))


def test_an_allocation_that_was_chosen_is_refused_even_under_its_own_hash():
    sealed = seal(plan_of(), TODAY, "a")
    arms = dict(sealed.allocation)
    one, other = (next(unit for unit in arms if arms[unit] == arm) for arm in sealed.plan.arms)
    arms[one], arms[other] = arms[other], arms[one]
    chosen = replace(sealed, allocation=arms)
    with pytest.raises(TrialError, match="allocation does not follow from its seed"):
        verified(chosen, chosen.digest)
    late = Sealed(sealed.plan, "a", sealed.allocation, FIRST)
    with pytest.raises(TrialError, match="seal is not older than its start"):
        verified(late, late.digest)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (replace(plan_of(), name=" "), "has no name"),
        (replace(plan_of(), first=date(2026, 12, 1), units=()), "all its days"),
        (replace(plan_of(), last=date(2026, 1, 1)), "before it begins"),
        (replace(plan_of(), arms=("a", "a")), "two arms with names of their own"),
        (plan_of(days=6), "too few to tell anything"),
        (plan_of(block=1), "at least two units"),
        (plan_of(days=8, block=2, level=0.01), "only 16 ways to allocate"),
    ],
)
def test_a_trial_that_can_tell_nothing_is_not_sealed(plan, words):
    with pytest.raises(TrialError, match=words):
        seal(plan, TODAY)


def test_a_trial_is_sealed_before_it_starts_and_judged_after_it_ends():
    with pytest.raises(TrialError, match="sealed before it starts"):
        seal(plan_of(), FIRST)
    sealed = seal(plan_of(), TODAY)
    with pytest.raises(TrialError, match="Nothing is analysed before it is over"):
        analyse(sealed, sealed.digest, outcomes(sealed), sealed.plan.last)


def test_a_unit_without_an_outcome_stops_the_analysis():
    sealed = seal(plan_of(), TODAY)
    known = outcomes(sealed)
    known.pop("2027-01-09")
    with pytest.raises(TrialError, match="1 units, such as 2027-01-09"):
        analyse(sealed, sealed.digest, known, date(2027, 6, 1))


def test_an_effect_is_found_with_an_interval_that_holds_it():
    found = analysed(-3.0, 1)
    assert found.sure
    assert found.low < -3 < found.high < 0
    assert found.effect == pytest.approx(found.arms[1].mean - found.arms[0].mean)
    assert [one.units for one in found.arms] == [42, 42]


def test_without_an_effect_one_in_twenty_is_called_sure_at_most():
    found = [analysed(0.0, seed) for seed in range(60)]
    assert sum(one.sure for one in found) <= 7
    assert sum(one.low <= 0 <= one.high for one in found) >= 53


def test_the_interval_and_the_p_value_say_the_same():
    for seed in range(12):
        found = analysed(-1.5, seed)
        assert found.sure == (not found.low <= 0 <= found.high)


def events_on(days, x=0.0):
    time = np.array(days, "M8[D]").astype("M8[s]")
    return Events(np.full(len(days), x), np.zeros(len(days)), time, Precision.DAY)


def test_outcomes_are_counted_by_day_inside_the_area():
    plan = plan_of(8, 4)
    events = events_on(["2027-01-03", "2027-01-05", "2027-01-05", "2027-01-11", "2027-01-12"])
    found = by_day(events, plan)
    assert [found[day] for day in ("2027-01-04", "2027-01-05", "2027-01-11")] == [0, 2, 1]
    assert len(found) == 8
    assert sum(by_day(events, plan, shapely.box(5, 5, 9, 9)).values()) == 0


def test_a_file_that_stops_too_soon_is_refused():
    with pytest.raises(TrialError, match="The file has events from 2027-01-04 to 2027-01-08"):
        by_day(events_on(["2027-01-04", "2027-01-08"]), plan_of(8, 4))


def test_outcomes_are_counted_by_area():
    names = tuple(f"beat {at}" for at in range(8))
    plan = Plan("Beats", Unit.AREA, ("usual", "boxes"), FIRST, FIRST + timedelta(6), names, 4)
    shapes = np.array([shapely.box(at, -1, at + 0.9, 1) for at in range(8)])
    zones = Zones(names, shapes, Flat("EPSG:27700"))
    events = Events(
        np.array([0.5, 0.5, 3.5, 3.5]),
        np.zeros(4),
        np.array(["2027-01-04", "2027-01-05", "2027-01-10", "2027-02-01"], "M8[s]"),
    )
    assert [by_area(events, plan, zones)[name] for name in ("beat 0", "beat 1", "beat 3")] == [2, 0, 1]
    with pytest.raises(TrialError, match="The area beat 7 of the trial"):
        by_area(events, plan, Zones(names[:7], shapes[:7], zones.flat))


def test_what_is_no_sealed_trial_is_said():
    for text in ("", "[]", "{}", '{"plan": 5}'):
        with pytest.raises(TrialError, match="no sealed trial"):
            opened(text)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=8))
@settings(max_examples=40)
def test_any_other_file_is_refused_in_words(value):
    with pytest.raises(TrialError, match="no sealed trial"):
        opened(json.dumps({"plan": {"unit": value, "arms": value}, "allocation": value, "seed": value}))
