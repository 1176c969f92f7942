"""The database's own refusal to rewrite the book, and the clerk's in-tray, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import Any

SEALED = ("book_entry", "book_seal", "book_checkpoint", "book_disposal")
MESSAGE = "the book is append only"

SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for table in SEALED
        for verb in ("update", "delete")
    ),
    "CREATE TRIGGER book_entryvalue_no_update BEFORE UPDATE ON book_entryvalue "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    "CREATE TRIGGER book_entryvalue_no_delete BEFORE DELETE ON book_entryvalue "
    "WHEN NOT EXISTS (SELECT 1 FROM book_disposal WHERE entry_id = OLD.entry_id) "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}: a value leaves it only by a disposal'); END",
    "CREATE TRIGGER book_entry_pending AFTER INSERT ON book_entry "
    "BEGIN INSERT INTO book_pending (entry_id) VALUES (NEW.id); END",
]
SQLITE_DROP = [
    *(
        f"DROP TRIGGER IF EXISTS {table}_no_{verb}"
        for table in (*SEALED, "book_entryvalue")
        for verb in ("update", "delete")
    ),
    "DROP TRIGGER IF EXISTS book_entry_pending",
]

POSTGRESQL = [
    f"""CREATE FUNCTION book_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$""",
    f"""CREATE FUNCTION book_refuse_undisposed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (SELECT 1 FROM book_disposal WHERE entry_id = OLD.entry_id) THEN
        RAISE EXCEPTION '{MESSAGE}: a value leaves it only by a disposal' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN OLD;
    END $$""",
    """CREATE FUNCTION book_await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO book_pending (entry_id) VALUES (NEW.id); RETURN NULL; END $$""",
    *(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION book_refuse()"
        for table in SEALED
    ),
    *(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION book_refuse()"
        for table in (*SEALED, "book_entryvalue")
    ),
    "CREATE TRIGGER book_entryvalue_no_change BEFORE UPDATE ON book_entryvalue "
    "FOR EACH ROW EXECUTE FUNCTION book_refuse()",
    "CREATE TRIGGER book_entryvalue_no_delete BEFORE DELETE ON book_entryvalue "
    "FOR EACH ROW EXECUTE FUNCTION book_refuse_undisposed()",
    "CREATE TRIGGER book_entry_pending AFTER INSERT ON book_entry "
    "FOR EACH ROW EXECUTE FUNCTION book_await_seal()",
]
POSTGRESQL_DROP = [
    "DROP FUNCTION IF EXISTS book_refuse() CASCADE",
    "DROP FUNCTION IF EXISTS book_refuse_undisposed() CASCADE",
    "DROP FUNCTION IF EXISTS book_await_seal() CASCADE",
]


def create(connection: Any) -> None:
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def drop(connection: Any) -> None:
    """For a migration backwards and for emptying a test database; the application never calls it."""
    _run(connection, SQLITE_DROP if connection.vendor == "sqlite" else POSTGRESQL_DROP)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
