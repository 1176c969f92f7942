"""Copies: who may have which fields, what the book keeps of them, and that whoever leaves leaves them all."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from callers import caller_with
from daybook.book.models import Entry
from daybook.forecast.harm.actions.recall import answer_recall, chase_recall
from daybook.forecast.harm.actions.review import review_row
from daybook.forecast.harm.models import HarmExport, HarmRecall
from daybook.forecast.harm.partners import FIELDS, partners_of
from harm_made import a_copy, a_list, a_recall, a_row, a_victim

pytestmark = pytest.mark.django_db


def test_a_partner_is_given_its_fields_and_no_others():
    made = a_list()
    row = a_row(made)
    copy = a_copy(made)
    head, line = csv.reader(io.StringIO(copy.content.decode("utf-8-sig")))
    assert head == ["Reference", "Name", "Events on record", "Latest event"]
    assert line == [row.reference, "Ada Quill", "2", (timezone.localdate() - timedelta(days=10)).isoformat()]
    assert copy.export.sha256 == hashlib.sha256(copy.content).hexdigest()
    assert (copy.export.recipient, copy.export.rows) == ("Harbour Support", 1)


def test_days_of_harm_leave_the_force_with_nobody():
    for kind in ("victims", "offenders"):
        for name, partner in partners_of(kind).items():
            assert name == "own-force" or not {"days", "error"} & set(partner.fields)
            assert set(partner.fields) <= FIELDS.keys()
            assert partner.fields[0] == "reference"


def test_a_copy_for_the_partners_system_and_one_on_paper():
    made = a_list()
    a_row(made)
    told = json.loads(a_copy(made, form="json", partner="health").content)
    assert [list(one) for one in told["rows"]] == [["reference", "name", "born"]]
    assert a_copy(made, form="pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"partner": "probation"}, "goes to nobody but"),
        ({"recipient": " "}, "Name the person or office"),
        ({"purpose": ""}, "Say what they need it for"),
        ({"form": "xls"}, "Choose the form"),
    ],
)
def test_a_copy_without_what_it_needs_is_refused(changed, says):
    made = a_list()
    a_row(made)
    with pytest.raises(ValueError, match=says):
        a_copy(made, **changed)
    assert not HarmExport.objects.exists()


def test_only_the_owner_hands_out_copies():
    made = a_list()
    a_row(made)
    with pytest.raises(PermissionDenied, match="Only the owner"):
        a_copy(replace(made, owner=made.reviewer))


def test_who_leaves_is_recalled_from_every_copy_once():
    made = a_list()
    row, stays = a_row(made), a_row(made, a_victim("Reed"))
    copies = [a_copy(made).export.number, a_copy(made, recipient="Quay Support").export.number]
    review_row(made.reviewer, row, False, "Has moved away.")
    told = HarmRecall.objects.order_by("pk")
    assert [(one.line.export.number, one.line.row_id) for one in told] == [
        (number, row.pk) for number in copies
    ]
    assert {one.due_on for one in told} == {timezone.localdate() + timedelta(days=7)}
    assert not HarmRecall.objects.filter(line__row=stays).exists()


def test_a_recall_is_chased_until_it_is_answered():
    recall = a_recall()
    boss = caller_with("superintendent")
    assert chase_recall(boss, recall).chased == 1
    assert chase_recall(boss, recall).chased == 2
    with pytest.raises(ValueError, match="Say who there"):
        answer_recall(boss, recall, " ")
    assert answer_recall(boss, recall, "M. Reed").answered_by == "M. Reed"
    with pytest.raises(ValueError, match="answered already"):
        chase_recall(boss, recall)
    with pytest.raises(PermissionDenied):
        chase_recall(caller_with("inspector"), recall)
    assert Entry.objects.filter(record_id=recall.pk, kind="harm-recall:chased").count() == 2
