"""The old custody system: a code for every way into custody, and no line of its log takes the number of another."""

from __future__ import annotations

import sqlite3
import tomllib
from importlib import resources

from daybook.legacy.emulation.store import TABLES, Stored, keep_record
from daybook.legacy.systems.custody.log import OPENING, RULES, TABLE, reference


def toml(package: str, name: str) -> dict:
    return tomllib.loads(resources.files(package).joinpath(name).read_text())


def test_every_way_into_custody_has_a_code_that_the_machine_takes():
    bases = {one["code"] for one in toml("daybook.records.data.codes", "custody-basis.toml")["codes"]}
    table = toml("daybook.legacy.systems.custody.messages", "opening.toml")["codes"]["basis"]["map"]
    assert table.keys() == bases
    (taken,) = (rule.codes for rule in RULES[OPENING] if rule.name == "Basis")
    assert set(table.values()) == taken


def test_a_second_period_on_the_same_arrest_goes_on_counting_its_lines():
    session = sqlite3.connect(":memory:")
    session.executescript(f"{TABLES};{TABLE}")
    session.row_factory = sqlite3.Row
    keep_record(session, Stored("CB0000025-26", "AR/0000363/26", "LIVE", 1, "", {}, 0.0, 0.0))
    given = [
        reference(session, {"OriginNumber": number, "ArrestNumber": "AR/0000363/26"}, str)
        for number in ("CU/0000351/26", "CU/0000351/26", "CU/0000352/26")
    ]
    assert given == ["CB0000025-26/0001", "CB0000025-26/0002", "CB0000025-26/0003"]
