"""Records of other systems taken in: once each, in versions, and never one person's over another's."""

from __future__ import annotations

import pytest
from django.utils import timezone

from daybook.nominals.models import SourceRecord
from daybook.nominals.receiving import receive
from helpers import OFFICER
from nominals_made import written

pytestmark = pytest.mark.django_db
CHIDI, PETRA = written("A"), written("A", "Novak", "Petra", "1971-02-03")


def come(*records):
    return receive(OFFICER, records, timezone.now())


def held():
    return list(SourceRecord.objects.order_by("key", "version").values_list("key", "version", "reused"))


def test_what_comes_again_is_not_kept_twice():
    assert come(CHIDI).new == 1
    again = come(CHIDI)
    assert (again.new, again.changed, again.unchanged, again.fresh) == (0, 0, 1, [])


def test_a_correction_is_a_new_version():
    come(CHIDI)
    assert come(written("A", given="Chidiebere")).changed == 1
    assert held() == [("A", 1, False), ("A", 2, False)]


def test_a_key_used_for_another_person_keeps_both_and_names_the_pair():
    come(CHIDI)
    got = come(PETRA)
    assert got.reused == [(("custody", "A"), ("custody", "A#2"))]
    assert held() == [("A", 1, False), ("A#2", 1, True)]
    again = come(PETRA)
    assert (again.unchanged, again.reused) == (1, [])
    assert again.renamed == {("custody", "A"): ("custody", "A#2")}


def test_what_is_corrected_under_a_key_used_again_goes_to_whom_it_is_of():
    come(CHIDI)
    come(PETRA)
    come(written("A", "Novak", "Petra", "1971-02-04"))
    come(written("A", "Okafor", "Chidi", "1988-05-18"))
    assert held() == [("A", 1, False), ("A", 2, False), ("A#2", 1, True), ("A#2", 2, False)]


def test_an_export_that_holds_two_under_one_key_is_the_same_the_second_time():
    twice = (CHIDI, written("A#2", "Novak", "Petra", "1971-02-03"), written("A#3", given="Chidy"))
    assert come(*twice).reused == [(("custody", "A"), ("custody", "A#2"))]
    again = come(*twice)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
