"""A stay is counted by the published definitions, and holds nothing of whose it was."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from custody_made import arrest_of, authorised, opened, write
from daybook.custody.figures.stays import WRONG, Stay, hours_of_night, stays
from daybook.custody.models import CustodyRecord
from daybook.records.people import PersonData
from daybook.records.reports.values import LONDON

pytestmark = pytest.mark.django_db


def london(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (london(1, 22), london(2, 9), 8),
        (london(1, 22), london(2, 4), 4),
        (london(1, 22), london(2, 3, 59), 239 / 60),
        (london(2, 4), london(2, 8), 4),
        (london(2, 9), london(2, 23), 0),
        (london(2, 6), london(3, 3), 3),
    ],
)
def test_the_night_runs_from_midnight_to_eight(start: datetime, end: datetime, hours: float) -> None:
    assert hours_of_night(start, end) == pytest.approx(hours)


def test_the_night_of_the_clock_change_has_its_own_length() -> None:
    spring = datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC)
    autumn = datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert hours_of_night(*spring) == 7
    assert hours_of_night(*autumn) == 9


def the_stay() -> Stay:
    (stay,) = stays(CustodyRecord.objects.all(), timezone.now())
    return stay


def test_waiting_is_from_arrival_to_the_decision() -> None:
    held = opened(minutes=15)
    assert the_stay().waited is None
    authorised(held, happened_at=held.entries.get().happened_at + timedelta(minutes=25))
    assert the_stay().waited == 25


def test_a_corrected_entry_is_counted_as_corrected() -> None:
    from uuid import uuid4

    from custody_made import sergeant
    from daybook.custody.actions.correct_entry import correct_entry
    from daybook.custody.entries import kind_of

    held = opened()
    first = authorised(held)
    at = held.entries.get(kind="arrival").happened_at + timedelta(minutes=40)
    new = kind_of("authorised").model_validate({**first.details, "happened_at": at})
    correct_entry(
        sergeant(),
        first,
        new,
        reason="The time was wrong.",
        submission=uuid4(),
        reasons={"late-entry@happened_at": "Corrected later."},
    )
    assert the_stay().waited == 40


@pytest.mark.parametrize(("years", "child"), [(9, False), (10, True), (17, True), (18, False)])
def test_a_child_is_ten_to_seventeen_on_the_day_of_the_arrest(years: int, child: bool) -> None:
    day = timezone.localdate(timezone.now() - timedelta(hours=0.9))
    born = date(day.year - years, day.month, min(day.day, 28))
    opened(arrest_of(PersonData(family_name="Quill", given_names="Ada", date_of_birth=born), hours=0.9))
    assert the_stay().child is child


def test_an_age_that_nobody_gave_is_not_known() -> None:
    opened(arrest_of(PersonData(family_name="Quill", given_names="Ada")))
    assert the_stay().child is None


def test_the_month_is_that_of_the_arrest_and_the_offence_the_first() -> None:
    event = arrest_of(codes=("CD71039",))
    opened(event)
    stay = the_stay()
    assert stay.month == event.happened_from.astimezone(LONDON).date().replace(day=1)
    assert stay.offence == "Theft from a shop"


def test_who_left_was_held_for_so_many_hours() -> None:
    held = opened(minutes=30)
    authorised(held)
    assert the_stay().held is None
    why = {"CARE-8@happened_at": "Done on paper."}
    left = write(held, "released", disposal="no-further-action", reasons=why)
    stay = the_stay()
    arrived = held.entries.get(kind="arrival").happened_at
    assert stay.held == pytest.approx((left.happened_at - arrived).total_seconds() / 3600)
    assert stay.disposal == "no-further-action"


def test_nothing_of_a_stay_says_whose_it_was() -> None:
    assert {field.name for field in fields(Stay)}.isdisjoint(
        {"id", "record", "number", "person", "name", "born"}
    )


def test_two_records_cost_as_many_queries_as_one(django_assert_num_queries) -> None:
    opened()
    opened()
    with django_assert_num_queries(3):
        stays(CustodyRecord.objects.all(), timezone.now())


def test_a_visit_never_made_counts_though_nobody_was_told_and_one_written_down_late_does_not() -> None:
    held = opened(arrest_of(hours=3))
    authorised(held)
    assert the_stay().wrong["late-visit"] == 1
    arrived = held.entries.get(kind="arrival").happened_at
    for minutes in range(30, 190, 30):
        at = arrived + timedelta(minutes=minutes)
        if at < timezone.now():
            write(held, "visit", seen="Awake", happened_at=at)
    assert the_stay().wrong == dict.fromkeys(WRONG, 0)
