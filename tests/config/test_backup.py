"""The drill: back up a house at work, wipe it, restore it elsewhere, and the book in it still holds."""

import re
import shutil
import sqlite3
import tarfile

import pytest

from house import house

pytestmark = [pytest.mark.processes, pytest.mark.timeout(600)]
VENDORS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
WRITE = """
from daybook.book import Act, clerk, register_kind, writing
from daybook.records.models import Location
from helpers import OFFICER
register_kind("test:noted", Act.NONE, "Noted")
for n in range(20):
    with writing("test:noted", OFFICER) as page:
        page.save(Location(description=f"place {n}", latitude=51.5, uprn=n))
    clerk.seal_pending(7)
"""


@pytest.fixture(params=VENDORS)
def place(request, tmp_path):
    (tmp_path / "one").mkdir()
    with house(tmp_path / "one", request.param) as built:
        built.vendor = request.param
        built.python(WRITE)
        folder = built.home / "attachments" / "ab"
        folder.mkdir(parents=True)
        (folder / "photograph").write_bytes(b"\x00" * 100_000)
        yield built


def names_in(backup):
    with tarfile.open(backup) as tar:
        return set(tar.getnames())


def test_a_house_is_backed_up_wiped_and_restored(place, tmp_path):
    backup = tmp_path / "backup.tar"
    said = place.run("backup", str(backup))
    assert re.search(r"3 files, .* MB, \d+\.\d s\.", said), said
    assert "The keys are not in it" in said
    assert not [name for name in names_in(backup) if name.endswith("pem") or "secret" in name]
    shutil.rmtree(place.home)
    (tmp_path / "two").mkdir()
    with house(tmp_path / "two", place.vendor, migrated=False) as other:
        said = other.run("restore", str(backup))
        print(said)
        assert "The book holds: 20 entries" in said
        assert "Compared with 1 checkpoints" in said
        assert (other.home / "attachments/ab/photograph").read_bytes() == b"\x00" * 100_000
        assert "20 record rows agree" in other.run("book", "verify", "--records", "--quiet")
        other.python(WRITE)
        assert "The book holds: 40 entries" in other.run("book", "verify", "--quiet")


def test_keys_come_along_when_asked_for(place, tmp_path):
    place.run("backup", str(tmp_path / "backup.tar"), "--with-keys")
    assert {"keys/secret_key", "keys/field_key", "keys/book/1.pem"} <= names_in(tmp_path / "backup.tar")


@pytest.fixture
def small(tmp_path):
    (tmp_path / "one").mkdir()
    with house(tmp_path / "one") as built:
        built.python(WRITE)
        yield built


def refused(place, *words):
    from subprocess import run
    from sys import executable

    done = run([executable, "-m", "daybook", *words], env=place.environment, capture_output=True, text=True)
    assert done.returncode == 1
    return done.stderr


def test_a_backup_replaces_nothing_and_is_put_over_nothing(small, tmp_path):
    small.run("backup", str(tmp_path / "backup.tar"))
    assert "never replaces another" in refused(small, "backup", str(tmp_path / "backup.tar"))
    assert "The database is not empty" in refused(small, "restore", str(tmp_path / "backup.tar"))


def test_a_damaged_backup_is_refused(small, tmp_path):
    backup = tmp_path / "backup.tar"
    small.run("backup", str(backup))
    (tmp_path / "two").mkdir()
    with house(tmp_path / "two", migrated=False) as other:
        whole = backup.read_bytes()
        backup.write_bytes(whole[:5000])
        assert "not a whole backup" in refused(other, "restore", str(backup))
        at = whole.index(b"place 7")
        backup.write_bytes(whole[:at] + b"place 8" + whole[at + 7 :])
        assert "The backup is damaged: database" in refused(other, "restore", str(backup))
        assert not (other.home / "daybook.sqlite3").exists() or other.sql("SELECT * FROM sqlite_master") == []


def test_a_backup_of_a_falsified_book_is_restored_but_not_believed(small, tmp_path):
    with sqlite3.connect(small.home / "daybook.sqlite3") as connection:
        connection.execute("DROP TRIGGER book_entry_no_update")
        connection.execute(
            "UPDATE book_entry SET device = 'another' WHERE id = (SELECT min(id) FROM book_entry)"
        )
    connection.close()
    small.run("backup", str(tmp_path / "backup.tar"))
    (tmp_path / "two").mkdir()
    with house(tmp_path / "two", migrated=False) as other:
        assert "First wrong row: number 1" in other.run("restore", str(tmp_path / "backup.tar"), status=1)
