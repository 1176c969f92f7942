"""Alerts: each once, at its mark, following the clock when it moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from custody_made import arrest_of, authorised, opened, sergeant, write
from daybook.book import leases
from daybook.book.clock import database_now
from daybook.book.models import Entry, Lease
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.alerts import watch as watching
from daybook.custody.alerts.standing import counts_of, standing, standing_count
from daybook.custody.alerts.watch import Watch
from daybook.custody.entries import kind_of
from daybook.custody.models import Alert, CustodyRecord
from daybook.custody.state import detention_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clock(monkeypatch):
    """What the watch takes for the present: a moment of a detention that began 20 hours ago."""

    def show(at: datetime) -> None:
        monkeypatch.setattr(watching, "database_now", lambda: at)

    return show


def detained(hours: float = 20) -> CustodyRecord:
    """Arrested so many hours ago, in custody half an hour later, authorised ten minutes after that."""
    held = opened(arrest_of(hours=hours))
    authorised(held)
    return held


def due(held: CustodyRecord, what: str) -> datetime:
    return detention_of(held.pk).clocks.due(what).at


def given(held: CustodyRecord, what: str) -> list[int]:
    """The minutes of the alerts about this, in the order they were given."""
    alerts = held.entries.filter(kind="alert", details__what=what).order_by("happened_at")
    return [-alert.details["mark"] for alert in alerts]


@pytest.mark.parametrize(
    ("before", "told"), [(61, []), (60, [60]), (30, [30]), (10, [10]), (0, [10]), (-1, [0])]
)
def test_an_alert_at_each_mark_and_when_overdue(clock, before, told):
    held = detained()
    clock(due(held, "review") - MINUTE * before)
    Watch("one").work()
    assert given(held, "review") == told


def test_every_alert_is_given_once_however_often_is_looked(clock):
    held, one = detained(), Watch("one")
    at = due(held, "review")
    for before in range(70, -20, -1):
        clock(at - MINUTE * before)
        one.work()
    assert given(held, "review") == [60, 30, 10, 0]


def test_a_watch_that_starts_again_tells_nothing_twice(clock):
    held = detained()
    clock(due(held, "review") - MINUTE * 5)
    first = Watch("one")
    assert first.work() > 0
    first.stop()
    assert Watch("two").work() == 0
    assert given(held, "review") == [10]


def test_an_alert_is_an_entry_of_the_book_to_the_custody_officer_and_the_inspector(clock):
    held = detained()
    clock(due(held, "review") - MINUTE * 30)
    Watch("one").work()
    alert = held.entries.get(kind="alert", details__what="review")
    assert alert.details["to"] == ["custody-officer", "inspector"]
    assert alert.details["rule"] == "REV-1"
    entry = Entry.objects.filter(kind="custody:alert", record_id=held.pk).first()
    assert (entry.user_id, entry.device) == (None, "watch")


def test_two_watches_at_once_give_each_alert_once(clock, monkeypatch):
    """Even where both believe that they are on watch."""
    monkeypatch.setattr(leases, "take", lambda *_: True)
    monkeypatch.setattr(leases, "hold", lambda *_: None)
    held, one, two = detained(), Watch("one"), Watch("two")
    at = due(held, "review")
    for before in range(70, -10, -5):
        clock(at - MINUTE * before)
        one.work()
        two.work()
    assert given(held, "review") == [60, 30, 10, 0]


def test_the_standby_takes_over_when_the_lease_has_run_out(clock):
    held, one, two = detained(), Watch("one"), Watch("two")
    at = due(held, "review")
    clock(at - MINUTE * 60)
    assert one.work() > 0
    assert two.work() == 0
    Lease.objects.update(until=database_now() - timedelta(seconds=1))
    clock(at - MINUTE * 30)
    assert two.work() > 0
    clock(at - MINUTE * 10)
    with pytest.raises(leases.LeaseLostError):
        one.work()
    assert given(held, "review") == [60, 30]


def test_a_review_settles_its_alert_at_once(clock):
    held = detained()
    clock(due(held, "review") - MINUTE * 10)
    Watch("one").work()
    alert = standing().get(record=held, what="review")
    correct_entry(
        sergeant(), held.entries.get(kind="authorised"), None, reason="Wrong person", submission=uuid4()
    )
    alert.refresh_from_db()
    assert alert.settled_at
    assert not standing().filter(what="review").exists()


def test_when_the_clock_moves_the_alerts_follow_it(clock):
    held, one = detained(), Watch("one")
    before = due(held, "review")
    clock(before - MINUTE * 60)
    one.work()
    wrong = held.entries.get(kind="authorised")
    later = wrong.happened_at + MINUTE * 15
    new = {"grounds": ["QUESTIONING"], "told": True, "happened_at": later}
    correct_entry(
        sergeant(),
        wrong,
        kind_of("authorised").model_validate(new),
        reason="It was a quarter of an hour later",
        submission=uuid4(),
        reasons={"late-entry@happened_at": "Found at the handover"},
    )
    assert due(held, "review") == before + MINUTE * 15
    assert not standing().filter(what="review").exists()
    clock(before - MINUTE * 50)
    one.work()
    assert given(held, "review") == [60]
    clock(before - MINUTE * 45)
    one.work()
    assert given(held, "review") == [60, 60]
    assert standing().get(what="review").due_at == before + MINUTE * 15


def test_only_the_newest_alert_of_a_due_time_stands(clock):
    held, one = detained(), Watch("one")
    at = due(held, "review")
    for before in (60, 30, 10):
        clock(at - MINUTE * before)
        one.work()
    assert [alert.minutes for alert in standing().filter(what="review")] == [10]
    assert Alert.objects.filter(what="review").count() == 3


def test_visits_are_told_of_only_when_they_are_overdue(clock):
    held, one = detained(), Watch("one")
    at = due(held, "visit")
    for before in (10, 0):
        clock(at - MINUTE * before)
        one.work()
    assert given(held, "visit") == []
    clock(at + MINUTE)
    one.work()
    assert given(held, "visit") == [0]
    write(held, "visit")
    assert not standing().filter(what="visit").exists()


def test_the_count_and_the_board_show_what_stands(clock):
    held, other = detained(), detained(hours=1)
    clock(due(held, "visit") + MINUTE)
    Watch("one").work()
    assert standing_count() == standing().count() > 0
    here = CustodyRecord.objects.filter(pk__in=[held.pk, other.pk])
    assert counts_of(here) == {held.pk: standing().filter(record=held).count()}


def test_nobody_is_told_of_the_detention_of_one_who_has_left(clock):
    held = detained()
    at = due(held, "review")
    write(held, "released", disposal="no-further-action", reasons={"CARE-8@happened_at": "Seen by the nurse"})
    clock(at + MINUTE)
    assert Watch("one").work() == 0
    assert standing_count() == 0
