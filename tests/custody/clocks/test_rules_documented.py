"""The page of the rules says of each what the code says: law, mark, who may act."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from daybook.custody.clocks import RULES

PAGE = (Path(__file__).parents[3] / "docs" / "custody-clocks.md").read_text()
ROWS = {cells[0]: cells for cells in (re.split(r"\s*\|\s*", line.strip("| ")) for line in PAGE.splitlines())}


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_page_of_rules_is_true(rule):
    _, law, mark, _, who = ROWS[rule.id]
    assert law == rule.law
    assert mark == ("C" if rule.confirmed else "K") + (", ours" if rule.ours else "")
    assert who.startswith(rule.who)


def test_every_rule_has_a_test_by_its_name():
    tests = "\n".join(file.read_text() for file in Path(__file__).parents[1].rglob("test_*.py"))
    named = {rule for rule in RULES if f"def test_{rule.replace('-', '_')}_" in tests}
    assert named == RULES.keys()
