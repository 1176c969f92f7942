"""Each old system that can be read, in its own process and over its own transport."""

import time

import pytest
from uuid_utils.compat import uuid7

from daybook.legacy import registry
from daybook.legacy.emulation.launch import reached_at
from daybook.legacy.engine.ports import Parcel
from daybook.legacy.joined import join
from daybook.legacy.models import Reading, ReadRecord
from daybook.legacy.read_in.reader import Reader
from daybook.legacy.systems import registry as shelf
from daybook.nominals.models import SourceRecord

pytestmark = [pytest.mark.django_db, pytest.mark.processes]
READABLE = ["custody", "case_preparation", "intelligence", "vulnerable", "warrants", "antisocial_behaviour"]


def told_by_another(system, document, key):
    """The record is there, and not from this Daybook."""
    body = system.encode({**document, "key": key}).body
    system.send(Parcel(key, document["verb"], "arrest", body, uuid7()))


def until_read(reader, seconds=20):
    end = time.monotonic() + seconds
    while not reader.once():
        assert time.monotonic() < end, "it gave no extract"
        time.sleep(0.05)


@pytest.mark.parametrize("name", READABLE)
def test_who_is_there_comes_as_a_source_record_once(name, emulator, arrest):
    machine = emulator(name)
    line = machine.home / "line.port"
    screen = f"{machine.url}/"
    found = reached_at(name, machine.home, screen, int(line.read_text()) if line.exists() else 0)
    params = {one: found[one] for one in shelf.mapping(name).system.connection}
    system = registry.register(join(shelf.mapping(name), params))
    told_by_another(system, arrest(name), f"key-1:{name}")
    end = time.monotonic() + 20
    while not machine.records():
        if system.collect:
            with system.collect():
                pass
        assert time.monotonic() < end, "it did not take the record"
        time.sleep(0.1)
    reader = Reader(system, "reader-1")
    until_read(reader)
    until_read(reader)
    (kept,) = SourceRecord.objects.filter(system=name)
    assert kept.written["names"][0][0].upper().startswith("N")
    row = ReadRecord.objects.get(system=name)
    assert (row.source_key, row.record_id, row.gone_at) == (kept.key, None, None)
    state = Reading.objects.get(system=name)
    assert (state.known, state.problem) == (1, "")
