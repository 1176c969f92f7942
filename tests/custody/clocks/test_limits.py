"""Who may do what at which moment, and what is said instead: the rule's id and the remedy."""

from datetime import datetime, timedelta

import pytest
from tests.custody.clocks.detentions import (
    MINUTE,
    arrested,
    at,
    entry,
    extension,
    hospital,
    review,
    warrant,
)

from daybook.custody.clocks import Happening, clocks
from daybook.custody.clocks.calendar import span
from daybook.custody.clocks.limits import Breach, breaches

REVIEWED = [*arrested(), review(at("16:20")), review(at("1:00", day=2))]
EVENING = at("22:30", day=2)
REMEDIES = ("Ask", "Charge", "Choose", "Enter", "Extend", "Make", "Record", "Release", "Say")


def asked(held: list[Happening], new: Happening) -> list[Breach]:
    return list(breaches(clocks(held), new))


def rules(held: list[Happening], new: Happening) -> list[str]:
    return [breach.rule for breach in asked(held, new)]


def test_DET_2_an_extension_comes_before_the_minute_of_24_hours() -> None:
    limit = at("10:30", day=2)
    assert rules(REVIEWED, extension(limit - MINUTE, EVENING)) == []
    assert rules(REVIEWED, extension(limit + MINUTE, EVENING)) == ["DET-2"]
    late = asked(REVIEWED, extension(limit, EVENING))
    assert [(breach.rule, breach.field, breach.soft) for breach in late] == [("DET-2", "happened_at", False)]
    assert late[0].sentence == (
        "An extension had to be given before 10:30 on 2 February; this is 10:30 on 2 February. "
        "Charge or release the person now."
    )


def test_DET_2_no_extension_before_the_second_review() -> None:
    second = at("1:00", day=2)
    assert rules(REVIEWED, extension(second - MINUTE, EVENING)) == ["DET-2"]
    assert rules(REVIEWED, extension(second, EVENING)) == []
    assert rules(arrested(), extension(second, EVENING)) == ["DET-2"]


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"rank": "chief-inspector"}, "rank"),
        ({"indictable": False}, "indictable"),
        ({"necessary": False}, "necessary"),
        ({"diligent": False}, "diligent"),
        ({"representations": False}, "representations"),
        ({"until": None}, "until"),
        ({"until": (EVENING + MINUTE).isoformat()}, "until"),
        ({"until": at("8:59", day=2).isoformat()}, "until"),
    ],
)
def test_DET_2_each_condition_is_named(lacking: dict[str, object], field: str) -> None:
    found = asked(REVIEWED, extension(at("9:00", day=2), EVENING, **lacking))
    assert [(breach.rule, breach.field) for breach in found] == [("DET-2", field)]


def test_DET_2_hospital_moves_the_last_minute_for_an_extension() -> None:
    away = hospital(("left", at("2:00", day=2)), ("returned", at("4:00", day=2)))
    limit = at("12:30", day=2)
    assert rules([*REVIEWED, *away], extension(limit - MINUTE, EVENING)) == []
    assert rules([*REVIEWED, *away], extension(limit, EVENING)) == ["DET-2"]


@pytest.mark.parametrize(("hours", "broken"), [(0, ["DET-3"]), (36, []), (37, ["DET-3"]), (None, ["DET-3"])])
def test_DET_3_a_warrant_is_for_36_hours_at_most(hours: int, broken: list[str]) -> None:
    assert rules(REVIEWED, entry("warrant", at("9:00", day=2), hours=hours)) == broken


def test_DET_3_a_warrant_after_the_limit_is_asked_about() -> None:
    limit = at("10:30", day=2)
    assert rules(REVIEWED, warrant(limit)) == []
    late = asked(REVIEWED, warrant(limit + MINUTE))
    assert [(breach.rule, breach.soft) for breach in late] == [("DET-3", True)]


def test_DET_4_a_warrant_beyond_96_hours_is_said_to_end_there() -> None:
    held = [*REVIEWED, warrant(at("9:00", day=2)), warrant(at("20:00", day=3), 36)]
    cap = at("10:30", day=5)
    assert rules(held, warrant(cap - timedelta(hours=27), 27)) == []
    beyond = asked(held, warrant(cap - timedelta(hours=27) + MINUTE, 27))
    assert [(breach.rule, breach.soft) for breach in beyond] == [("DET-4", True)]


@pytest.mark.parametrize(
    ("rank", "broken"), [("sergeant", ["REV-1"]), ("inspector", []), ("superintendent", [])]
)
def test_REV_1_a_review_by_the_wrong_rank_is_refused(rank: str, broken: list[str]) -> None:
    assert rules(arrested(), review(at("16:00"), rank=rank)) == broken


def test_REV_1_after_charge_the_custody_officer_reviews() -> None:
    charged = [*arrested(), entry("charged", at("15:00"), offences=["TH68001"])]
    assert rules(charged, review(at("14:59"), rank="sergeant")) == ["REV-1"]
    assert rules(charged, review(at("15:00"), rank="sergeant")) == []
    assert rules(charged, review(at("15:00"), rank="constable")) == ["REV-1"]


def test_REV_1_nothing_is_reviewed_before_it_is_authorised() -> None:
    assert rules(arrested(), review(at("10:49"))) == ["REV-1"]
    assert rules(arrested(), review(at("10:50"))) == []
    assert rules(arrested()[:1], review(at("12:00"))) == ["REV-1"]


