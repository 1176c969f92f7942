"""The live index holds what is on record of everybody, a moment after it was entered."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db.utils import ConnectionHandler

import nominals_made
from callers import caller_with
from daybook.nominals import compact, key_pages, tables
from daybook.nominals.actions.decide import decide
from daybook.nominals.indexing import index_all, index_people, shorten_log
from daybook.nominals.matching import Cleaned, index_keys
from daybook.nominals.models import IndexedRecord, KeyPage, Spelling, TermCount
from daybook.records.actions.add_alias import add_alias
from daybook.records.actions.correct_person import correct_person
from daybook.records.actions.identify_person import identify_person
from daybook.records.models import Link, Person
from daybook.records.people import NameData, PersonData
from helpers import settle
from people_made import ZOE, record

pytestmark = pytest.mark.django_db


def indexed(person: Person) -> Cleaned:
    row = IndexedRecord.objects.get(system="daybook", key=str(person.pk))
    return compact.decode(row.system, row.key, row.cleaned)


def stands_under_its_keys_alone(person: Person) -> bool:
    """Under each key that its record has, and under no more than these."""
    number, keys = IndexedRecord.objects.get(key=str(person.pk)).pk, index_keys(indexed(person))
    under = key_pages.find(keys)
    return set(under.places[under.records == number]) == set(range(len(keys))) and len(keys) == sum(
        entry[0] == number for entry in entries()
    )


def entries() -> list[tuple[int, bytes]]:
    """(record, page and what is kept of the key), of the whole index."""
    return sorted(
        (int.from_bytes(held[start : start + 4], "little"), bytes([page % 256]) + held[start + 4 : start + 8])
        for page, held in KeyPage.objects.values_list("page", "entries")
        for start in range(0, len(held), 8)
    )


def test_a_new_person_is_in_the_index_with_all_their_names_numbers_and_homes():
    zoe = record(ZOE)
    settle()
    found = indexed(zoe)
    assert [name.surname for name in found.names] == ["obrien", "jones", "obrien"]
    assert [name.first for name in found.names] == ["zoe", "zoe", "zed"]
    assert found.births[0].digits == "19900201"
    assert ("pncid", "1981/0000034U") in found.numbers
    assert found.postcodes == ("SW1A 1AA",)
    assert found.addresses[0].house == "1"
    assert found.addresses[0].lines == ("high street",)
    assert found.phones
    assert stands_under_its_keys_alone(zoe)


def test_a_correction_and_an_alias_are_found_by_and_the_old_name_still_is():
    caller, zoe = caller_with("officer"), record(ZOE)
    settle()
    correct_person(caller, zoe, {"family_name": "Kowalska"}, reason="Marriage certificate")
    add_alias(caller, zoe, NameData("Nowak", "Zoja"))
    settle()
    names = {(name.surname, name.first) for name in indexed(zoe).names}
    assert {("kowalska", "zoe"), ("obrien", "zoe"), ("nowak", "zoja")} <= names
    assert stands_under_its_keys_alone(zoe)


def test_both_birth_dates_are_kept_where_sources_disagree():
    caller, zoe = caller_with("officer"), record(ZOE)
    correct_person(caller, zoe, {"date_of_birth": date(1990, 1, 2)}, reason="Passport")
    settle()
    assert {birth.digits for birth in indexed(zoe).births} == {"19900201", "19900102"}


def test_who_was_unknown_is_found_once_named():
    caller = caller_with("officer")
    somebody = record(PersonData(known=False, apparent_age=30, sex="1"))
    settle()
    assert indexed(somebody).names == ()
    assert indexed(somebody).births[0].estimated
    identify_person(caller, somebody, PersonData("Khan", "Amir"), reason="Bank card")
    settle()
    assert indexed(somebody).names[0].surname == "khan"


def test_an_address_that_never_was_theirs_leaves_the_index():
    from daybook.records.actions.unlink_records import unlink_records

    zoe = record(ZOE)
    settle()
    link = Link.objects.get(from_id=zoe.pk, role="currentAddress")
    unlink_records(caller_with("officer"), link, reason="Another O’Brien", was_wrong=True)
    settle()
    assert indexed(zoe).postcodes == ()
    assert stands_under_its_keys_alone(zoe)


def test_all_at_once_is_the_same_as_one_by_one_and_goes_on_where_it_stopped():
    people = [record(PersonData("Smith", f"Ann {word}", sex="2")) for word in ("May", "June", "Joy")]
    settle()
    one_by_one = sorted(key for _, key in entries())
    counted = sorted(TermCount.objects.values_list("field", "term", "count"))
    tables.empty()
    index_people([people[0].pk])
    told: list[tuple[int, int]] = []
    assert index_all(lambda done, total: told.append((done, total))) == 2
    assert told == [(0, 3), (3, 3)]
    assert sorted(key for _, key in entries()) == one_by_one
    assert sorted(TermCount.objects.values_list("field", "term", "count")) == counted
    assert index_all() == 0


def test_a_word_is_kept_under_itself_and_itself_less_each_letter():
    record(PersonData("Khan", "Jo", sex="2"))
    settle()
    assert set(Spelling.objects.values_list("form", flat=True)) == {"khan", "han", "kan", "khn", "kha"}


def test_the_same_entry_read_twice_changes_nothing():
    zoe = record(ZOE)
    settle()
    before = IndexedRecord.objects.get(key=str(zoe.pk)).pk
    assert index_people([zoe.pk]) == 0
    assert IndexedRecord.objects.get(key=str(zoe.pk)).pk == before


def test_whom_somebody_was_linked_to_outlives_a_correction():
    caller, zoe, other = caller_with("officer"), record(ZOE), record(PersonData("Obrien", "Zoe", sex="2"))
    settle()
    IndexedRecord.objects.filter(key=str(other.pk)).update(nominal=zoe.pk)
    correct_person(caller, other, {"occupation": "Cook"}, reason="Their word")
    add_alias(caller, other, NameData("Jones", "Zoe"))
    settle()
    assert IndexedRecord.objects.get(key=str(other.pk)).nominal == zoe.pk


def test_the_command_builds_the_index_afresh(capsys):
    record(ZOE)
    call_command("nominals_index", "--afresh", "--quiet")
    assert "1 people were put into the index, which holds 1 records" in capsys.readouterr().out


def test_built_afresh_old_systems_are_findable_and_people_stay_linked():
    one, other, alone = nominals_made.person(), nominals_made.source("C1"), nominals_made.source("C2")
    decide(caller_with("inspector"), one, other, "same")
    call_command("nominals_index", "--afresh", "--quiet")
    assert nominals_made.whose(other) == nominals_made.whose(one) != nominals_made.whose(alone)


def test_the_log_of_two_processes_that_write_begins_anew_once_it_is_long(tmp_path):
    kept = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "house.sqlite3"}
    database = ConnectionHandler({"default": kept})["default"]
    log = tmp_path / "house.sqlite3-wal"
    with database.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA wal_autocheckpoint=0")
        cursor.execute("CREATE TABLE page (words TEXT)")
        cursor.execute("INSERT INTO page VALUES (%s)", ["x" * 50_000])
        length = log.stat().st_size
        shorten_log(database, longest=length)
        assert log.stat().st_size == length
        shorten_log(database, longest=length - 1)
        assert log.stat().st_size == 0
        cursor.execute("SELECT length(words) FROM page")
        assert cursor.fetchone() == (50_000,)
    database.close()
