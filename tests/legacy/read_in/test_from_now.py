"""Reading that begins from now: what a system holds already is known, and nobody in it is taken in."""

import pytest

from daybook.legacy.models import ReadRecord
from daybook.legacy.read_in.beginning import from_now

pytestmark = pytest.mark.django_db


def test_who_was_there_before_is_known_and_who_comes_is_taken_in(there):
    there.typed("X-1", "Alder")
    from_now([there.system.name])
    there.read()
    assert there.sources() == []
    assert there.state.known == 1
    there.typed("X-2", "Beech")
    there.read()
    assert there.sources() == [("X-2", "Beech", False)]


def test_what_changes_there_later_is_taken_in_and_what_is_seen_again_is_not(there):
    there.typed("X-1", "Alder")
    there.typed("X-2", "Beech")
    from_now([there.system.name])
    there.read()
    there.typed("X-1", "Oak")
    there.swept()
    assert there.sources() == [("X-1", "Oak", False)]


def test_a_system_that_was_read_once_goes_on_as_it_did(there):
    there.typed("X-1", "Alder")
    there.read()
    from_now([there.system.name])
    there.typed("X-2", "Beech")
    there.read()
    assert [key for key, _, _ in there.sources()] == ["X-1", "X-2"]
    assert ReadRecord.objects.filter(source_key="").count() == 0
