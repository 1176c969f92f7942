"""A record row changed past the book is found, whichever way it was changed."""

import pytest
from django.db import connection

from daybook.book import Act, register_kind, writing
from daybook.book.verify import Report, verify_records
from daybook.records.models import Location
from helpers import OFFICER, settle

pytestmark = pytest.mark.django_db
SEEN = register_kind("test:location-seen", Act.COLLECTION, "Location seen")


def save(**values):
    with writing(SEEN, OFFICER) as page:
        return page.save(Location(**values))


def verify():
    report = Report()
    verify_records(report)
    return report


def raw(query, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)


def key(row):
    return row.pk.hex if connection.vendor == "sqlite" else row.pk


@pytest.fixture
def rows():
    return [
        save(description=f"place {n}", latitude=51.5 + n / 7, easting=530000 + n, uprn=n) for n in range(4)
    ]


def test_rows_written_by_entries_agree_sealed_or_not(rows):
    report = verify()
    assert (report.holds, report.records) == (True, 4)
    settle()
    rows[1].description = "corrected"
    with writing(SEEN, OFFICER) as page:
        page.save(rows[1])
    assert verify().holds


@pytest.mark.parametrize(
    ("column", "value"), [("description", "elsewhere"), ("latitude", 1.5), ("uprn", None)]
)
def test_a_changed_column_is_named_without_its_value(rows, column, value):
    settle()
    raw(f"UPDATE records_location SET {column} = %s WHERE id = %s", value, key(rows[2]))
    report = verify()
    assert report.count == 1
    assert f"{rows[2].pk.hex} was changed past the book: {column} not as in" in report.first.sentence
    assert "elsewhere" not in report.first.sentence


def test_a_deleted_row_is_named(rows):
    raw("DELETE FROM records_locationtoken WHERE location_id = %s", key(rows[2]))
    raw("DELETE FROM records_location WHERE id = %s", key(rows[2]))
    assert f"records.location {rows[2].pk.hex} is gone" in verify().first.sentence


def test_a_row_written_past_the_book_is_named(rows):
    from daybook.book.rows import current_page

    stray = Location(description="stray")
    token = current_page.set(object())
    stray.save()
    current_page.reset(token)
    assert f"{stray.pk.hex} is in no entry" in verify().first.sentence


def test_a_row_removed_by_an_entry_is_rightly_gone_and_wrongly_there(rows):
    removed = rows[0].pk
    with writing(SEEN, OFFICER) as page:
        page.remove(rows[0])
    assert verify().holds
    again = Location(description="place 0", latitude=51.5, easting=530000, uprn=0)
    again.pk = removed
    from daybook.book.rows import current_page

    token = current_page.set(object())
    again.save(force_insert=True)
    current_page.reset(token)
    assert "is there, but entry" in verify().first.sentence


def test_rows_written_while_the_check_runs_are_no_fault(rows, monkeypatch):
    """A writer comes between the reading of the book and the reading of the rows."""
    from daybook.book.verify import records

    read = records.in_chunks

    def meanwhile(model):
        if model is Location:
            rows[3].description = "newer"
            with writing(SEEN, OFFICER) as page:
                page.save(rows[3])
            save(description="new")
        yield from read(model)

    monkeypatch.setattr(records, "in_chunks", meanwhile)
    assert verify().holds
