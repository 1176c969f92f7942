"""The demonstration's suites: who is in them, in which stage, and what a year of closed records holds."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from daybook.custody.entries import all_kinds
from daybook.custody.models import CustodyEntry, CustodyRecord, Suite
from daybook.custody.state import detentions
from daybook.demo.cast import CAST
from daybook.demo.custody.scenes import GONE, SCENES, Tale
from daybook.demo.custody.stays import details_of
from daybook.demo.custody.stocking import stock
from daybook.demo.custody.suites import cast_ids
from daybook.demo.custody.year import record_year
from daybook.demo.loading import load_force

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def force(standing):
    with standing():
        load_force(people=400, seed=7, until=timezone.localdate())


def here(code):
    rows = CustodyRecord.objects.filter(suite__code=code, closed_at=None)
    return list(detentions(rows.values_list("pk", flat=True)).values())


def test_each_start_brings_everybody_in_with_times_from_now(force):
    now = timezone.now().replace(second=0, microsecond=0)
    assert stock(now) == len(SCENES) + len(GONE)
    found = here("averwick") + here("tarnholt")
    assert len(found) == len(SCENES)
    assert {one.status for one in found} == {"arrived", "detained", "remanded"}
    assert {"hospital", "interview-room", "cell"} <= {one.place for one in found}
    assert [one for one in found if one.facts.child]
    assert max(one.arrived_at for one in found) == now - timedelta(minutes=6)


def test_nobody_shares_a_cell_and_every_cell_is_there(force):
    stock()
    for suite in Suite.objects.all():
        taken = [one.cell for one in here(suite.code) if one.cell]
        assert len(taken) == len(set(taken))
        assert set(taken) <= {cell.name for cell in suite.cells.all()}


def test_one_review_is_overdue_and_one_is_soon(force):
    now = timezone.now()
    stock(now)
    reviews = [
        due.at - now for one in here("averwick") for due in one.clocks.dues if due.what.startswith("review")
    ]
    assert any(left < timedelta(0) for left in reviews)
    assert any(timedelta(0) < left < timedelta(minutes=30) for left in reviews)


def test_a_restart_within_two_hours_leaves_them_and_a_later_one_brings_others(force):
    now = timezone.now()
    stock(now - timedelta(hours=5))
    assert stock(now - timedelta(hours=4, minutes=30)) == 0
    assert stock(now) == len(SCENES)
    assert len(here("averwick") + here("tarnholt")) == len(SCENES)
    gone = CustodyEntry.objects.filter(kind="released", details__disposal="other")
    assert gone.count() == len(SCENES)


def test_a_year_of_closed_records_comes_with_the_force_and_once(force):
    closed = CustodyRecord.objects.all()
    assert closed.count() > 10
    assert not closed.filter(closed_at=None).exists()
    assert record_year(date.today()) == 0
    ways = {one.status for one in detentions(closed.values_list("pk", flat=True)).values()}
    assert ways == {"released"}


def test_what_is_written_is_what_the_entry_classes_take():
    now = timezone.now()
    for scene in (*SCENES, *GONE):
        for line in scene.tell(Tale(now, scene.cell)).said:
            assert line.kind in all_kinds()
            assert details_of(line.kind, line.at, line.details)
            assert line.at <= now


def test_the_parts_are_played_by_the_cast(force):
    assert len(set(cast_ids().values())) == 4
    assert {"custody-officer", "detention-officer"} <= {one.role for one in CAST}
