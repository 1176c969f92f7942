"""A house that has grown moves from SQLite to PostgreSQL with every row, and the book is the same book."""

import sqlite3
from subprocess import run
from sys import executable

import psycopg
import pytest

from house import House, create_database, drop_database, house

pytestmark = [pytest.mark.processes, pytest.mark.postgres, pytest.mark.timeout(600)]
WRITE = """
from decimal import Decimal
from daybook.access.models import User
from daybook.book import Act, append, clerk, register_kind, writing
from daybook.records.models import Location
from helpers import OFFICER
register_kind("test:noted", Act.NONE, "Noted")
User.objects.create_user("4711", password="long enough for this")
for n in range(20):
    with writing("test:noted", OFFICER) as page:
        page.save(Location(description=f"place {n} \\t\\\\ Ó", latitude=51.5 + n / 7, uprn=n))
clerk.seal_pending(15)
"""


@pytest.fixture
def small(tmp_path):
    with house(tmp_path) as built:
        built.python(WRITE)
        yield built


@pytest.fixture
def target():
    url = create_database()
    yield url
    drop_database(url)


def test_every_row_arrives_and_the_book_is_the_same(small, target):
    said = small.run("move", "--to", target)
    assert "The book holds: 15 entries" in said
    assert "Compared with 1 checkpoints kept outside" in said
    moved = House(small.home, target)
    for table in ("book_entry", "book_pending", "book_seal", "records_location", "access_user"):
        assert moved.sql(f"SELECT count(*) FROM {table}") == small.sql(f"SELECT count(*) FROM {table}"), table
    assert moved.sql("SELECT note FROM book_checkpoint") == small.sql("SELECT note FROM book_checkpoint")
    moved.python("from daybook.book import clerk\nclerk.seal_pending()")
    said = moved.run("book", "verify", "--records", "--quiet")
    assert "The book holds: 20 entries" in said
    assert "20 record rows agree" in said


def test_the_moved_house_goes_on_and_its_triggers_stand(small, target):
    small.run("move", "--to", target)
    moved = House(small.home, target)
    moved.python(WRITE.replace("4711", "4712") + "clerk.seal_pending()")
    assert "The book holds: 40 entries" in moved.run("book", "verify", "--quiet")
    for statement in (
        "DELETE FROM book_seal",
        "UPDATE book_entry SET device = 'x'",
        "TRUNCATE book_checkpoint",
    ):
        with pytest.raises(psycopg.Error, match="append only"):
            moved.sql(statement)


def refused(place, target):
    done = run(
        [executable, "-m", "daybook", "move", "--to", target],
        env=place.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    return done.stderr + done.stdout


def test_a_target_that_is_not_empty_is_refused(small, target):
    with psycopg.connect(target, autocommit=True) as connection:
        connection.execute("CREATE TABLE anything (id int)")
    assert "The target database is not empty" in refused(small, target)
    assert "does not answer" in refused(small, target + "_missing")
    assert "from SQLite (DATABASE_URL) to PostgreSQL" in refused(small, "mysql://root@127.0.0.1/x")


def test_a_falsified_book_does_not_move_unnoticed(small, target):
    with sqlite3.connect(small.home / "daybook.sqlite3") as connection:
        connection.execute("DROP TRIGGER book_entry_no_update")
        connection.execute(
            "UPDATE book_entry SET device = 'another' WHERE id = (SELECT min(id) FROM book_entry)"
        )
    connection.close()
    assert "First wrong row: number 1" in refused(small, target)
