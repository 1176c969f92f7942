"""What Cellblock custody has of people, read through its mapping for the linking of nominals."""

import time
from types import SimpleNamespace

import pytest

from daybook.legacy import exports as module
from daybook.nominals.exports import ExportError, exports
from daybook.nominals.matching import clean

pytestmark = pytest.mark.django_db
COPY = (
    "INSERT INTO record SELECT 'CU/0000009', 'CU/0000009', state, version, title,"
    " replace(content, 'ALDER', 'ELDER'), arrived, changed FROM record WHERE origin = ?"
)


@pytest.fixture
def export(house, monkeypatch):
    """The registered export; while it waits for the extract, the machine works."""
    waiting = SimpleNamespace(sleep=lambda seconds: house.machine.work(), monotonic=time.monotonic)
    monkeypatch.setattr(module, "time", waiting)
    monkeypatch.setattr("daybook.nominals.exports.registry._readers", {})
    return lambda: list(exports()["custody"]())


def test_its_own_people_are_read_through_the_mapping_and_what_we_told_it_is_left_out(house, export):
    [alder] = house.arrested("Alder")
    house.deliver()
    assert export() == []
    house.there(COPY, alder.number)
    (one,) = export()
    assert (one.system, one.key) == ("custody", "CU/0000009")
    assert one.names[0][0] == "ELDER"
    cleaned = clean(one)
    assert cleaned.births[0].whole
    assert cleaned.sex == "F"
    assert cleaned.postcodes
    assert cleaned.faults == ()


def test_one_that_was_taken_out_of_force_is_left_out(house, export):
    [alder] = house.arrested("Alder")
    house.deliver()
    house.there(COPY, alder.number)
    house.there("UPDATE record SET state = 'WITHDRAWN' WHERE origin = ?", "CU/0000009")
    assert export() == []


def test_a_system_that_gives_nothing_is_said_so(house, export, monkeypatch):
    monkeypatch.setattr(module, "PAUSE", 0)
    monkeypatch.setattr(module, "time", time)
    monkeypatch.setattr(module, "PATIENCE", module.timedelta(0))
    with pytest.raises(ExportError, match="gave no extract within"):
        export()
