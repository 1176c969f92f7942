"""Maps of shifts know the hour; totals know the shift of the day and, of months, the season."""

import math

import numpy as np
import pytest
from tests.forecast.engine.made import START, grid, town

from daybook.forecast.engine import Clock, Counting, Events, Mixture, Precision, backtest, history_of
from daybook.forecast.engine.clock import shifts_of
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models import Component, CountingShift, Rhythm, rhythm_of, usual
from daybook.forecast.engine.models.hours import HourMaps

HOUR = np.timedelta64(1, "h")
CLOCK = shifts_of("Europe/London")
EARLY, LATE, NIGHT = range(3)
PUBS, HOUSES = (700.0, 700.0), (2300.0, 1800.0)


def pubs_and_houses(days=200, seed=11):
    """Pubs are hit between 23:00 and 03:00, houses between 07:00 and 12:00; twice as often at night."""
    random = np.random.default_rng(seed)
    number = days * 6
    night = random.random(number) < 2 / 3
    hour = np.where(night, 23 + 4 * random.random(number), 7 + 5 * random.random(number))
    x, y = (np.where(night, *pair) + random.normal(0, 120, number) for pair in zip(PUBS, HOUSES, strict=True))
    day = random.integers(0, days, number) * np.timedelta64(24, "h")
    time = START + day + (hour * 3600).astype("m8[s]")
    order = np.argsort(time)
    return Events(x[order], y[order], time[order], Precision.MINUTE)


@pytest.fixture(scope="module")
def known():
    found = history_of(pubs_and_houses(), grid(), shifts_of("UTC", ("07:00", "15:00", "23:00")))
    return found.before(found.end - found.end % 3)


def cell(place):
    return int(grid().of(np.array(place[:1]), np.array(place[1:]))[0])


def test_the_map_of_a_night_is_of_the_pubs_and_that_of_a_morning_of_the_houses(known):
    model = Mixture()
    model.fit(known)
    early, night = model.intensity(known.end + EARLY), model.intensity(known.end + NIGHT)
    assert early[cell(HOUSES)] > 5 * early[cell(PUBS)]
    assert night[cell(PUBS)] > 5 * night[cell(HOUSES)]
    assert night.sum() > 1.4 * early.sum()
    assert model.intensity(known.end + LATE).sum() < 0.3 * night.sum()
    days = Mixture(components=usual(Clock.DAY))
    days.fit(known)
    whole = days.intensity(known.end + EARLY)
    assert whole[cell(PUBS)] > whole[cell(HOUSES)], "no component of days knows the hour"


def test_the_hour_is_among_the_reasons(known):
    model = Mixture()
    model.fit(known)
    told = {one.words: one.share for one in model.explain(cell(HOUSES))}
    assert sum(share for words, share in told.items() if "at this time of day" in words) > 0.3
    assert "this box, in the long run, by what its surroundings have at this time of day" in told


def test_a_shift_taken_in_equals_a_fit_with_that_shift(known):
    moved = HourMaps(known.before(known.end - 7), usual(CLOCK))
    for step in range(known.end - 7, known.end):
        moved.advance(known.between(step, step + 1))
    anew, every = HourMaps(known, usual(CLOCK)), np.arange(known.grid.cells)
    weights = np.random.default_rng(5).dirichlet(np.ones(len(usual(CLOCK))))
    for step in range(known.end, known.end + 3):
        assert moved.at(every, step) == pytest.approx(anew.at(every, step))
        assert anew.mixed(weights, step) * known.grid.cells == pytest.approx(anew.at(every, step) @ weights)


def test_components_of_the_same_shift_may_stand_anywhere_among_the_others(known):
    same, always = Component(0.0, math.inf, same_shift=True), Component(0.0, math.inf)
    every = np.arange(known.grid.cells)
    one, other = (HourMaps(known, two).at(every, known.end) for two in ((same, always), (always, same)))
    assert (one == other[:, ::-1]).all()


def test_the_count_of_the_same_shift_counts_it_alone(known):
    model, whole = CountingShift(), Counting()
    for one in (model, whole):
        one.fit(known.before(known.end - 4))
        for step in range(known.end - 4, known.end):
            one.update(known.between(step, step + 1))
    days = (known.end - known.first) / 3
    assert model.intensity(known.end + NIGHT).sum() == pytest.approx(2 / 3 * len(known) / days, rel=0.05)
    assert model.intensity(known.end + LATE).sum() == 0
    by_shift = sum(model.intensity(known.end + shift) for shift in range(3))
    assert by_shift == pytest.approx(3 * whole.intensity(known.end), rel=0.01)


