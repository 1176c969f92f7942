"""The entries of a list that stands on the screen."""

from __future__ import annotations

from daybook.legacy.mapping.terminal_entries import EntriesSpec
from daybook.legacy.transports.tn3270.operator import Operator


def entries(operator: Operator, spec: EntriesSpec) -> list[dict[str, str]]:
    """Each by the names of its fields; the first empty one ends them."""
    rows = []
    for entry in range(spec.entries):
        row = {name: operator.terminal.text(cell).strip() for name, cell in spec.cells(entry).items()}
        if not any(row.values()):
            break
        rows.append(row)
    return rows
