"""Charge, release and children: CHG-1, REL-1, CHILD-1."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.custody.clocks.detentions import arrested, at, due, entry, review

from daybook.custody.clocks import Detained, clocks

CHARGED = entry("charged", at("15:00"), offences=["TH68001"])


@pytest.mark.parametrize(
    ("charged", "sits"),
    [
        (datetime(2026, 2, 3, 9, 59, tzinfo=UTC), datetime(2026, 2, 3, 10, 0, tzinfo=UTC)),
        (datetime(2026, 2, 3, 10, 0, tzinfo=UTC), datetime(2026, 2, 4, 10, 0, tzinfo=UTC)),
        (datetime(2026, 2, 7, 12, 0, tzinfo=UTC), datetime(2026, 2, 9, 10, 0, tzinfo=UTC)),
        (datetime(2026, 4, 2, 12, 0, tzinfo=UTC), datetime(2026, 4, 4, 9, 0, tzinfo=UTC)),
        (datetime(2025, 12, 24, 12, 0, tzinfo=UTC), datetime(2025, 12, 26, 10, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 8, 59, tzinfo=UTC), datetime(2026, 7, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_CHG_1_court_at_the_first_sitting_after_charge(charged: datetime, sits: datetime) -> None:
    held = arrested(charged - timedelta(hours=5))
    court = due("court", [*held, entry("charged", charged, offences=["TH68001"])])
    assert (court.rule, court.at, court.who) == ("CHG-1", sits, "custody officer")
    assert (court.state(sits), court.state(sits + timedelta(minutes=1))) == ("due", "overdue")


def test_CHG_1_a_person_who_left_is_not_taken_to_court_from_here() -> None:
    assert clocks([*arrested(), CHARGED, entry("released", at("16:00"))]).due("court") is None


def test_REL_1_a_review_that_ends_detention_makes_release_due_at_that_minute() -> None:
    release = due("release", [*arrested(), review(at("15:00"), outcome="release")])
    assert (release.rule, release.at, release.who) == ("REL-1", at("15:00"), "custody officer")
    assert (release.state(at("15:00")), release.state(at("15:01"))) == ("due", "overdue")


def test_REL_1_so_does_a_refusal_of_detention_until_the_person_is_released() -> None:
    refused = [arrested()[0], entry("refused", at("10:50"), grounds="none")]
    assert due("release", refused).at == at("10:50")
    assert clocks([*refused, entry("released", at("11:00"))]).due("release") is None
    assert clocks(arrested()).due("release") is None


@pytest.mark.parametrize(
    ("born", "child"),
    [
        (date(2008, 2, 1), False),
        (date(2008, 2, 2), True),
        (None, False),
    ],
)
def test_CHILD_1_a_charged_child_goes_to_the_local_authority(born: date | None, child: bool) -> None:
    found = clocks([*arrested(), CHARGED], Detained(born=born)).due("local-authority")
    assert (found is not None) is child
    if found:
        assert (found.rule, found.earliest, found.at) == ("CHILD-1", at("15:00"), at("10:00", day=2))


@pytest.mark.parametrize(
    ("charged", "child"),
    [
        (datetime(2026, 7, 31, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 7, 31, 23, 0, tzinfo=UTC), False),
    ],
)
def test_CHILD_1_the_birthday_begins_at_midnight_in_london(charged: datetime, child: bool) -> None:
    held = [*arrested(charged - timedelta(hours=3)), entry("charged", charged, offences=["TH68001"])]
    assert (clocks(held, Detained(date(2008, 8, 1))).due("local-authority") is not None) is child


def test_CHILD_1_one_born_on_29_february_is_18_on_1_march() -> None:
    for day, child in [(28, True), (29, False)]:
        charged = at("12:00", day=day)
        held = [*arrested(charged - timedelta(hours=3)), entry("charged", charged, offences=["TH68001"])]
        assert (clocks(held, Detained(date(2008, 2, 29))).due("local-authority") is not None) is child


def test_CHILD_1_who_looks_like_a_child_counts_as_one_until_a_birth_date_shows_otherwise() -> None:
    held = [*arrested(), CHARGED]
    assert due("local-authority", held, Detained(appears_child=True)).rule == "CHILD-1"
    assert clocks(held, Detained(date(1990, 1, 1), appears_child=True)).due("local-authority") is None


def test_CHILD_1_an_uncharged_child_has_no_such_duty() -> None:
    assert clocks(arrested(), Detained(date(2012, 2, 1))).due("local-authority") is None
