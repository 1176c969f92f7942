"""Safeguard's tables for others, as its owner made them: MariaDB or, in the embedded demonstration, SQLite.

`COMING_TO_NOTICE` is the staging table, `NOTICE` shows what Safeguard holds, in the same columns.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from daybook.legacy.emulation.store import Stored
from daybook.legacy.transports.database import Database

COLUMNS = {
    "SOURCE_NUMBER": 20, "SOURCE_VERSION": 4, "NOTICE_KIND": 10, "NOTICE_STATUS": 3, "NOTICED_AT": 12, "SURNAME": 35,
    "FORENAMES": 50, "BIRTH_DATE": 8, "SEX": 1, "CHILD_FLAG": 1, "ETHNICITY": 2, "LANGUAGE": 30, "HOME_ADDRESS": 120,
    "HOME_POSTCODE": 8, "TELEPHONE": 24, "MARKERS": 30, "NOTICED_WHERE": 80, "CIRCUMSTANCES": 1000, "OFFENCE_1": 8,
    "OFFENCE_2": 8, "OFFENCE_3": 8, "CONCERNS": 120, "RISK_LEVEL": 1, "RISK_REASON": 400, "CONSENT": 1,
    "OVERRIDE_REASON": 400, "OFFICER": 8, "STATION": 30,
}  # fmt: skip
"""Column and length in characters."""


def make_table(database: Database) -> None:
    """Make the table where it is not there yet."""
    marks = " CHARACTER SET utf8mb3" if database.mark == "%s" else ""
    columns = ", ".join(f"{name} VARCHAR({length}){marks}" for name, length in COLUMNS.items())
    database.run(
        "CREATE TABLE IF NOT EXISTS COMING_TO_NOTICE (DELIVERY_KEY VARCHAR(120) PRIMARY KEY, DELIVERY_VERB VARCHAR(10)"
        " NOT NULL, STATUS VARCHAR(10) NOT NULL, REFERENCE VARCHAR(20), REASON_CODE VARCHAR(10), REASON_TEXT"
        f" VARCHAR(200), COLLECTED INTEGER NOT NULL DEFAULT 0, ARRIVED TIMESTAMP DEFAULT CURRENT_TIMESTAMP, {columns})"
    )
    database.run(
        "CREATE TABLE IF NOT EXISTS NOTICE (REFERENCE VARCHAR(20) PRIMARY KEY, STATE VARCHAR(10) NOT NULL,"
        f" ENTERED VARCHAR(8) NOT NULL, CHANGED_AT DECIMAL(17, 6) NOT NULL, {columns})"
    )


def show(database: Database, records: Iterable[Stored]) -> None:
    """Bring the rows of these records in NOTICE to what they are."""
    names = ("REFERENCE", "STATE", "ENTERED", "CHANGED_AT", *COLUMNS)
    insert = f"REPLACE INTO NOTICE ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})"  # noqa: S608
    for record in records:
        entered = datetime.fromtimestamp(record.arrived, UTC).strftime("%Y%m%d")
        own = (record.reference, record.state, entered, round(record.changed, 6))
        database.run(insert, (*own, *(record.content.get(name) for name in COLUMNS)))


def take_out(database: Database, reference: str) -> None:
    """What is erased is shown no more, and no row of the staging table tells of it."""
    database.run("DELETE FROM NOTICE WHERE REFERENCE = ?", (reference,))
    told = database.rows(
        "SELECT DISTINCT SOURCE_NUMBER FROM COMING_TO_NOTICE WHERE REFERENCE = ? AND DELIVERY_VERB <> 'erase'",
        (reference,),
    )
    for row in told:
        database.run("DELETE FROM COMING_TO_NOTICE WHERE SOURCE_NUMBER = ?", (row["SOURCE_NUMBER"],))


def waiting(database: Database) -> list[tuple[str, str, bytes]]:
    """Key, verb and content of the rows that nobody loaded yet, the oldest first."""
    rows = database.rows(
        "SELECT * FROM COMING_TO_NOTICE WHERE STATUS = ? ORDER BY ARRIVED, DELIVERY_KEY", ("NEW",)
    )
    return [
        (
            row["DELIVERY_KEY"],
            row["DELIVERY_VERB"],
            json.dumps({name: row[name] for name in COLUMNS}).encode(),
        )
        for row in rows
    ]


def mark(database: Database, key: str, status: str, reference: str, code: str, text: str) -> None:
    """Write the answer into the row."""
    database.run(
        "UPDATE COMING_TO_NOTICE SET STATUS = ?, REFERENCE = ?, REASON_CODE = ?, REASON_TEXT = ?"
        " WHERE DELIVERY_KEY = ?",
        (status, reference, code, text, key),
    )
