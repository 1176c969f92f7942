"""The harm review list of the demonstration: invented victims, put on by its people, loaded once."""

from __future__ import annotations

import pytest

from daybook.demo.harm_lists import load_harm_list
from daybook.demo.sign_ins import ensure_cast
from daybook.forecast.harm.gate import why_closed
from daybook.forecast.harm.models import HarmList, HarmRecall, HarmRow, RowState
from harm_made import a_victim

pytestmark = pytest.mark.django_db


def test_the_list_holds_victims_a_copy_and_a_recall_and_is_loaded_once():
    ensure_cast()
    for number in range(7):
        a_victim(f"Invented{number}")
    assert load_harm_list() == 7
    assert load_harm_list() == 0
    row = HarmList.objects.get()
    assert (row.kind, why_closed(row)) == ("victims", [])
    assert HarmRow.objects.filter(state=RowState.ON).count() == 6
    assert HarmRecall.objects.count() == 1
    assert row.disparity.exists()


def test_without_victims_there_is_an_empty_list():
    ensure_cast()
    assert load_harm_list() == 0
    assert HarmList.objects.count() == 1