def test_where_the_hour_tells_the_place_knowing_it_is_better(known):
    models = [Counting(), CountingShift(), Mixture()]
    scored, _ = backtest(models, known, known.end - 90, known.end)
    assert scored.row(1, 1).better
    assert scored.row(2, 1).better


def test_an_hour_of_which_little_is_known_is_taken_as_even():
    few = history_of(pubs_and_houses(days=3), grid(), CLOCK)
    many = history_of(pubs_and_houses(days=300), grid(), CLOCK)
    assert np.abs(rhythm_of(few).hour - 1).max() < 0.4 < np.abs(rhythm_of(many).hour - 1).max()


def test_the_rate_of_an_area_without_hours_is_even():
    random = np.random.default_rng(3)
    events = town(days=300)
    time = events.time + random.integers(0, 24, len(events)) * HOUR
    rhythm = rhythm_of(history_of(Events(events.x, events.y, np.sort(time), Precision.MINUTE), grid(), CLOCK))
    assert rhythm.hour == pytest.approx(np.ones(6), abs=0.15)


def test_a_night_of_ten_hours_is_told_by_its_length():
    clock = shifts_of("UTC", ("08:00", "22:00"))
    rhythm = Rhythm(clock, np.empty(0), np.array([14 / 12, 10 / 12, 1.0, 1.0]))
    monday = int(clock.steps(np.array(["2027-01-04T23:00:00"], "M8[s]"))[0])
    assert rhythm.words(monday) == ["The hour: 22:00 to 08:00, Monday to Friday, has 1.00 of an even share."]


def months(years=5, summer=1.5, growth=1.0, seed=4):
    """Months of 300 events, more of them from June to August; each year `growth` times the one before."""
    random = np.random.default_rng(seed)
    step = np.arange(12 * years)
    mean = 300 * growth ** (step / 12) * np.where((step % 12 > 4) & (step % 12 < 8), summer, 1.0)
    counts = random.poisson(mean)
    first = int(Clock.MONTH.steps(np.array(["2020-01-01"], "M8[s]"))[0])
    cells = random.integers(0, grid().cells, counts.sum())
    return History(grid(), Clock.MONTH, cells, np.repeat(first + step, counts), first, first + len(step))


@pytest.mark.parametrize("growth", [1.0, 1.25])
def test_a_summer_that_comes_each_year_is_the_season_whatever_the_trend(growth):
    season = rhythm_of(months(growth=growth)).season
    assert season[5:8] == pytest.approx(np.full(3, 1.5 / 1.125), rel=0.07)
    assert np.delete(season, [5, 6, 7]) == pytest.approx(np.full(9, 1 / 1.125), rel=0.07)


def test_without_a_season_nothing_is_made_of_chance_and_below_two_years_nothing_is_said():
    assert rhythm_of(months(summer=1.0)).season == pytest.approx(np.ones(12), abs=0.03)
    assert not len(rhythm_of(months(years=1)).season)


def test_the_season_moves_all_cells_of_a_month_alike_and_the_total_as_it_comes():
    known = months()
    june = known.before(known.end - 7)
    models = Mixture(), Mixture(rhythmic=False)
    for model in models:
        model.fit(june)
    seasonal, plain = (model.intensity(june.end) for model in models)
    assert seasonal / seasonal.sum() == pytest.approx(plain / plain.sum())
    assert seasonal.sum() == pytest.approx(450, rel=0.1)
    assert plain.sum() < 400
    assert rhythm_of(june).words(june.end)[0].startswith("The season: June usually has 1.3")


def test_days_tell_the_season_and_their_rate_follows_it_by_itself():
    by_month = months()
    starts = Clock.MONTH.starts(by_month.step)
    random = np.random.default_rng(6)
    time = np.sort(starts + random.integers(0, 28, len(starts)) * np.timedelta64(1, "D"))
    x, y = by_month.grid.corners()
    known = history_of(Events(x[by_month.cell], y[by_month.cell], time), grid(), Clock.DAY)
    rhythm = rhythm_of(known)
    assert rhythm.season[6] == pytest.approx(1.5 / 1.125, rel=0.07)
    assert (rhythm.factors(np.arange(5)) == 1).all()
    assert rhythm.words(known.end)[0].endswith("times the mean month, which the recent rate follows.")
