"""A REST system and a table are read whole too: compared with the book, their own people given to the linking."""

import pytest

from daybook.legacy import exports
from daybook.legacy.models import Difference
from daybook.legacy.systems.case_preparation import emulator as casefile
from daybook.legacy.transports import rest_records, sql_records
from joined_made import casefile_joined, safeguard_joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    joined = safeguard_joined(tmp_path)
    joined.surname = "SURNAME"
    return joined


@pytest.fixture
def web(tmp_path, monkeypatch):
    joined = casefile_joined(tmp_path, monkeypatch)
    joined.surname = "suspect.surname"
    return joined


@pytest.fixture(params=["table", "web"])
def joined(request, monkeypatch):
    """With pages of two records, so that several are read."""
    monkeypatch.setattr(rest_records, "AT_ONCE", 2)
    monkeypatch.setattr(sql_records, "AT_ONCE", 2)
    return request.getfixturevalue(request.param)


def test_deleted_and_changed_there_is_found_with_both_values(joined):
    alder, beech, _ = joined.arrested("Alder", "Beech", "Cedar")
    run = joined.compared()
    assert (run.state, run.alike, run.differences_open) == ("done", 3, 0), run.problem
    joined.silently(joined.held(alder.number).reference)
    joined.silently(joined.held(beech.number).reference, **{joined.surname: "Birch"})
    run = joined.compared()
    assert (run.only_here, run.differs, run.only_there, run.alike) == (1, 1, 0, 1)
    found = {row.kind: row for row in Difference.objects.all()}
    assert found["only-here"].record_id == alder.pk
    (value,) = found["differs"].values
    assert (value["field"], value["ours"], value["theirs"]) == ("person.family_name", ["Beech"], ["Birch"])


def test_its_own_people_are_given_to_the_linking(joined):
    joined.arrested("Alder")
    joined.typed("S-9")
    (one,) = exports.people_of(joined.system)
    assert (one.names[0][0], one.sex) == ("ELDER", "2")


def test_pages_that_do_not_hold_what_is_told_are_not_compared(web, monkeypatch):
    web.arrested("Alder")
    monkeypatch.setattr(casefile.enquiries.Store, "count", lambda self: 2)
    run = web.compared()
    assert (run.state, Difference.objects.count()) == ("failed", 0)
    assert "says that it holds 2 records, and 1 came." in run.problem
