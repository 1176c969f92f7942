"""New rows of a page go to the database together, and nobody who asks it can tell."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from daybook.book import append, writing
from daybook.book.bulk import FEW
from daybook.book.models import Entry, EntryValue
from daybook.book.rows import OutsideTheBookError
from daybook.book.verify import Report, verify_records
from daybook.records.models import Location, NameToken, Person, PersonName, Vehicle
from daybook.records.numbers import take_numbers
from helpers import OFFICER, arrest
from people_made import NOW

pytestmark = pytest.mark.django_db
KIND = "person:recorded"


def told():
    return json.loads(EntryValue.objects.latest("entry__written_at").change)["rows"]


def asked(sent):
    """Statements as they reach the database, into the list."""

    def note(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    return connection.execute_wrapper(note)


def test_rows_of_a_page_wait_for_its_entry():
    sent: list[str] = []
    with asked(sent), transaction.atomic(), writing(KIND, OFFICER, savepoint=False) as page:
        for number in range(3):
            page.save(Vehicle(registration=f"AV{number}"))
            page.save(Location(description=f"place {number}", latitude=51.5))
        assert not [sql for sql in sent if "INSERT" in sql]
    assert Vehicle.objects.count() == Location.objects.count() == 3
    if connection.vendor == "postgresql":
        assert len([sql for sql in sent if "INSERT" in sql]) == 1


def test_a_question_on_the_way_finds_what_was_saved():
    with writing(KIND, OFFICER) as page:
        car = page.save(Vehicle(registration="AV51 ABC"))
        assert Vehicle.objects.get(registration="AV51 ABC") == car
        page.save(Vehicle(registration="AV51 ABD"))
        car.refresh_from_db()
        assert Vehicle.objects.count() == 2


def test_a_row_saved_twice_on_a_page_holds_and_tells_the_last_word():
    with writing(KIND, OFFICER) as page:
        car = page.save(Vehicle(registration="AV51 ABC"))
        car.colour = "red"
        page.save(car)
    assert Vehicle.objects.get().colour == "red"
    assert told()["records.vehicle"][car.pk.hex]["colour"] == "red"


def test_what_changes_in_memory_after_saving_is_not_written():
    with writing(KIND, OFFICER) as page:
        car = page.save(Vehicle(registration="AV51 ABC"))
        car.colour = "red"
    assert Vehicle.objects.get().colour == ""
    report = Report()
    verify_records(report)
    assert report.holds


def test_a_row_removed_on_its_own_page_is_gone():
    with writing(KIND, OFFICER) as page:
        page.remove(page.save(Vehicle(registration="AV51 ABC")))
    assert not Vehicle.objects.exists()


def test_a_row_that_the_database_refuses_leaves_nothing():
    with writing(KIND, OFFICER) as page:
        car = page.save(Vehicle(registration="AV51 ABC"))
    with pytest.raises(IntegrityError), writing(KIND, OFFICER) as page:
        page.save(Location(description="here"))
        page.save(Vehicle(id=car.pk, registration="AV51 ABD"))
    assert Vehicle.objects.get().registration == "AV51 ABC"
    assert not Location.objects.exists()
    assert Entry.objects.filter(kind=KIND).count() == 1


def test_a_fault_of_the_action_leaves_nothing():
    with pytest.raises(RuntimeError), writing(KIND, OFFICER) as page:
        page.save(Vehicle(registration="AV51 ABC"))
        raise RuntimeError
    assert not Vehicle.objects.exists()
    append(KIND, OFFICER)
    assert not Vehicle.objects.exists()


@pytest.mark.parametrize("count", [1, FEW, FEW * 3])
def test_few_rows_and_many_are_all_there_and_agree_with_the_book(count):
    signs = "50% of 'x' \\ \"y\" %s\t\n;Ź"
    with writing(KIND, OFFICER) as page:
        for number in range(count):
            page.save(Location(description=f"{number} {signs}", latitude=number / 7, uprn=None))
    assert Location.objects.filter(description__endswith=signs).count() == count
    report = Report()
    verify_records(report)
    assert (report.holds, report.records) == (True, count)


def test_a_name_is_indexed_when_new_and_anew_when_changed():
    with writing(KIND, OFFICER) as page:
        person = page.save(Person(family_name="Quill", recorded_at=NOW))
        name = page.save(PersonName(person=person, family_name="Quill", asserted_at=NOW))
    assert [row.token for row in NameToken.objects.all()] == ["quill"]
    name.family_name, name.search = "Feather", ""
    with writing(KIND, OFFICER) as page:
        page.save(name)
    assert [row.token for row in NameToken.objects.all()] == ["feather"]


def test_bulk_inserts_past_the_page_are_refused():
    with writing(KIND, OFFICER), pytest.raises(OutsideTheBookError, match=r"page\.save"):
        Vehicle.objects.bulk_create([Vehicle(registration="AV51 ABC")])


def test_numbers_are_dense_and_those_of_a_fault_are_drawn_again():
    assert take_numbers("TT", 2, 2026) == ["TT/0000001/26", "TT/0000002/26"]
    with pytest.raises(RuntimeError), transaction.atomic():
        take_numbers("TT", 3, 2026)
        raise RuntimeError
    assert take_numbers("TT", 1, 2026) == ["TT/0000003/26"]
    assert take_numbers("TT", 1, 2027) == ["TT/0000001/27"]


def test_an_arrest_is_few_statements():
    """Each is a way to the server and back: the figure to reach for arrests a second stands on this. One of them asks
    whether an old system is master of arrests."""
    from uuid import uuid4

    from callers import caller_with
    from daybook.records.actions.record_report import record_report
    from daybook.records.reports.arrest import Arrest

    officer, report, sent = caller_with("officer"), Arrest.model_validate(arrest()), []
    with asked(sent):
        record_report(officer, report, submission=uuid4())
    most = 8 if connection.vendor == "postgresql" else 19
    assert len(sent) <= most, sent


@pytest.mark.django_db(transaction=True)
def test_an_entry_and_its_value_stand_together_or_not_at_all(monkeypatch):
    monkeypatch.setattr("daybook.book.pages.canonical_json", lambda change: None)
    monkeypatch.setattr("daybook.book.pages.value_digest", lambda salt, change: b"")
    with pytest.raises(IntegrityError):
        append("person:viewed", OFFICER)
    assert not Entry.objects.exists()
