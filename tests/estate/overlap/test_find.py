"""Duplicates from end to end, as an analyst meets them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from daybook.estate.overlap import Described, Judged, Trail, Verdict, find_duplicates

DOGS = Described(
    "S1",
    "Stray dog register",
    description="Keeps a record of lost dogs.",
    capabilities={"3.2.3": 100},
    records=frozenset({"animal", "person"}),
    fields=frozenset({"breed", "chip number", "DOB", "kennel"}),
    user_groups=frozenset({"property office"}),
    yearly_pence=100_000,
)
KENNEL = replace(
    DOGS,
    number="S2",
    name="Kennel log",
    description="A record of stray dogs and kennels.",
    fields=frozenset({"breed", "chip number", "date of birth", "kennel", "status"}),
)
DUTIES = Described(
    "S3",
    "Duty roster",
    description="Plans shifts of officers.",
    capabilities={"7.2.1": 100},
    records=frozenset({"staff"}),
    fields=frozenset({"slot", "starts"}),
    user_groups=frozenset({"duties"}),
)
WORK = {"courses": "7.3.1", "fuel": "8.2.2", "rooms": "8.2.1", "courts": "4.3.1", "repairs": "8.2.4"}
OTHERS = [
    replace(
        DUTIES,
        number=f"S{number}",
        name=f"{what} planner",
        description=f"Plans {what}.",
        capabilities={code: 100},
        user_groups=frozenset({what}),
    )
    for number, (what, code) in enumerate(WORK.items(), 10)
]
ESTATE = [DOGS, KENNEL, DUTIES, *OTHERS]


def test_two_systems_of_one_work_are_a_cluster_with_a_survivor_and_a_saving():
    found = find_duplicates(ESTATE)
    assert [cluster.members for cluster in found.clusters] == [("S1", "S2")]
    assert found.clusters[0].proposal.saving_pence == 100_000


def test_each_signal_says_what_it_is_worth_and_they_add_up():
    pair = find_duplicates(ESTATE, labels={"3.2.3": "Exhibits and property"}).pairs[0]
    assert (pair.first, pair.second) == ("S1", "S2")
    assert sum(step.bits for step in pair.evidence) == pytest.approx(pair.bits)
    words = {step.signal: step.words for step in pair.evidence}
    assert words["capabilities"] == "Both support Exhibits and property: 100% of all they do."
    assert words["fields"].startswith("Both hold DOB, breed, chip number and kennel")
    assert words["interfaces"].startswith("Not known")


def test_a_trail_of_typing_twice_is_told_with_its_number():
    trail = Trail({"S1": 40, "S2": 30}, {("S1", "S2"): 24})
    pair = find_duplicates(ESTATE, trail).pairs[0]
    words = next(step.words for step in pair.evidence if step.signal == "co_use")
    assert words == (
        "Somebody opened the same record in both within 10 minutes 24 times: 80% of the less used one's records."
    )


def test_a_verdict_stands_in_every_later_run():
    apart = [Judged("S2", "S1", Verdict.DIFFERENT)]
    assert find_duplicates(ESTATE, judged=apart).clusters == ()
    together = [Judged("S1", "S3", Verdict.DUPLICATE)]
    found = find_duplicates(ESTATE, judged=together)
    assert any({"S1", "S3"} <= set(cluster.members) for cluster in found.clusters)
    assert {("S1", "S3")} <= {(pair.first, pair.second) for pair in found.pairs}


def test_not_sure_changes_nothing_but_is_shown():
    found = find_duplicates(ESTATE, judged=[Judged("S1", "S3", Verdict.UNSURE)])
    assert [cluster.members for cluster in found.clusters] == [("S1", "S2")]
    assert ("S1", "S3") in {(pair.first, pair.second) for pair in found.pairs}


@pytest.mark.parametrize("systems", [[], [DOGS], [Described("S1", ""), Described("S2", "")]])
def test_an_estate_of_which_little_is_known_has_no_duplicates(systems):
    assert find_duplicates(systems).clusters == ()


def test_two_systems_of_one_number_are_refused():
    with pytest.raises(ValueError, match="same number"):
        find_duplicates([DOGS, DOGS])