def test_REV_2_a_late_review_is_asked_for_its_reason_unless_it_was_postponed() -> None:
    postponed = entry("review-postponed", at("16:40"), reason="being questioned")
    assert rules(arrested(), review(at("16:50"))) == []
    late = asked(arrested(), review(at("16:51")))
    assert [(breach.rule, breach.soft) for breach in late] == [("REV-2", True)]
    assert rules([*arrested(), postponed], review(at("16:51"))) == []


@pytest.mark.parametrize(("offences", "broken"), [([], ["CHG-1"]), (None, ["CHG-1"]), (["TH68001"], [])])
def test_CHG_1_a_charge_needs_an_offence(offences: list[str], broken: list[str]) -> None:
    assert rules(arrested(), entry("charged", at("15:00"), offences=offences)) == broken


def test_CARE_8_a_release_asks_for_the_assessment_before_it() -> None:
    for assessed, broken in [("14:59", []), ("15:00", []), ("15:01", ["CARE-8"])]:
        held = [*arrested(), entry("risk", at(assessed), occasion="release")]
        assert rules(held, entry("released", at("15:00"))) == broken
    arrival = [*arrested(), entry("risk", at("10:40"), occasion="arrival")]
    assert [breach.soft for breach in asked(arrival, entry("released", at("15:00")))] == [True]


def bail(until: datetime, rank: str = "sergeant") -> Happening:
    return entry("bail", at("18:00"), until=until.isoformat(), rank=rank)


LATEST = at("23:00", day=90)
"""Midnight in London, on summer time by then, after 1 May."""


def test_BAIL_1_the_first_bail_is_for_three_months_at_most() -> None:
    assert rules(arrested(), bail(LATEST)) == []
    late = asked(arrested(), bail(LATEST + MINUTE))
    assert [(breach.rule, breach.field) for breach in late] == [("BAIL-1", "until")]
    assert "00:00 on 2 May 2026" in late[0].sentence
    assert rules(arrested(), bail(at("18:00"))) == ["BAIL-1"]


def test_BAIL_1_a_custody_officer_grants_it() -> None:
    until = at("9:00", day=30)
    assert rules(arrested(), bail(until, "constable")) == ["BAIL-1"]
    assert rules(arrested(), bail(until, "custody-officer")) == []


def longer(moment: datetime, rank: str) -> Happening:
    return entry("bail-extended", moment, until=at("9:00", day=150).isoformat(), rank=rank)


def test_BAIL_2_bail_is_extended_by_an_inspector_while_it_lasts() -> None:
    ends = at("9:00", day=30)
    held = [*arrested(), bail(ends)]
    assert rules(held, longer(ends, "inspector")) == []
    assert rules(held, longer(ends + MINUTE, "inspector")) == ["BAIL-2"]
    assert rules(held, longer(ends, "sergeant")) == ["BAIL-2"]
    assert rules(arrested(), longer(ends, "inspector")) == ["BAIL-2"]


@pytest.mark.parametrize(
    ("rank", "rule"), [("inspector", "BAIL-2"), ("superintendent", "BAIL-3"), ("court", "BAIL-4")]
)
def test_BAIL_2_to_4_each_rank_has_its_end(rank: str, rule: str) -> None:
    until = at("9:00", day=700).isoformat()
    held = [*arrested(), bail(at("9:00", day=30))]
    found = asked(held, entry("bail-extended", at("9:00", day=20), until=until, rank=rank))
    assert [(breach.rule, breach.field) for breach in found] == [(rule, "until")]


def stage(moment: datetime, name: str) -> Happening:
    return entry("interview", moment, stage=name)


def test_CARE_5_nobody_is_interviewed_in_their_rest() -> None:
    resting = [*arrested(), entry("rest", at("22:00"), stage="started")]
    assert rules(resting, stage(at("21:59"), "started")) == []
    assert rules(resting, stage(at("5:59", day=2), "started")) == ["CARE-5"]
    assert rules(resting, stage(at("6:00", day=2), "started")) == []
    assert rules(resting, stage(at("5:59", day=2), "ended")) == []


def test_CARE_6_a_break_that_is_cut_short_needs_a_reason() -> None:
    held = [*arrested(), stage(at("12:00"), "started"), stage(at("13:00"), "break-started")]
    assert rules(held, stage(at("13:14"), "break-ended")) == ["CARE-6"]
    assert rules(held, stage(at("13:15"), "break-ended")) == []
    eaten = [*held, entry("meal", at("13:05"), meal="light")]
    assert rules(eaten, stage(at("13:44"), "break-ended")) == ["CARE-6"]
    assert rules(eaten, stage(at("13:45"), "break-ended")) == []


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(59, "59 min"), (-60, "1 h 00 min"), (96 * 60 + 59, "96 h 59 min"), (97 * 60, "4 days 1 h")],
)
def test_a_span_is_told_in_hours_as_long_as_anybody_is_detained_and_then_in_days(
    minutes: int, words: str
) -> None:
    assert span(minutes * MINUTE) == words


def test_every_sentence_says_what_to_do() -> None:
    wrong = [
        entry("review", at("9:00", day=2), reviewer_rank="constable"),
        entry("extension", at("9:00", day=3)),
        entry("warrant", at("9:00", day=3)),
        entry("charged", at("9:00")),
        entry("released", at("9:00", day=1001)),
        entry("bail", at("9:00"), rank="constable"),
        entry("bail-extended", at("9:00"), rank="constable"),
    ]
    for new in wrong:
        for breach in asked(REVIEWED, new):
            assert any(word in breach.sentence for word in REMEDIES), breach
