"""Docket looks for the warrants that are out for somebody who is held, and marks them."""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Any

OUT = "'I', 'L', 'T'"
"""Issued, allocated, attempted: neither executed nor withdrawn nor run out."""
FIND = (
    "SELECT reference, content FROM record WHERE state = 'LIVE' AND json_extract(content, '$.FORM') = 'WARRANT'"  # noqa: S608
    f" AND json_extract(content, '$.STATUS') IN ({OUT}) AND (json_extract(content, '$.PNCID') = :pncid OR"
    " (json_extract(content, '$.SURNAME') = :surname AND json_extract(content, '$.FORENAMES') = :forenames"
    " AND json_extract(content, '$.\"BIRTH-DATE\"') = :born)) ORDER BY reference"
)


def wanted(session: Connection, content: dict[str, Any], mark: str = "") -> str:
    """The first warrant that is out for this person, all of them marked where a mark is given; empty where none is."""
    person = {
        "pncid": content.get("PNCID"), "surname": content.get("SURNAME"), "forenames": content.get("FORENAMES"),
        "born": content.get("BIRTH-DATE"),
    }  # fmt: skip
    found = session.execute(FIND, person).fetchall()
    for reference, held in found if mark else ():
        _write(session, reference, json.loads(held) | {"MARK": mark})
    return str(found[0][0]) if found else ""


def unmark(session: Connection, number: str) -> None:
    """Take every mark of this notice away."""
    like = f"HELD {number} %"
    rows = session.execute(
        "SELECT reference, content FROM record WHERE json_extract(content, '$.MARK') LIKE ?", (like,)
    )
    for reference, held in rows.fetchall():
        _write(
            session, reference, {name: value for name, value in json.loads(held).items() if name != "MARK"}
        )


def marked(session: Connection, reference: str) -> dict[str, str]:
    """The mark that a warrant has already: a new version of it keeps it."""
    row = session.execute(
        "SELECT json_extract(content, '$.MARK') FROM record WHERE reference = ?", (reference,)
    )
    found = row.fetchone()
    return {"MARK": str(found[0])} if found and found[0] else {}


def _write(session: Connection, reference: str, content: dict[str, Any]) -> None:
    session.execute("UPDATE record SET content = ? WHERE reference = ?", (json.dumps(content), reference))
