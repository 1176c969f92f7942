"""One small adapter over SQLite and MariaDB: insert once under a key, read rows, change rows."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import pymysql
import pymysql.cursors

Value = str | int | float | None
ROW_ERRORS = (pymysql.err.DataError, pymysql.err.IntegrityError, pymysql.err.ProgrammingError)
ROW_CODES = {1054, 1146, 1364, 1366, 1406, 3819, 4025}
"""MariaDB: no such column or table, value too long, no default, wrong value, check failed."""


class DatabaseAway(Exception):
    """The database cannot be reached or is busy; later it may."""


class DatabaseWrong(Exception):
    """The database does not take this row as it is."""


class Database:
    """An open session; `mark` is the driver's sign for a value."""

    def __init__(self, session: Any, mark: str) -> None:
        self.session, self.mark = session, mark

    def run(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement; the number of rows it changed."""
        with plain_errors():
            cursor = self.session.cursor()
            cursor.execute(sql.replace("?", self.mark), tuple(values))
            return int(cursor.rowcount)

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[dict[str, Any]]:
        """All rows of one query, by column name."""
        with plain_errors():
            cursor = self.session.cursor()
            cursor.execute(sql.replace("?", self.mark), tuple(values))
            return [dict(row) for row in cursor.fetchall()]

    def insert_once(self, table: str, row: dict[str, Value], key: str) -> bool:
        """Insert the row unless its key is there; whether it was new. DatabaseWrong where it does not fit."""
        if self._holds(table, key, row[key]):
            return False
        marks = ", ".join("?" for _ in row)
        try:
            self.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
        except DatabaseWrong:
            if self._holds(table, key, row[key]):
                return False
            raise
        return True

    def _holds(self, table: str, key: str, value: Value) -> bool:
        return bool(self.rows(f"SELECT {key} FROM {table} WHERE {key} = ?", (value,)))  # noqa: S608


@contextmanager
def connect(url: str, timeout: float, make: bool = False) -> Iterator[Database]:
    """A session in one transaction: committed at the end, rolled back on an error.

    `sqlite:///path` or `mysql://user:password@host:port/name`; `timeout` in seconds; `make` creates an SQLite file.
    """
    with plain_errors():
        database = _open(url, timeout, make)
    try:
        yield database
        with plain_errors():
            database.session.commit()
    finally:
        database.session.close()


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a driver's errors into our two. Its text may hold values, so only its kind is kept."""
    try:
        yield
    except (sqlite3.Error, pymysql.err.MySQLError) as error:
        raise _plain(error) from error


def _open(url: str, timeout: float, make: bool) -> Database:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        mode = "rwc" if make else "rw"
        session = sqlite3.connect(f"file:{parts.path}?mode={mode}", uri=True, timeout=timeout)
        session.row_factory = sqlite3.Row
        return Database(session, "?")
    if parts.scheme not in ("mysql", "mariadb"):
        raise DatabaseWrong("its address must begin with sqlite: or mysql:")
    seconds = max(1, int(timeout))
    connection = pymysql.connect(
        host=parts.hostname or "127.0.0.1", port=parts.port or 3306, user=unquote(parts.username or ""),
        password=unquote(parts.password or ""), database=parts.path.lstrip("/"), charset="utf8mb4",
        connect_timeout=seconds, read_timeout=seconds, write_timeout=seconds,
        cursorclass=pymysql.cursors.DictCursor,
    )  # fmt: skip
    return Database(connection, "%s")


def _plain(error: Exception) -> Exception:
    code = error.args[0] if error.args and isinstance(error.args[0], int) else None
    kind = f"{type(error).__name__} {code}" if code else type(error).__name__
    missing = isinstance(error, sqlite3.OperationalError) and str(error).startswith(("no such", "table "))
    if isinstance(error, (*ROW_ERRORS, sqlite3.IntegrityError)) or code in ROW_CODES or missing:
        return DatabaseWrong(kind)
    return DatabaseAway(kind)
