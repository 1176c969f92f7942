"""Wishes that cannot hold together: which, and the least that must give."""

from __future__ import annotations

from tests.estate.roadmap.small import searched

from daybook.estate.roadmap import Estate, Feed, Rules, System, Wishes, circles

PLAIN = Rules(horizon=5, discount_rate=0.0, optimism_bias=0.0)
THOUSAND = 1_000_00


def conflict_of(estate: Estate, wishes: Wishes) -> dict[str, list]:
    return next(line for line in searched(estate, wishes) if line["kind"] == "conflict")


def test_what_must_go_feeds_what_must_stay() -> None:
    systems = tuple(
        System(id, 10 * THOUSAND, THOUSAND, name=id.title()) for id in ("index", "middle", "custody")
    )
    estate = Estate(systems, feeds=(Feed("index", "middle"), Feed("middle", "custody")))
    told = conflict_of(
        estate, Wishes((10 * THOUSAND,) * 4, go_by={"index": 2}, stay=frozenset({"custody"}), rules=PLAIN)
    )
    assert told["together"] == ["Index must go by 2014 Q2.", "Custody may not be touched."]
    assert told["chains"] == ["Index is needed by Middle, which is needed by Custody, which stays."]
    assert sorted(told["ways"]) == [["Let Custody go."], ["Let Index stay."]]


def test_a_budget_that_allows_nothing_and_a_saving_that_is_wanted() -> None:
    estate = Estate((System("a", 40 * THOUSAND, 12 * THOUSAND),))
    told = conflict_of(estate, Wishes((0, 0), savings={1: 30 * THOUSAND}, rules=PLAIN))
    assert told["together"] == ["The budget is £0 in 2 quarters.", "Year 2 must save £30,000."]
    assert ["Raise the budget by £12,000: £12,000 in 2013 Q4."] in told["ways"] or [
        "Raise the budget by £12,000: £12,000 in 2014 Q1."
    ] in told["ways"]
    assert ["Ask £30,000 less saving of year 2."] in told["ways"]


def test_a_saving_beyond_reach_is_told_by_how_much() -> None:
    estate = Estate((System("a", 40 * THOUSAND, THOUSAND), System("b", 100 * THOUSAND, candidate=False)))
    told = conflict_of(estate, Wishes((THOUSAND,) * 4, savings={1: 90 * THOUSAND}, rules=PLAIN))
    assert told["together"] == ["Year 2 must save £90,000."]
    assert told["ways"] == [["Ask £50,000 less saving of year 2."]]


def test_too_few_teams_for_two_dates() -> None:
    estate = Estate(tuple(System(id, 10 * THOUSAND, THOUSAND) for id in ("a", "b")))
    told = conflict_of(
        estate, Wishes((10 * THOUSAND,) * 2, {"migration": 1}, go_by={"a": 0, "b": 0}, rules=PLAIN)
    )
    assert ["Have 1 more teams of migration."] in told["ways"]
    assert ["Let b go in 2014 Q1."] in told["ways"]


def test_a_circle_of_feeds_is_named() -> None:
    systems = tuple(System(id, THOUSAND) for id in ("a", "b", "c", "d"))
    feeds = Feed("a", "b"), Feed("b", "c"), Feed("c", "a"), Feed("c", "d"), Feed("d", "c", 5)
    assert circles(Estate(systems, feeds=feeds)) == [["a", "b", "c"]]
