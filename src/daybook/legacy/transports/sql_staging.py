"""Rows in a staging table that the old system loads; its status column is the answer.

`[transport]`: `table`; and, where the columns are named otherwise, `key`, `verb`, `status`, `collected`. We insert with
status NEW; the old system sets LOADED or REJECTED and its reference or reason. `records` is the table or view in which
it shows what it holds, with the columns of our rows; `record_kind` the column that says which message a row is;
`changed` the column that tells when a row was written last, by which the table is read on.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from daybook.legacy.mapping import Sought
from daybook.legacy.transports import sql_changes, sql_records
from daybook.legacy.transports.base import (
    Connection,
    Extract,
    Reply,
    Sent,
    Step,
    TransportError,
    Tree,
    Verb,
    not_answering,
    reply_from,
)
from daybook.legacy.transports.database import Database, DatabaseAway, DatabaseWrong, connect
from daybook.legacy.transports.spooled import spooled

DEFAULTS = {"key": "DELIVERY_KEY", "verb": "DELIVERY_VERB", "status": "STATUS", "collected": "COLLECTED"}


class SqlStaging:
    def send(self, body: bytes, key: str, verb: Verb, connection: Connection) -> Sent:
        table = _Table(connection)
        values = {
            table.key: key,
            table.verb: verb,
            table.status: "NEW",
            table.collected: 0,
            **json.loads(body),
        }
        with _session(connection) as database:
            new = database.insert_once(table.name, values, table.key)
            if not new and (refused := connection.mapping.spec.reply.refused):
                table.put_back(database, values, refused)
        return Sent("accepted", duplicate=not new)

    @contextmanager
    def collect(self, connection: Connection) -> Iterator[list[Reply]]:
        table = _Table(connection)
        with _session(connection) as database:
            rows = database.rows(
                f"SELECT * FROM {table.name} WHERE {table.status} <> ? AND {table.collected} = ?",  # noqa: S608
                ("NEW", 0),
            )
            yield [_reply(connection, str(row[table.key]), row) for row in rows]
            for row in rows:
                database.run(
                    f"UPDATE {table.name} SET {table.collected} = 1 WHERE {table.key} = ?",  # noqa: S608
                    (row[table.key],),
                )

    def ask(self, key: str, connection: Connection) -> None:
        """Its table shows at any time what it holds."""

    @contextmanager
    def extract(self, key: str, connection: Connection) -> Iterator[Extract | None]:
        with _session(connection) as database, spooled(sql_records.every(database, connection)) as extract:
            yield extract

    def follows(self, connection: Connection) -> bool:
        return "changed" in connection.mapping.spec.transport

    def back(self, trail: Sequence[str], connection: Connection) -> str:
        return sql_changes.back(trail[-1], connection) if trail else ""

    def step(self, after: str, connection: Connection) -> Step:
        with _session(connection) as database:
            return sql_changes.step(database, after, connection)

    def asks(self, connection: Connection) -> bool:
        return "records" in connection.mapping.spec.transport

    def find(self, sought: Sought, most: int, connection: Connection) -> Sequence[tuple[str, Tree]]:
        wanted = sql_records.search(sought, most, connection)
        with _session(connection) as database:
            return [sql_records.named(row, connection) for row in database.rows(*wanted)] if wanted else []


class _Table:
    """The staging table's names, from the mapping (checked there to be plain column names)."""

    def __init__(self, connection: Connection) -> None:
        names = DEFAULTS | connection.mapping.spec.transport
        self.title = connection.mapping.system.title
        self.name, self.key, self.verb = names["table"], names["key"], names["verb"]
        self.status, self.collected = names["status"], names["collected"]

    def put_back(self, database: Database, values: dict[str, Any], refused: list[str]) -> None:
        """A row that was refused, and whose answer was read, is offered anew: somebody sends it again."""
        columns = [name for name in values if name != self.key]
        words = ", ".join("?" for _ in refused)
        database.run(
            f"UPDATE {self.name} SET {', '.join(f'{name} = ?' for name in columns)}"  # noqa: S608
            f" WHERE {self.key} = ? AND {self.collected} = 1 AND {self.status} IN ({words})",
            (*(values[name] for name in columns), values[self.key], *refused),
        )


def _reply(connection: Connection, key: str, row: dict[str, object]) -> Reply:
    raw = json.dumps(row, default=str, ensure_ascii=False).encode()
    return reply_from(connection, key, raw, f"row {key}")


@contextmanager
def _session(connection: Connection) -> Iterator[Database]:
    title = connection.mapping.system.title
    try:
        with connect(connection.param("database"), connection.timeout) as database:
            yield database
    except DatabaseAway as error:
        raise not_answering(connection, str(error)) from error
    except DatabaseWrong as error:
        raise TransportError(
            f"The staging table of {title} does not take the row ({error}). Compare the mapping's columns and lengths"
            " with the table.", permanent=True,
        ) from error  # fmt: skip
