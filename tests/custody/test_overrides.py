"""A rule set aside alerts the auditors, and one of them closes it with a finding."""

from __future__ import annotations

import pytest
from django.urls import reverse

from callers import caller_with, signed_on_client
from custody_made import an_override, opened
from daybook.custody.actions.review_override import review_override
from daybook.custody.actions.set_up_suite import set_up_suite
from daybook.custody.models import Cell, Suite

pytestmark = pytest.mark.django_db


def test_it_stands_on_the_auditors_page_until_it_is_reviewed():
    told, by = an_override(), signed_on_client("auditor")
    page = by.get(reverse("custody:overrides")).content.decode()
    assert told.record.number in page
    assert "SEG-1" in page
    address = reverse("custody:review-override", args=[told.pk])
    assert by.post(address, {"finding": " "}).status_code == 422
    assert by.post(address, {"finding": "There was no other sergeant"}).status_code == 302
    assert "None waits" in by.get(reverse("custody:overrides")).content.decode()
    assert (
        told.record.entries.get(kind="override-reviewed").details["finding"] == "There was no other sergeant"
    )
    assert by.get(address).status_code == 404


def test_it_is_reviewed_once_and_not_by_who_did_it():
    told = an_override()
    review_override(caller_with("auditor"), told.pk, "Rightly")
    with pytest.raises(ValueError, match="reviewed already"):
        review_override(caller_with("auditor"), told.pk, "Again")


def test_a_note_is_no_override():
    with pytest.raises(ValueError, match="no such entry"):
        review_override(caller_with("auditor"), opened().entries.get().pk, "x")


class TestSuite:
    def test_a_suite_is_set_up_with_its_cells(self):
        by = signed_on_client("administrator")
        said = {"name": "Dock Road", "code": "dock", "station": "Dock", "ou": "", "cells": "m1\nM2\nm1\n"}
        assert by.post(reverse("custody:new-suite"), said).status_code == 302
        assert list(Cell.objects.values_list("name", flat=True)) == ["M1", "M2"]
        assert by.post(reverse("custody:new-suite"), said).status_code == 422
        assert Suite.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"code": "Dock Road"}, "small letters"),
            ({"cells": []}, "Name the cells"),
            ({"cells": ["M" * 13]}, "at most 12"),
            ({"ou": "ZZZZZZ9"}, "Station:"),
        ],
    )
    def test_what_is_wrong_is_said(self, wrong, sentence):
        with pytest.raises(ValueError, match=sentence):
            set_up_suite(caller_with("administrator"), **{"name": "D", "code": "d", "cells": ["M1"], **wrong})
        assert not Suite.objects.exists()
