"""Obsolete, duplicate, unused, orphan: each by its rule, with its evidence; and what a counting rule counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from daybook.estate.counting import FIRST, Rule
from daybook.estate.facts import Facts, Judged, Support
from daybook.estate.findings import Finding, findings_of
from daybook.estate.money import Year, by_month, in_year, year_of
from daybook.estate.risk import scores_of

TODAY = date(2026, 4, 1)
SYSTEM = Facts(UUID(int=1), "S1", "Lantern", counting_class="application", business_owner="Head of Crime")


def found(duplicate="", **known):
    facts = replace(SYSTEM, **known)
    return {one.finding: one.evidence for one in findings_of(facts, scores_of(facts, TODAY), duplicate)}


def test_a_system_of_which_nothing_is_wrong_has_no_finding():
    assert found(active_users_90=400, named_users=500) == {}


def test_obsolete_by_end_of_support_or_by_a_persons_score():
    old = found(supports=(Support("Operating system Birch 3", date(2015, 7, 14)),))
    assert (
        "L1) is 6: Operating system Birch 3: support by its maker ended on 14 July 2015."
        in old[Finding.OBSOLETE]
    )
    assert Finding.OBSOLETE in found(judged={"L4": Judged(4, "No mobile use.")})
    assert Finding.OBSOLETE not in found(judged={"L3": Judged(6, "One person knows it.")})


@pytest.mark.parametrize(
    ("active_90", "active_30", "named", "evidence"),
    [
        (0, None, 10, "Nobody was active in 90 days."),
        (4, None, None, "4 active in 90 days."),
        (9, 1, 500, "9 of 500 named users active in 90 days."),
        (None, 3, None, "3 active in 30 days."),
        (10, 0, 500, ""),
        (None, None, 500, ""),
    ],
)
def test_unused(active_90, active_30, named, evidence):
    told = found(active_users_90=active_90, active_users_30=active_30, named_users=named)
    assert told.get(Finding.UNUSED, "") == evidence


def test_orphan_duplicate_and_nothing_of_what_is_switched_off():
    assert found(business_owner="")[Finding.ORPHAN] == "Nobody is named as owner."
    assert Finding.ORPHAN not in found(business_owner="", technical_owner="A. Smith")
    assert found("As S2 Beacon.")[Finding.DUPLICATE] == "As S2 Beacon."
    assert found("As S2 Beacon.", business_owner="", state="off") == {}


def test_a_counting_rule_counts_by_class_state_users_and_cost_unless_decided_by_hand():
    rule = Rule(frozenset({"application"}), frozenset({"live"}), least_users=5, least_cost=100_000)
    counted = replace(SYSTEM, named_users=5, yearly=100_000)
    assert rule.counts(counted)
    for other in ({"counting_class": "spreadsheet"}, {"state": "off"}, {"named_users": 4}, {"yearly": None}):
        assert not rule.counts(replace(counted, **other))
        assert rule.counts(replace(counted, **other, counting="always"))
    assert not rule.counts(replace(counted, counting="never"))
    assert rule.words == (
        "Counted is every system of the class application, in the state live, "
        "with 5 or more named users, at £1,000 or more a year."
    )


def test_until_a_force_writes_a_rule_all_that_is_not_switched_off_counts():
    assert (
        FIRST.count([SYSTEM, replace(SYSTEM, counting_class="spreadsheet"), replace(SYSTEM, state="removed")])
        == 2
    )


def test_a_cost_is_spread_over_its_months_to_the_penny_and_a_year_gets_what_falls_into_it():
    first, last = date(2015, 1, 1), date(2016, 2, 1)
    spread = by_month(1_000, first, last)
    assert len(spread) == 14
    assert sum(spread.values()) == 1_000
    assert max(spread.values()) - min(spread.values()) <= 1
    years = [in_year(1_000, first, last, Year(starts)) for starts in (2013, 2014, 2015, 2016)]
    assert years[0] == years[3] == 0
    assert sum(years) == 1_000
    assert year_of(date(2016, 3, 31)).name == "2015-16"
