"""Who is shown what: the public sees the fields that the policy gives to everyone, the force sees all.

Pages, charts, downloads and the API read rows only through `seen`: what is not in its answer cannot be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from daybook.oversight.models.row import Row
from daybook.oversight.sheets.catalogue import Sheet
from daybook.oversight.sheets.fields import Field, Shown


@dataclass(frozen=True, slots=True)
class Audience:
    """`name` is also the namespace of its pages."""

    name: str
    shown: frozenset[Shown]

    @property
    def is_public(self) -> bool:
        return self.shown == frozenset({Shown.EVERYONE})

    def fields(self, sheet: Sheet) -> list[Field]:
        return [field for field in sheet.fields if field.shown in self.shown]

    def sees_row(self, row: Row) -> bool:
        """Whether the row as a whole is not withheld."""
        return not self.is_public or not getattr(row, "withheld", "")


PUBLIC = Audience("open", frozenset({Shown.EVERYONE}))
FORCE = Audience("oversight", frozenset(Shown))


def seen(audience: Audience, sheet: Sheet, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows that this audience is shown, with the fields it is shown, each row's number first."""
    names = [field.name for field in audience.fields(sheet)]
    return [
        {"number": row.number, **{name: getattr(row, name) for name in names}}
        for row in rows
        if audience.sees_row(row)
    ]
