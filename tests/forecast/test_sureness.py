"""A hit rate of nothing, or of next to nothing, is not told as if it were sure."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from daybook.forecast.engine.evaluation.bootstrap import rates, weights
from daybook.forecast.report import measured, write_scorecard
from daybook.forecast.score_tables import exported, figures, sheets
from daybook.forecast.sureness import exact
from daybook.forecast.verdict import advised, few_told, offers_counting, verdict

SHARES = (0.01, 0.02, 0.05, 0.10)


def card(events=200, cells=1000, rate=0.25, error=0.03, ahead=0.05, ahead_error=0.01, forecasts=8):
    """Of a count and a mixture that held as much at each share of the area."""

    def share(at, by):
        low, high = max(rate - 2 * error, 0), min(rate + 2 * error, 1)
        told = {"share": at, "hit_rate": rate, "error": error, "low": low, "high": high, "pai": rate / at}
        told |= {"pei": rate, "pei_error": error, "pei_low": low, "pei_high": high}
        told |= {"ahead": by, "ahead_error": ahead_error if by else 0.0}
        return told | {"ahead_low": by - 2 * ahead_error, "ahead_high": by + 2 * ahead_error}

    models = [
        {"name": name, "shares": [share(at, by) for at in SHARES]}
        for name, by in (("Plain count", 0.0), ("Mixture", ahead))
    ]
    kept = {"better": ahead > 2 * ahead_error, "events": events, "forecasts": forecasts, "cells": cells}
    return kept | {"models": models, "calibration": {"Mixture": [[100, 2.0, 1, 0.5, 2.0]]}}


def cells_of(card, intervals=True):
    return [" ".join(cell.split()) for sheet in sheets(card, intervals) for row in sheet.rows for cell in row]


def test_where_no_cell_is_flagged_there_is_no_figure():
    small = card(cells=40, rate=0.0, error=0.0)
    for intervals in (True, False):
        rates, areas = sheets(small, intervals)
        assert all(row[1] == "-" and row[2] == "-" for row in (*rates.rows, *areas.rows))
        assert all(row[3] != "-" for row in rates.rows)
    said = measured(small)["tested"]
    assert "“-” stands where that share of the area is less than one of the 40 cells" in said
    first = next(iter(figures(small)))
    assert (first[1], *first[5:]) == (0.01, *[None] * 16)


def test_an_area_of_which_5_per_cent_is_no_cell_is_not_measured():
    tiny = card(cells=19, rate=0.0, error=0.0)
    said = verdict(tiny)
    assert said.startswith("Not measured. 5% of the 19 cells is not one whole cell")
    assert "0.0%" not in said
    assert not offers_counting(tiny, False)


@pytest.mark.parametrize("intervals", [True, False])
@pytest.mark.parametrize(("events", "rate"), [(2, 1.0), (4, 0.0), (8, 0.5), (300, 0.0), (300, 1.0)])
def test_no_error_of_nought_is_told_where_it_cannot_be_known(events, rate, intervals):
    told = cells_of(card(events, rate=rate, error=0.0, ahead=0.125, ahead_error=0.0), intervals)
    assert not [one for one in told if "±" in one]
    low, high = (100 * one for one in exact(rate, events))
    assert f"{rate:.1%} ({low:.1f} to {high:.1f})" in told
    assert "+12.5 (too few to tell its error)" in told


def test_methods_that_held_as_many_in_every_draw_are_said_to_have_done_so():
    even = card(300, ahead=0.0, ahead_error=0.0)
    assert "+0.0 (as many in every draw)" in cells_of(even)
    assert "+0.0 points against the plain count (as many in every draw)." in verdict(even)


def test_of_fewer_than_five_forecasts_methods_that_held_as_many_are_too_few_to_tell():
    short = card(300, ahead=0.0, ahead_error=0.0, forecasts=2)
    assert "+0.0 (too few to tell its error)" in cells_of(short)
    assert "+0.0 points against the plain count (of which no error can be told)." in verdict(short)
    five = exported(short)["models"][1]["shares"][2]
    assert (five["ahead"], five["ahead_error"]) == (0.0, None)


def test_an_error_that_draws_tell_is_told_as_before():
    assert "25.0% ± 3.0 (19.0 to 31.0)" in cells_of(card())
    assert "25.0% ± 3.0" in cells_of(card(), intervals=False)
    assert "Clopper" not in measured(card())["tested"]
    assert "“-”" not in measured(card())["tested"]


def test_the_verdict_of_few_events_claims_nothing_and_gives_the_exact_interval():
    two = card(2, rate=1.0, error=0.0, ahead=0.5, ahead_error=0.0)
    said = advised(two)
    assert said.startswith("Too few events to tell whether this is better than counting.")
    assert "held 100.0% (exact interval 15.8 to 100.0) in 5% of the area" in said
    assert "standard error 0.0" not in said
    assert few_told(two)
    assert "Clopper and Pearson" in measured(two)["tested"]


def test_the_csv_leaves_an_error_that_nobody_knows_empty_and_holds_the_exact_interval(tmp_path):
    write_scorecard(tmp_path / "card.csv", card(4, rate=0.0, error=0.0, ahead=0.0, ahead_error=0.0))
    line = (tmp_path / "card.csv").read_text("utf-8").splitlines()[1]
    assert re.match(r'"?Plain count"?,0\.01,4,8,1000,0\.0,,0\.0,0\.602365,0\.0,,0\.0,60\.2365,', line)


@given(st.integers(1, 500), st.data())
def test_the_exact_interval_is_that_of_the_binomial_test(events, data):
    held = data.draw(st.integers(0, events))
    low, high = exact(held / events, events)
    known = stats.binomtest(held, events).proportion_ci(method="exact")
    assert (low, high) == pytest.approx((known.low, known.high), abs=1e-5)


@pytest.mark.parametrize("forecasts", [2, 3, 4])
@pytest.mark.parametrize("ahead", [-0.05, 0.05])
def test_two_months_tell_no_error_and_no_model_is_better_by_them(forecasts, ahead):
    short = card(13_499, ahead=ahead, forecasts=forecasts)
    said = advised(short)
    assert said.startswith("Too few forecasts were tested to tell whether this is better than counting.")
    assert "held 25.0% (exact interval 24.3 to 25.7)" in said
    assert "standard error" not in said
    assert not [one for one in cells_of(short) if "±" in one]
    assert few_told(short)
    assert not few_told(card(13_499, forecasts=5))


def test_what_other_programs_read_holds_no_error_that_nobody_knows():
    short = exported(card(300, cells=40, forecasts=4))
    one, five = (short["models"][1]["shares"][at] for at in (0, 2))
    assert short["better"] is None
    assert (one["share"], {one[name] for name in one if name != "share"}) == (0.01, {None})
    assert (five["hit_rate"], five["error"], five["ahead"], five["ahead_error"]) == (0.25, None, 0.05, None)
    assert (five["low"], five["high"]) == exact(0.25, 300)
    assert exported(card()) == card()
    assert exported({}) == {}


@pytest.mark.parametrize(("forecasts", "least", "most"), [(2, 0.5, 0.65), (4, 0.7, 0.85), (12, 0.75, 0.95)])
def test_errors_by_draws_of_few_forecasts_are_as_much_too_small_as_is_said(forecasts, least, most):
    """Differences of invented months that stand for themselves, of 200 events each."""
    drawn = weights(forecasts, 3)
    months = np.random.default_rng(1).normal(0.0, 6.0, (400, forecasts))
    errors = rates(months, np.full(forecasts, 200.0), drawn).std(axis=1)
    assert least < errors.mean() / (6.0 / 200 / forecasts**0.5) < most
