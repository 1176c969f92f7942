"""The review clock of PACE s.40."""

import pytest
from tests.custody.clocks.detentions import MINUTE, arrested, at, due, entry, hospital, review

from daybook.custody.clocks import clocks


def test_REV_1_the_first_review_is_due_six_hours_after_authorisation() -> None:
    first = due("review", arrested())
    assert (first.rule, first.at, first.note) == ("REV-1", at("16:50"), "Review 1")
    assert (first.state(at("16:50")), first.state(at("16:51"))) == ("due", "overdue")
    assert first.who.startswith("inspector")


@pytest.mark.parametrize(("done", "next_due"), [("16:49", "25:49"), ("16:50", "25:50"), ("16:51", "25:50")])
def test_REV_1_the_next_is_due_nine_hours_after_and_being_late_gains_nothing(
    done: str, next_due: str
) -> None:
    assert due("review", [*arrested(), review(at(done))]).at == at(next_due)


def test_REV_1_once_charged_the_custody_officer_reviews() -> None:
    charged = entry("charged", at("12:00"), offences=["TH68001"])
    assert due("review", [*arrested(), charged]).who == "custody officer"
    for reviewed, counts in [("11:59", False), ("12:00", True)]:
        found = clocks([*arrested(), charged, review(at(reviewed), rank="sergeant")])
        assert len(found.reviews) == 1 + counts


@pytest.mark.parametrize("rank", ["constable", "sergeant", "custody-officer", "detention-officer", "", None])
def test_REV_1_a_review_by_the_wrong_rank_is_none(rank: str) -> None:
    assert due("review", [*arrested(), review(at("15:00"), rank=rank)]).at == at("16:50")


@pytest.mark.parametrize("rank", ["inspector", "chief-inspector", "superintendent", "chief-superintendent"])
def test_REV_1_inspectors_and_above_review(rank: str) -> None:
    assert due("review", [*arrested(), review(at("15:00"), rank=rank)]).at == at("24:00")


def test_REV_1_no_review_before_authorisation() -> None:
    held = arrested()
    assert clocks(held[:1]).due("review") is None
    for done, counted in [("10:49", 0), ("10:50", 1)]:
        assert len(clocks([*held, review(at(done))]).reviews) == 1 + counted


def test_REV_2_a_postponed_review_stays_due_and_the_next_counts_from_its_limit() -> None:
    postponed = entry("review-postponed", at("16:40"), reason="being questioned")
    waiting = due("review", [*arrested(), postponed])
    assert (waiting.rule, waiting.at) == ("REV-2", at("16:50"))
    assert waiting.state(at("16:51")) == "overdue"
    for done, next_due in [("16:49", "25:49"), ("16:50", "25:50"), ("17:30", "25:50")]:
        later = due("review", [*arrested(), postponed, review(at(done))])
        assert (later.rule, later.at) == ("REV-1", at(next_due))


def test_REV_2_the_record_shows_which_review_was_late_and_which_was_postponed() -> None:
    postponed = entry("review-postponed", at("16:40"), reason="no inspector")
    found = clocks([*arrested(), postponed, review(at("17:30")), review(at("25:51"))])
    assert [(r.number, r.late, r.postponed) for r in found.reviews] == [
        (1, True, True),
        (2, True, False),
        (3, False, False),
    ]


def test_reviews_wait_while_in_hospital() -> None:
    away = hospital(("left", at("16:49")), ("returned", at("18:49")))
    assert due("review", [*arrested(), *away]).at == at("18:50")
    back_late = hospital(("left", at("16:50") + MINUTE), ("returned", at("18:49")))
    assert due("review", [*arrested(), *back_late]).at == at("16:50")
