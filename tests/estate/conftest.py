"""A small invented estate with something of everything."""

from __future__ import annotations

from functools import partial

import pytest

from callers import signed_on_client
from estate_files import csv_bytes, imported

COLUMNS = {
    "number": "Number",
    "name": "Name",
    "class": "Counting class",
    "supplier": "Supplier",
    "owner": "Business owner",
    "unit": "Unit",
    "for": "Capabilities",
    "named": "Named users",
    "active": "Active in 90 days",
    "licence": "Licence a year",
    "support": "Support a year",
    "capital": "Capital in the year",
    "supported": "End of support",
    "state": "State",
    "needs": "Depends on",
}
"""Short names, and the headings they stand for."""
CRIME = {"class": "application", "owner": "Head of Crime"}
SYSTEMS = [
    CRIME | {"number": "S1", "name": "Lantern", "supplier": "Averby", "unit": "Crime", "for": "3.1.1",
             "named": "900", "active": "700", "licence": "£120,000", "support": "£30,000",
             "supported": "2015-07-14", "state": "live"},
    CRIME | {"number": "S2", "name": "Beacon", "supplier": "Corvane", "unit": "Crime", "for": "3.1.1:50; 3.2.3:50",
             "named": "400", "active": "3", "licence": "£80,000", "capital": "£50,000",
             "supported": "2035-01-01", "state": "live", "needs": "S1"},
    {"number": "S3", "name": "Cairn", "class": "spreadsheet", "unit": "Custody", "for": "4.1.1",
     "state": "live", "needs": "S1; S2"},
    {"number": "S4", "name": "Ember", "class": "platform", "supplier": "Averby", "owner": "Head of Finance",
     "unit": "Finance", "for": "8.1.1", "named": "50", "active": "0", "licence": "£10,000",
     "supported": "2010-01-01", "state": "off"},
]  # fmt: skip


@pytest.fixture
def estate(db):
    rows = [[system.get(name, "") for name in COLUMNS] for system in SYSTEMS]
    run = imported(csv_bytes([*COLUMNS.values()], *rows))
    assert (run.added, run.bad, run.problem) == (4, 0, "")


@pytest.fixture
def manager(db):
    return signed_on_client("estate-manager")


@pytest.fixture
def opened(open_as):
    """A page in Chromium as whoever runs the estate sees it."""
    return partial(open_as, signed_on_client("estate-manager"))
