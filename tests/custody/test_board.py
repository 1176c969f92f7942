"""The board: who is held, where, with which clocks and warnings; as many queries for one as for all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from callers import caller_with
from custody_made import arrest_of, authorised, opened, sergeant, suite, write
from daybook.custody import state
from daybook.custody.queries.board import suite_board
from people_made import ZOE, record

pytestmark = pytest.mark.django_db


def board(place, **more):
    return suite_board(more.get("by") or sergeant(), place, more.get("now") or timezone.now())


def test_a_row_says_who_where_for_what_and_what_is_due():
    place = suite()
    held = opened(arrest_of(hours=2), at=place, minutes=30)
    authorised(held)
    write(held, "movement", to="cell", cell="M2")
    write(held, "risk", markers_checked=True)
    write(held, "level", level=2, intoxicated=True)
    (row,) = board(place).rows
    assert (row.number, row.name, row.cell, row.place_words) == (
        held.number,
        held.person.full_name,
        "M2",
        "Cell M2",
    )
    assert row.status_words == "Detained"
    assert row.offences == ("Theft from a shop",)
    assert (row.level, row.intoxicated) == (2, True)
    assert [one.due.what for one in row.clocks] == ["detention", "review"]
    assert row.clocks[0].due.at == held.arrest.happened_from + timedelta(minutes=30, hours=24)
    assert row.next[0].due.what == "rousing"
    assert [flag.words for flag in row.flags] == ["Violent"]
    assert board(place).empty == ("M1", "M3")


def test_what_to_beware_of_is_in_words():
    place = suite()
    held = opened(arrest_of(record(family_name="Young", apparent_age=15)), at=place)
    write(held, "vulnerability", vulnerable=True, signs=["LEARNING"])
    write(held, "interpreter", stage="asked", language="Polish")
    write(held, "risk", concerns=["SUICIDE"], words="Said so", markers_checked=True)
    words = [flag.words for flag in board(place).rows[0].flags]
    assert words == [
        "Child",
        "Vulnerable",
        "Appropriate adult awaited",
        "Interpreter: Polish",
        "Has thoughts of suicide or self-harm now",
    ]
    write(held, "appropriate-adult", stage="arrived", name="Una Young", relation="parent")
    write(held, "interpreter", stage="not-needed")
    assert [flag.code for flag in board(place).rows[0].flags] == ["child", "vulnerable", "risk"]


def test_cells_are_in_the_order_of_their_doors_and_who_left_is_gone():
    place = suite(cells=11)
    for cell in ("M10", "M2", ""):
        held = opened(arrest_of(record(family_name=f"In {cell}")), at=place)
        if cell:
            write(held, "movement", to="cell", cell=cell)
    assert [row.cell for row in board(place).rows] == ["M2", "M10", ""]
    write(held, "released", disposal="other", reasons={"CARE-8@happened_at": "Well"})
    assert [row.cell for row in board(place).rows] == ["M2", "M10"]


def test_an_overdue_visit_is_the_worst_of_a_row():
    place = suite()
    held = opened(arrest_of(hours=1), at=place, minutes=1)
    authorised(held)
    late = timezone.now() + timedelta(hours=5)
    row = board(place, now=late).rows[0]
    assert row.worst == "overdue"
    assert board(place).rows[0].clocks[1].left.endswith("left")


def test_more_people_are_not_more_queries():
    place, by = suite(cells=6), sergeant()

    def queries():
        state._kept.clear()
        with CaptureQueriesContext(
            connection,
        ) as found:
            suite_board(by, place, timezone.now())
        return len(found)

    authorised(opened(arrest_of(record(ZOE)), at=place))
    one = queries()
    for name in ("A", "B", "C"):
        write(opened(arrest_of(record(family_name=name)), at=place), "visit")
    assert queries() == one
    assert one < 12


def test_only_a_record_with_a_new_entry_is_computed_again(monkeypatch):
    place = suite()
    first = opened(arrest_of(record(family_name="A")), at=place)
    second = opened(arrest_of(record(family_name="B")), at=place)
    board(place)
    asked = []
    whole = state.histories
    monkeypatch.setattr(state, "histories", lambda records: asked.extend(records) or whole(records))
    board(place)
    assert asked == []
    write(second, "visit")
    asked.clear()
    board(place)
    assert set(asked) <= {second.pk}
    assert first.pk not in asked


def test_who_may_not_see_records_sees_an_empty_board():
    place = suite()
    opened(at=place)
    assert board(place, by=caller_with("officer")).rows == ()
    assert len(board(place, by=caller_with("health-professional")).rows) == 1


def test_who_is_held_is_seen_whatever_the_mark_on_their_record_and_no_more_when_they_left():
    from daybook.custody.queries.filter import visible
    from daybook.records.actions.set_handling import set_handling

    place, person = suite(), record(ZOE)
    held = opened(arrest_of(person), at=place)
    set_handling(caller_with("superintendent"), person, "sealed", reason="Threat to life")
    by = caller_with("detention-officer")
    assert len(board(place, by=by).rows) == 1
    write(held, "released", disposal="other", reasons={"CARE-8@happened_at": "Well"})
    assert not visible(by).exists()
