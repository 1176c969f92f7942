"""Who is in which cell of a suite, as the entries say."""

from __future__ import annotations

from uuid import UUID

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind
from daybook.custody.entries.care import Movement
from daybook.custody.findings import Refused
from daybook.custody.models import Cell, CustodyRecord
from daybook.custody.state import detentions


def occupants(suite: UUID) -> dict[str, list[Detention]]:
    """The detentions of each cell, by the cell's name; cells that stand empty are left out."""
    held: dict[str, list[Detention]] = {}
    here = CustodyRecord.objects.filter(suite=suite, closed_at__isnull=True).values_list("pk", flat=True)
    for detention in detentions(here).values():
        if detention.cell:
            held.setdefault(detention.cell, []).append(detention)
    return held


def cell_refusals(entry: EntryKind, record: CustodyRecord) -> list[Refused]:
    """Why the person cannot be put into the cell of this entry.

    Locks the cell, so that of two desks that choose it at the same moment one is told that it is taken.
    """
    if not (isinstance(entry, Movement) and entry.cell):
        return []
    cell = Cell.objects.select_for_update().filter(suite=record.suite_id, name__iexact=entry.cell).first()
    if cell is None or not cell.in_use:
        return [Refused("CELL-3", "cell", f"There is no cell {entry.cell} in use in this suite.")]
    others = [one for one in occupants(record.suite_id).get(cell.name, []) if one.facts.record != record.pk]
    if len(others) < cell.capacity:
        return []
    who = " and ".join(one.facts.number for one in others) or "nobody"
    said = f"Cell {cell.name} is for {cell.capacity} and held by {who}. Choose another cell."
    return [Refused("CELL-2", "cell", said)]
