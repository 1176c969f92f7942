"""No page, API operation or search reads a record table but through the room's one permission filter."""

import re
from pathlib import Path

import pytest

import daybook.records
from daybook.records.queries.filter import RULES

ROOM = Path(daybook.records.__file__).parent
TABLES = "|".join(model.__name__ for model in RULES)
READS = re.compile(rf"\b({TABLES})\.(?:objects|_default_manager)\b")
INDEX_ONLY = {"queries/search.py": {"NameToken"}}
"""The index over names holds no handling mark of its own; what it yields is filtered as people."""


def files():
    return sorted(
        [*ROOM.glob("views/*.py"), *ROOM.glob("api*.py"), *ROOM.glob("queries/*.py"), ROOM / "search.py"]
    )


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(ROOM)))
def test_everything_is_read_through_the_filter(file):
    name = str(file.relative_to(ROOM))
    allowed = INDEX_ONLY.get(name, set())
    direct = {found[1] for found in READS.finditer(file.read_text())} - allowed
    assert not direct, f"{name} reads {sorted(direct)} past visible(); begin with visible(caller, Model)."
