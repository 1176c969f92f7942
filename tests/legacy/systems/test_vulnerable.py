"""An arrest goes to Safeguard as a row in its staging table, on SQLite and on a real MariaDB."""

import os
import sqlite3
import uuid

import pymysql
import pytest

from daybook.legacy import transports
from daybook.legacy.systems import registry

pytestmark = pytest.mark.processes
KEY = "019a0c5e-7a00-7000-8000-00000000e001:vulnerable"
USER, PASSWORD = os.environ.get("MARIADB_USER", "root"), os.environ.get("MARIADB_PASSWORD", "")
SERVER = {"host": "127.0.0.1", "port": 3306, "user": USER, "password": PASSWORD}


@pytest.fixture
def mariadb():
    name = f"safeguard_{uuid.uuid4().hex[:12]}"
    with pymysql.connect(**SERVER, autocommit=True) as session:
        session.cursor().execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    yield f"mysql://{USER}:{PASSWORD}@127.0.0.1:3306/{name}"
    with pymysql.connect(**SERVER, autocommit=True) as session:
        session.cursor().execute(f"DROP DATABASE {name}")


@pytest.fixture(params=["sqlite", pytest.param("mariadb", marks=pytest.mark.mariadb)])
def database(request, tmp_path):
    if request.param == "mariadb":
        return request.getfixturevalue("mariadb")
    return f"sqlite://{tmp_path}/staging.sqlite3"


@pytest.fixture
def machine(database, emulator):
    return emulator("vulnerable", "--database", database)


@pytest.fixture
def line(machine, connect, database):
    return connect("vulnerable", database=database)


def send(line, document, key=KEY):
    return transports.get("sql-staging").send(line.mapping.encode(document).body, key, document["verb"], line)


def replies(line, until):
    def some():
        with transports.get("sql-staging").collect(line) as found:
            return found

    return until(some)


def test_a_row_is_loaded_and_confirmed(machine, line, arrest, until):
    assert send(line, arrest("vulnerable")).state == "accepted"
    (reply,) = replies(line, until)
    (record,) = machine.records()
    assert (reply.key, reply.state, reply.reference) == (KEY, "confirmed", record["reference"])
    assert record["content"]["FORENAMES"] == "Zoë Paul"
    assert record["title"].endswith("(CHILD)")


def test_a_row_that_was_refused_is_loaded_when_it_is_sent_again(machine, line, arrest, until):
    document = arrest("vulnerable") | {"verb": "amend"}
    send(line, document)
    (reply,) = replies(line, until)
    assert reply.state == "refused"
    send(line, arrest("vulnerable"), KEY.replace("e001", "e002"))
    replies(line, until)
    send(line, document)
    (reply,) = replies(line, until)
    assert (reply.key, reply.state) == (KEY, "confirmed")


def test_a_character_beyond_the_old_table_is_written_by_its_sound_and_reported(machine, line, arrest, until):
    document = arrest("vulnerable", person__occupation="x", person__family_name="Lee 𠮷")
    (loss,) = [x for x in line.mapping.encode(document).losses if x.field == "person.family_name"]
    send(line, document)
    replies(line, until)
    assert machine.records()[0]["content"]["SURNAME"] == loss.theirs == "Lee Kichi"


def test_the_same_key_makes_one_row_and_one_record(machine, line, arrest, until):
    assert not send(line, arrest("vulnerable")).duplicate
    assert send(line, arrest("vulnerable")).duplicate
    replies(line, until)
    assert len(machine.records()) == 1


def test_amendment_and_withdrawal(machine, line, arrest, until):
    send(line, arrest("vulnerable"))
    first = replies(line, until)[0].reference
    send(line, arrest("vulnerable", verb="amend", person__family_name="Smith"), "a:vulnerable")
    assert replies(line, until)[0].reference == first
    send(line, arrest("vulnerable", verb="withdraw", event__status="wrong-person"), "w:vulnerable")
    assert replies(line, until)[0].reference == first
    assert [(r["state"], r["version"]) for r in machine.records()] == [("WITHDRAWN", 3)]


def test_a_rejected_row_is_read_in_plain_words(line, arrest, until):
    send(line, arrest("vulnerable", verb="amend"))
    (reply,) = replies(line, until)
    assert (reply.state, reply.code, reply.remedy) == ("refused", "SG21", "Send the report as new.")


def test_a_status_that_nobody_knows_is_kept_for_the_desk(machine, line, arrest, until):
    machine.fault(answer="nonsense", times=1)
    send(line, arrest("vulnerable"))
    (reply,) = replies(line, until)
    assert reply.state == "unreadable"
    assert "neither a yes nor a no" in reply.reason


def test_a_row_that_came_while_the_machine_was_away_is_loaded_later(machine, line, arrest, until):
    machine.kill()
    send(line, arrest("vulnerable"))
    with transports.get("sql-staging").collect(line) as found:
        assert found == []
    machine.start()
    assert replies(line, until)[0].state == "confirmed"


def test_a_row_that_does_not_fit_the_table_needs_a_person(tmp_path, connect, arrest):
    path = tmp_path / "other.sqlite3"
    sqlite3.connect(path).execute(
        "CREATE TABLE COMING_TO_NOTICE (DELIVERY_KEY, STATUS, COLLECTED, DELIVERY_VERB)"
    )
    with pytest.raises(transports.TransportError, match="Compare the mapping's columns") as refused:
        send(connect("vulnerable", database=f"sqlite://{path}"), arrest("vulnerable"))
    assert refused.value.permanent


@pytest.mark.parametrize("url", ["sqlite:///nowhere/staging.sqlite3", "mysql://root@127.0.0.1:1/none"])
def test_a_database_that_is_away_is_tried_again(connect, arrest, url):
    with pytest.raises(transports.TransportError, match="is not answering") as refused:
        send(connect("vulnerable", database=url), arrest("vulnerable"))
    assert not refused.value.permanent


@pytest.mark.mariadb
def test_mariadb_refuses_a_value_too_long_and_says_so(emulator, mariadb, connect):
    emulator("vulnerable", "--database", mariadb)
    body = b'{"SOURCE_NUMBER": "' + b"9" * 21 + b'"}'
    with pytest.raises(transports.TransportError, match="does not take the row") as refused:
        transports.get("sql-staging").send(body, KEY, "create", connect("vulnerable", database=mariadb))
    assert refused.value.permanent


def test_the_mapping_fits_the_columns_of_the_table():
    from daybook.legacy.systems.vulnerable.staging import COLUMNS

    for field in registry.mapping("vulnerable").fields:
        assert field.spec.to in COLUMNS
        assert (field.spec.length or 0) <= COLUMNS[field.spec.to]
