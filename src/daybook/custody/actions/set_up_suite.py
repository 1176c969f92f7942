"""Set up a custody suite with its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.custody.kinds import SUITE_SET_UP
from daybook.custody.models import Cell, Suite
from daybook.records.identifiers import IdentifierError
from daybook.records.organisations import OrganisationError, find_unit

CODE = re.compile(r"^[a-z0-9][a-z0-9-]{0,11}$")


def set_up_suite(
    caller: Caller, *, name: str, code: str, cells: Sequence[str], ou: str = "", station: str = ""
) -> Suite:
    """Make the suite; cells are named as on their doors, each for one person. ValueError says what is wrong."""
    require(caller, "custody.keep-suites")
    doors = list(dict.fromkeys(door.strip().upper() for door in cells if door.strip()))
    _check(code, ou, doors)
    with transaction.atomic(), writing(SUITE_SET_UP, caller.author) as page:
        suite = page.save(Suite(name=name.strip(), code=code, ou=ou, station=station.strip()))
        page.about(suite)
        for door in doors:
            page.save(Cell(suite=suite, name=door))
    return suite


def _check(code: str, ou: str, doors: Sequence[str]) -> None:
    if not CODE.match(code):
        raise ValueError("Write the code in small letters, digits and hyphens, at most 12: market-st.")
    if Suite.objects.filter(code=code).exists():
        raise ValueError(f"There is a suite with the code {code} already. Choose another.")
    if not doors or any(len(door) > 12 for door in doors):
        raise ValueError("Name the cells as on their doors, each in at most 12 characters: M1, M2.")
    try:
        if ou:
            find_unit(ou)
    except (IdentifierError, OrganisationError) as error:
        raise ValueError(f"Station: {error}") from None
