"""Names of machines in the force's DNS: on their own they are no systems, beside a payment they are a witness."""

from __future__ import annotations

from typing import Any

from daybook.estate import kinds
from daybook.estate.importing.keepers.base import Keeper
from daybook.estate.models import MachineName
from daybook.estate.register.reading import Row


class MachineKeeper(Keeper):
    model = MachineName
    added, amended = kinds.MACHINES_ADDED, kinds.MACHINES_AMENDED
    entry_each = False

    def values(self, row: Row) -> dict[str, Any]:
        return row.values
