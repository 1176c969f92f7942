"""The legacy risk framework: golden cases worked by hand, against the formula and against what it is mistaken for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.estate.facts import Facts, Judged, Support, Terms
from daybook.estate.risk import CRITERIA, IMPACT, LIKELIHOOD, Zone, risk_of, scores_of, zone_of

TODAY = date(2026, 4, 1)
SYSTEM = Facts(UUID(int=1), "S1", "Lantern")


def scored(likely, harmful):
    codes = [one.code for one in (*LIKELIHOOD, *IMPACT)]
    return risk_of(dict(zip(codes, [*likely, *harmful], strict=True)))


GOLDEN = [
    ([1] * 7, [1] * 6, "1", Zone.LOW, False),
    ([6] * 7, [5] * 6, "30", Zone.RED, True),
    ([3, 1, 1, 1, 1, 1, 1], [1] * 6, "15/7", Zone.LOW, True),
    ([2] * 7, [2] * 6, "4", Zone.MEDIUM, False),
    ([4, 4, 4, 4, 4, 4, 4], [2] * 6, "8", Zone.HIGH, True),
    ([4] * 7, [4] * 6, "16", Zone.RED, True),
    ([6, 1, 1, 1, 1, 1, 1], [5, 1, 1, 1, 1, 1], "90/7", Zone.HIGH, True),
    ([5, 4, 3, 2, 1, 6, 2], [3, 4, 2, 5, 1, 3], "130/7", Zone.RED, True),
]
"""Likelihoods, impacts, (mean + max)/2 of each multiplied, zone, legacy."""


@pytest.mark.parametrize(("likely", "harmful", "overall", "zone", "legacy"), GOLDEN)
def test_golden_cases(likely, harmful, overall, zone, legacy):
    risk = scored(likely, harmful)
    assert risk.overall == Fraction(overall)
    assert (risk.zone, risk.is_legacy, risk.missing) == (zone, legacy, ())


def test_the_formula_is_not_sum_times_sum():
    risk = scored([6, 1, 1, 1, 1, 1, 1], [5, 1, 1, 1, 1, 1])
    assert risk.overall != 12 * 10
    assert risk.overall == (Fraction(12, 7) + 6) / 2 * (Fraction(10, 6) + 5) / 2


@given(
    st.lists(st.integers(1, 6), min_size=7, max_size=7), st.lists(st.integers(1, 5), min_size=6, max_size=6)
)
def test_the_risk_lies_between_1_and_30_and_never_falls_when_a_score_rises(likely, harmful):
    risk = scored(likely, harmful)
    assert 1 <= risk.overall <= 30
    assert risk.is_legacy == (max(likely) >= 3)
    higher = scored([min(6, likely[0] + 1), *likely[1:]], harmful)
    assert higher.overall >= risk.overall


@pytest.mark.parametrize(
    ("overall", "zone"),
    [("3.99", "low"), ("4", "medium"), ("7.99", "medium"), ("8", "high"), ("15.99", "high"), ("16", "red")],
)
def test_zones_begin_where_the_framework_says(overall, zone):
    assert zone_of(Fraction(overall)) == zone


@pytest.mark.parametrize("scores", [{"L1": 0}, {"L1": 7}, {"C1": 6}, {"L8": 1}])
def test_a_score_that_the_framework_does_not_have_is_refused(scores):
    with pytest.raises(ValueError, match="The framework has no score"):
        risk_of(scores)


def test_while_criteria_are_missing_the_risk_says_which():
    risk = risk_of({"L1": 6, "C6": 2})
    assert risk.overall == 12
    assert len(risk.missing) == 11
    assert risk_of({"L1": 6}).overall is None


def score(code, **known):
    return scores_of(replace(SYSTEM, **known), TODAY)[code]


@pytest.mark.parametrize(
    ("ends", "support", "contract"),
    [
        ("2026-03-31", 6, 6),
        ("2026-06-01", 5, 5),
        ("2026-08-01", 5, 4),
        ("2027-01-01", 4, 3),
        ("2028-01-01", 3, 2),
        ("2029-01-01", 2, 1),
        ("2031-01-01", 1, 1),
    ],
)
def test_end_of_support_and_end_of_contract_are_scored_by_how_soon(ends, support, contract):
    day = date.fromisoformat(ends)
    later = Support("Database", date(2035, 1, 1))
    assert score("L1", supports=(later, Support("Operating system Birch 3", day))).score == support
    assert score("L2", contracts=(Terms("C1", day),)).score == contract
    assert score("L2", contracts=(Terms("C1", day, replaced=True),)).score == 1


def test_the_evidence_names_the_part_and_the_day():
    found = score("L1", supports=(Support("Operating system Birch 3", date(2015, 7, 14)),))
    assert found.evidence == "Operating system Birch 3: support by its maker ended on 14 July 2015."


@pytest.mark.parametrize(
    ("count", "worst", "expected"),
    [(None, None, None), (0, None, 1), (2, "3.1", 2), (2, "5.0", 3), (1, "7.5", 4), (9, "9.8", 5)],
)
def test_weaknesses(count, worst, expected):
    known = {"open_vulnerabilities": count, "worst_vulnerability": worst and Decimal(worst)}
    assert score("L6", **known).score == expected
    if expected == 5:
        assert score("L6", **known, supports=(Support("Database", date(2015, 1, 1)),)).score == 6


@pytest.mark.parametrize(
    ("failures", "hours", "expected"), [(None, None, None), (0, 0, 1), (4, 0, 3), (1, 150, 4), (30, 0, 6)]
)
def test_failures(failures, hours, expected):
    assert score("L7", failures_year=failures, outage_hours_year=hours).score == expected


@pytest.mark.parametrize(("feeds", "expected"), [(0, 1), (1, 2), (5, 3), (6, 4), (11, 5)])
def test_systems_held_up(feeds, expected):
    assert score("C6", feeds=feeds).score == expected


def test_a_persons_score_stands_before_the_computed_one_which_is_still_told():
    found = score(
        "C6", feeds=11, judged={"C6": Judged(2, "All of them are being renewed.", "minutes of 3 March")}
    )
    assert (found.score, found.computed, found.basis) == (2, 5, "judged")
    assert found.evidence == "All of them are being renewed. Evidence: minutes of 3 March."


def test_every_criterion_is_there_whether_scored_or_not():
    assert scores_of(SYSTEM, TODAY).keys() == CRITERIA.keys()
    assert score("L3").basis == "not scored"
