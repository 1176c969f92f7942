"""The old custody system has a code for every way into custody, so that no record of ours is refused at its opening."""

from __future__ import annotations

import tomllib
from importlib import resources

from daybook.legacy.systems.custody.log import OPENING, RULES


def toml(package: str, name: str) -> dict:
    return tomllib.loads(resources.files(package).joinpath(name).read_text())


def test_every_way_into_custody_has_a_code_that_the_machine_takes():
    bases = {one["code"] for one in toml("daybook.records.data.codes", "custody-basis.toml")["codes"]}
    table = toml("daybook.legacy.systems.custody.messages", "opening.toml")["codes"]["basis"]["map"]
    assert table.keys() == bases
    (taken,) = (rule.codes for rule in RULES[OPENING] if rule.name == "Basis")
    assert set(table.values()) == taken
