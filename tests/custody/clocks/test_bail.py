"""Pre-charge bail and release under investigation: rules BAIL-1 to BAIL-6."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.custody.clocks.detentions import arrested, at, due, entry

from daybook.custody.clocks import Detained, Due, Happening, clocks

LONDON = ZoneInfo("Europe/London")


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=LONDON).astimezone(UTC)


def bail(until: datetime, moment: datetime | None = None) -> Happening:
    granted = moment or at("18:00")
    return entry("bail", granted, until=until.isoformat(), rank="sergeant")


def longer(moment: datetime, until: datetime, rank: str, exceptional: bool = False) -> Happening:
    return entry("bail-extended", moment, until=until.isoformat(), rank=rank, exceptional=exceptional)


def ends(*entries: Happening, held: list[Happening] | None = None) -> tuple[str, datetime]:
    found = due("bail", [*(held or arrested()), *entries, entry("released", at("18:05"))])
    return found.rule, found.at


LATEST = midnight(2026, 5, 2)
"""Arrested on 1 February: the period begins on the 2nd, three months of it end with the 1st of May."""


def test_BAIL_1_a_custody_officer_sets_at_most_three_months() -> None:
    minute = timedelta(minutes=1)
    for until, end in [(LATEST - minute, LATEST - minute), (LATEST, LATEST), (LATEST + minute, LATEST)]:
        assert ends(bail(until)) == ("BAIL-1", end)


@pytest.mark.parametrize(
    ("arrested_on", "last_day_after"),
    [
        (datetime(2026, 2, 28, 23, 59, tzinfo=UTC), midnight(2026, 6, 1)),
        (datetime(2026, 3, 1, 0, 0, tzinfo=UTC), midnight(2026, 6, 2)),
        (datetime(2026, 11, 29, 12, tzinfo=UTC), midnight(2027, 3, 1)),
        (datetime(2026, 11, 30, 12, tzinfo=UTC), midnight(2027, 3, 1)),
        (datetime(2027, 11, 29, 12, tzinfo=UTC), midnight(2028, 3, 1)),
        (datetime(2026, 7, 31, 22, 59, tzinfo=UTC), midnight(2026, 11, 1)),
        (datetime(2026, 7, 31, 23, 0, tzinfo=UTC), midnight(2026, 11, 2)),
    ],
)
def test_BAIL_1_months_are_counted_from_the_day_after_the_arrest_in_london(
    arrested_on: datetime, last_day_after: datetime
) -> None:
    held = arrested(arrested_on + timedelta(minutes=30))
    until = arrested_on + timedelta(days=200)
    assert ends(bail(until, arrested_on + timedelta(hours=2)), held=held) == ("BAIL-1", last_day_after)


def test_BAIL_2_an_inspector_extends_to_six_months() -> None:
    late, six = at("9:00", day=60), midnight(2026, 8, 2)
    minute = timedelta(minutes=1)
    for until, end in [(six - minute, six - minute), (six, six), (six + minute, six)]:
        assert ends(bail(LATEST), longer(late, until, "inspector")) == ("BAIL-2", end)
    assert ends(bail(LATEST), longer(late, six, "sergeant")) == ("BAIL-1", LATEST)


def test_BAIL_2_bail_is_extended_only_while_it_lasts() -> None:
    six = midnight(2026, 8, 2)
    assert ends(bail(LATEST), longer(LATEST, six, "inspector")) == ("BAIL-2", six)
    assert ends(bail(LATEST), longer(LATEST + timedelta(minutes=1), six, "inspector")) == ("BAIL-1", LATEST)


def test_BAIL_3_a_superintendent_extends_to_nine_months() -> None:
    nine, minute = midnight(2026, 11, 2), timedelta(minutes=1)
    first = [bail(LATEST), longer(at("9:00", day=60), midnight(2026, 8, 2), "inspector")]
    for until, end in [(nine - minute, nine - minute), (nine, nine), (nine + minute, nine)]:
        assert ends(*first, longer(at("9:00", day=150), until, "superintendent")) == ("BAIL-3", end)


@pytest.mark.parametrize(
    ("rank", "exceptional", "end"),
    [
        ("court", False, midnight(2027, 2, 2)),
        ("court", True, midnight(2027, 8, 2)),
        ("superintendent", True, midnight(2027, 2, 2)),
    ],
)
def test_BAIL_4_beyond_nine_months(rank: str, exceptional: bool, end: datetime) -> None:
    minute = timedelta(minutes=1)
    for until in (end - minute, end, end + minute):
        found = ends(bail(LATEST), longer(at("9:00", day=60), until, rank, exceptional))
        assert found == ("BAIL-4", min(until, end))


def test_bail_is_over_when_the_person_is_back_or_the_matter_is_decided() -> None:
    held = [*arrested(), bail(LATEST), entry("released", at("18:05"))]
    assert clocks(held, Detained(returned_at=at("9:00", day=40))).due("bail") is None
    for kind in ("charged", "no-further-action", "out-of-court"):
        assert clocks([*held, entry(kind, at("9:00", day=40))]).due("bail") is None


def test_BAIL_6_arrest_for_breach_adds_three_hours_to_the_detention_clock_alone() -> None:
    found = clocks(arrested(basis="bail-breach"))
    assert found.limits is not None
    assert found.limits.day == at("13:30", day=2)
    assert due("review", arrested(basis="bail-breach")).at == at("16:50")
    limit = due("detention", arrested(basis="bail-breach"))
    assert (limit.state(at("13:30", day=2)), limit.state(at("13:31", day=2))) == ("due", "overdue")
    assert found.detained(at("12:00")) == timedelta(0)
    carried = clocks(arrested(basis="bail-breach", carried_minutes=600))
    assert carried.limits is not None
    assert carried.limits.day == at("3:30", day=2)


def reminded(now: datetime) -> Due:
    under = [*arrested(), entry("under-investigation", at("18:00")), entry("released", at("18:05"))]
    found = clocks(under).reminder(now)
    assert found is not None
    return found


def test_BAIL_6_release_under_investigation_reminds_after_28_days_and_then_monthly() -> None:
    first = at("18:00", day=29)
    assert reminded(at("18:05")).at == first
    assert (reminded(first).at, reminded(first).rule) == (first, "BAIL-6")
    second = reminded(first + timedelta(minutes=1)).at
    assert second == datetime(2026, 4, 1, 17, 0, tzinfo=UTC)
    assert reminded(second + timedelta(minutes=1)).at == datetime(2026, 5, 1, 17, 0, tzinfo=UTC)


def test_BAIL_6_the_force_sets_its_own_days() -> None:
    under = [*arrested(), entry("under-investigation", at("18:00"))]
    found = clocks(under).reminder(at("19:00"), first=timedelta(days=14))
    assert found is not None
    assert found.at == at("18:00", day=15)


def test_BAIL_6_no_reminder_once_the_matter_is_decided() -> None:
    under = [
        *arrested(),
        entry("under-investigation", at("18:00")),
        entry("no-further-action", at("9:00", day=10)),
    ]
    assert clocks(under).reminder(at("18:05")) is None
    assert clocks(arrested()).reminder(at("18:05")) is None
