"""The old machines of the demonstration, asked over their own transports."""

import json
from datetime import date

import pytest

from daybook.legacy.engine.ports import CannotRead
from daybook.legacy.find.found import found_there
from daybook.legacy.joined import join
from daybook.legacy.mapping import Sought
from daybook.legacy.systems.registry import mapping
from daybook.legacy.systems.vulnerable.emulator import Safeguard

BORN_THEN = (date(1990, 2, 1), date(1990, 2, 1))
BORN_THAT_YEAR = (date(1990, 1, 1), date(1990, 12, 31))
SOUGHT = [
    Sought((("obrien",),)),
    Sought((("zo", "obrien"), ("zo", "o", "brien"))),
    Sought((("obrien",),), BORN_THEN),
    Sought(born=BORN_THAT_YEAR),
]
NOT_HER = [
    Sought((("brien",),)),
    Sought((("obrien", "ada"),)),
    Sought((("obrien",),), (date(1991, 1, 1), date(1991, 12, 31))),
]


def keys(system, sought, most=50):
    return [one.written.key for one in found_there(system.name, system.find(sought, most), sought)]


@pytest.fixture(scope="module")
def safeguard(tmp_path_factory):
    home = tmp_path_factory.mktemp("safeguard")
    database = f"sqlite://{home / 'staging.sqlite3'}"
    machine = Safeguard(home, database)
    own = {"SURNAME": "O'Brien", "FORENAMES": "Ann Zoe", "BIRTH_DATE": "19900201", "SEX": "2"}
    with machine.store.transaction() as session:
        for key, changes in {"S-1": {}, "S-2": {"SURNAME": "Quill"}}.items():
            content = json.dumps({"SOURCE_NUMBER": key, "HOME_POSTCODE": "AV1 1AA", **own, **changes})
            row = (key, key, "LIVE", 1, "", content, 1.5e9, 1.5e9)
            session.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    machine.work()
    return join(mapping("vulnerable"), {"database": database})


@pytest.mark.parametrize("sought", SOUGHT)
def test_a_table_is_asked_for_every_word_and_the_birth_date(safeguard, sought):
    assert "S-1" in keys(safeguard, sought)


@pytest.mark.parametrize("sought", NOT_HER)
def test_who_is_not_meant_is_not_given(safeguard, sought):
    assert keys(safeguard, sought) == []


def test_a_table_gives_no_more_than_is_asked_for(safeguard):
    assert len(keys(safeguard, Sought(born=BORN_THEN))) == 2
    assert len(keys(safeguard, Sought(born=BORN_THEN), most=1)) == 1


def test_what_it_gives_reads_as_the_record_it_is(safeguard):
    (one,) = found_there("vulnerable", safeguard.find(SOUGHT[0], 5), SOUGHT[0])
    assert one.written.names == (("O'Brien", "Ann Zoe"),)
    assert (one.written.births, one.written.sex) == (("19900201",), "2")
    assert one.written.postcodes == ("AV1 1AA",)
    assert one.entered == date(2017, 7, 14)


def test_a_database_that_is_away_does_not_answer(tmp_path):
    away = join(mapping("vulnerable"), {"database": f"sqlite://{tmp_path}/none/staging.sqlite3"})
    with pytest.raises(CannotRead, match="Safeguard vulnerable persons is not answering"):
        away.find(SOUGHT[0], 5)


def test_casefile_is_asked_over_http_and_says_when_it_cannot(emulator, arrest):
    running = emulator("case_preparation")
    system = join(mapping("case_preparation"), {"url": running.url, "token": "secret"})
    document = arrest("case_preparation", person__family_name="O’Brien", person__given_names=["Ann", "Zoë"])
    document["person"]["date_of_birth"] = "1990-02-01"
    sent = system.send(_parcel(system, document))
    assert sent.state == "confirmed", sent
    for sought in SOUGHT:
        assert keys(system, sought) == [sent.reference]
    for sought in NOT_HER:
        assert keys(system, sought) == []
    (one,) = system.find(SOUGHT[0], 5)
    assert one.held.key == document["number"]
    assert one.held.digest == system_digest(system, document)
    assert one.said["given_names"] == ["Ann", "Zoë"]
    running.fault(answer="500")
    with pytest.raises(CannotRead, match="answered with error 500"):
        system.find(SOUGHT[0], 5)
    running.fault(answer="nonsense")
    with pytest.raises(CannotRead, match="cannot be read"):
        system.find(SOUGHT[0], 5)


def _parcel(system, document):
    from uuid import uuid4

    from daybook.legacy.engine.ports import Parcel

    return Parcel("k1:case_preparation", "create", "arrest", system.encode(document).body, uuid4())


def system_digest(system, document):
    form = mapping("case_preparation")
    return bytes.fromhex(form.digest_of(system.encode(document).body))
